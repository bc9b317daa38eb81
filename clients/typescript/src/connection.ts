import { type ChannelOptions, Client, compressionAlgorithms, Metadata, type ServiceError } from "@grpc/grpc-js";
import type { DeepPartial, MessageFns } from "./gen/pacts/v1/element.js";
import { serviceConfig } from "./gen/service_config.js";
import { errorOf } from "./status.js";
import { authorizationOf, checkedTarget, credentialsOf, DEFAULT_TARGET, isLocal, type TlsOptions } from "./target.js";
import { injectTrace, traceReady } from "./trace.js";

export const PROTOCOL = "1";

const MESSAGE_BYTES = 64 * 1024 * 1024;
const TIMEOUT_MS = 2_000;
const PAGE_TIMEOUT_MS = 30_000;

export interface ClientOptions {
  /** `host:port` or `unix:/path`; 127.0.0.1:50551 unless given. */
  readonly target?: string;
  /** True: TLS with the system's certificates. */
  readonly tls?: TlsOptions | boolean;
  /** Bearer token; needs TLS unless the target is on this machine. */
  readonly token?: string;
  /** Deadline of a call in milliseconds, 2,000 unless given. */
  readonly timeoutMs?: number;
  /** Deadline of a call that looks at a page, 30,000 unless given. */
  readonly pageTimeoutMs?: number;
  /** The version of the protocol that the daemon is told, this client's own unless given. */
  readonly protocol?: string;
}

export interface CallOptions {
  /** Deadline of this call in milliseconds. */
  readonly timeoutMs?: number;
  /** Cancels the call; it then rejects with the signal's reason. */
  readonly signal?: AbortSignal;
}

/** What a call is about besides its request. */
export interface Sending extends CallOptions {
  /** A page is looked at: the longer deadline holds. */
  readonly looksAtPage?: boolean;
  /** The request has a page in it: it is compressed. */
  readonly carriesPage?: boolean;
}

export interface Method<Request, Response> {
  readonly name: string;
  readonly requestType: MessageFns<Request>;
  readonly responseType: MessageFns<Response>;
  readonly responseStream: boolean;
}

export interface Service {
  readonly fullName: string;
  // biome-ignore lint/suspicious/noExplicitAny: each method has types of its own, told apart by `Stub`.
  readonly methods: Readonly<Record<string, Method<any, any>>>;
}

type Unary<Request, Response> = (request: DeepPartial<Request>, sending?: Sending) => Promise<Response>;
type InParts<Request, Response> = (
  request: DeepPartial<Request>,
  sending?: Sending,
) => AsyncGenerator<Response, void, undefined>;

/** The methods of a service as functions. */
export type Stub<S extends Service> = {
  readonly [M in keyof S["methods"]]: S["methods"][M] extends Method<infer Request, infer Response>
    ? S["methods"][M]["responseStream"] extends true
      ? InParts<Request, Response>
      : Unary<Request, Response>
    : never;
};

/** A channel to one daemon, with what every call on it needs. */
export class Connection {
  readonly #target: string;
  readonly #credentials;
  readonly #authorization: string | undefined;
  readonly #protocol: string;
  readonly #timeouts: readonly [number, number];
  readonly #plain: Client;
  #compressed: Client | undefined;

  constructor(options: ClientOptions) {
    this.#target = checkedTarget(options.target ?? DEFAULT_TARGET);
    this.#credentials = credentialsOf(options.tls);
    this.#authorization = authorizationOf(this.#target, options.token, Boolean(options.tls));
    this.#protocol = options.protocol ?? PROTOCOL;
    this.#timeouts = [
      checkedTimeout(options.timeoutMs ?? TIMEOUT_MS),
      checkedTimeout(options.pageTimeoutMs ?? PAGE_TIMEOUT_MS),
    ];
    this.#plain = new Client(this.#target, this.#credentials, this.#channelOptions());
  }

  stub<S extends Service>(service: S): Stub<S> {
    const methods = Object.entries(service.methods).map(([key, method]) => [
      key,
      method.responseStream ? this.#inParts(service, method) : this.#unary(service, method),
    ]);
    return Object.fromEntries(methods) as Stub<S>;
  }

  close(): void {
    this.#plain.close();
    this.#compressed?.close();
  }

  #unary<Request, Response>(service: Service, method: Method<Request, Response>): Unary<Request, Response> {
    const { path, serialize, deserialize } = wireOf(service, method);
    const send = (request: DeepPartial<Request>, sending: Sending) =>
      new Promise<Response>((resolve, reject) => {
        sending.signal?.throwIfAborted();
        const abort = () => call.cancel();
        const done = (failure: ServiceError | null, response?: Response) => {
          sending.signal?.removeEventListener("abort", abort);
          if (failure === null) resolve(response as Response);
          else reject(sending.signal?.aborted ? sending.signal.reason : errorOf(failure, method.name));
        };
        const message = method.requestType.fromPartial(request);
        const deadline = { deadline: Date.now() + this.#timeoutOf(sending) };
        const client = this.#clientOf(sending);
        const call = client.makeUnaryRequest(path, serialize, deserialize, message, this.#metadata(), deadline, done);
        sending.signal?.addEventListener("abort", abort, { once: true });
      });
    return (request, sending = {}) => traceReady()?.then(() => send(request, sending)) ?? send(request, sending);
  }

  // Leaving the loop that reads it cancels the call.
  #inParts<Request, Response>(service: Service, method: Method<Request, Response>): InParts<Request, Response> {
    const { path, serialize, deserialize } = wireOf(service, method);
    const open = (request: DeepPartial<Request>, sending: Sending) => {
      const message = method.requestType.fromPartial(request);
      const deadline = { deadline: Date.now() + this.#timeoutOf(sending) };
      const client = this.#clientOf(sending);
      return client.makeServerStreamRequest(path, serialize, deserialize, message, this.#metadata(), deadline);
    };
    return async function* told(request, sending = {}) {
      await traceReady();
      sending.signal?.throwIfAborted();
      const call = open(request, sending);
      const abort = () => call.cancel();
      sending.signal?.addEventListener("abort", abort, { once: true });
      try {
        yield* call as AsyncIterable<Response>;
      } catch (failure) {
        throw sending.signal?.aborted ? sending.signal.reason : errorOf(failure as ServiceError, method.name);
      } finally {
        sending.signal?.removeEventListener("abort", abort);
        call.cancel();
      }
    };
  }

  #timeoutOf(sending: Sending): number {
    if (sending.timeoutMs !== undefined) return checkedTimeout(sending.timeoutMs);
    return this.#timeouts[sending.looksAtPage ? 1 : 0];
  }

  #metadata(): Metadata {
    const metadata = new Metadata();
    metadata.set("pacts-protocol", this.#protocol);
    if (this.#authorization !== undefined) metadata.set("authorization", this.#authorization);
    injectTrace(metadata);
    return metadata;
  }

  // grpc-js compresses by channel, not by call: the second one is opened with the first page.
  #clientOf(sending: Sending): Client {
    if (!sending.carriesPage) return this.#plain;
    this.#compressed ??= new Client(this.#target, this.#credentials, {
      ...this.#channelOptions(),
      "grpc.default_compression_algorithm": compressionAlgorithms.gzip,
    });
    return this.#compressed;
  }

  #channelOptions(): ChannelOptions {
    return {
      "grpc.max_send_message_length": MESSAGE_BYTES,
      "grpc.max_receive_message_length": MESSAGE_BYTES,
      "grpc.service_config": JSON.stringify(serviceConfig),
      ...(isLocal(this.#target) ? { "grpc.enable_http_proxy": 0 } : {}),
    };
  }
}

function wireOf<Request, Response>(service: Service, { name, requestType, responseType }: Method<Request, Response>) {
  return {
    path: `/${service.fullName}/${name}`,
    serialize: (request: Request) => Buffer.from(requestType.encode(request).finish()),
    deserialize: (bytes: Buffer) => responseType.decode(bytes),
  };
}

function checkedTimeout(timeoutMs: number): number {
  if (timeoutMs > 0 && Number.isFinite(timeoutMs)) return timeoutMs;
  throw new TypeError(`timeoutMs: must be a positive number of milliseconds, not ${timeoutMs}`);
}
