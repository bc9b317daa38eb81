import type { Metadata } from "@grpc/grpc-js";
import type { Context } from "@opentelemetry/api";

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

/** Writes the caller's trace context into the metadata of a call, and what its baggage says of its test. */
export function injectTrace(metadata: Metadata): void {
  if (api === undefined) return;
  api.propagation.inject(saying(api), metadata, {
    set: (carrier, key, value) => carrier.set(key, value),
  });
}

/** The context under way; of its baggage only `test.*`: the rest is none of the daemon's business. */
function saying({ context, propagation }: Api): Context {
  const active = context.active();
  const carried = propagation.getBaggage(active);
  if (carried === undefined) return active;
  const kept = carried.getAllEntries().filter(([name]) => name.startsWith("test."));
  return propagation.setBaggage(active, propagation.createBaggage(Object.fromEntries(kept)));
}
