import type { Metadata } from "@grpc/grpc-js";

type Api = typeof import("@opentelemetry/api");

// OpenTelemetry is the caller's to install; without it there is no context to take up.
const loading: Promise<Api | undefined> = import("@opentelemetry/api").catch(() => undefined);
let api: Api | undefined;
let loaded = false;

/** Resolves once it is known whether OpenTelemetry is there; undefined when that is known already. */
export function traceReady(): Promise<void> | undefined {
  if (loaded) return undefined;
  return loading.then((module) => {
    api = module;
    loaded = true;
  });
}

/** Writes the caller's trace context into the metadata of a call. */
export function injectTrace(metadata: Metadata): void {
  if (api === undefined) return;
  api.propagation.inject(api.context.active(), metadata, {
    set: (carrier, key, value) => carrier.set(key, value),
  });
}
