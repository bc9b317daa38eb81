// What goes over the wire, seen by a server that notes what it is sent.
import { type Metadata, Server, ServerCredentials, status, type UntypedHandleCall } from "@grpc/grpc-js";
import { context, propagation, trace } from "@opentelemetry/api";
import { AsyncLocalStorageContextManager } from "@opentelemetry/context-async-hooks";
import { W3CBaggagePropagator, W3CTraceContextPropagator } from "@opentelemetry/core";
import { BasicTracerProvider } from "@opentelemetry/sdk-trace-node";
import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import { GetSelectorRequest, GetSelectorResponse } from "../src/gen/pacts/v1/selector_service.js";
import { Client, DaemonUnreachableError, VersionError } from "../src/index.js";
import { relayTo } from "./relay.js";

interface Seen {
  readonly metadata: Metadata;
  readonly deadlineMs: number;
  readonly request: GetSelectorRequest;
}

const QUERY = { app: "shop", environment: "test", page: "notes", element: "Save" };
const PAGE = { source: { $case: "html", value: `<p>${"a".repeat(50_000)}</p>` } } as const;
const MISS = GetSelectorResponse.fromPartial({ result: { $case: "miss", value: { detail: "nobody knows it" } } });

const seen: Seen[] = [];
let refusals = 0;
const server = new Server();
let client: Client;
let target: string;

const getSelector: UntypedHandleCall = (
  call: { metadata: Metadata; getDeadline(): Date | number; request: GetSelectorRequest },
  answer: (failure: object | null, response?: GetSelectorResponse) => void,
) => {
  seen.push({ metadata: call.metadata, deadlineMs: Number(call.getDeadline()) - Date.now(), request: call.request });
  if (refusals > 0) {
    refusals -= 1;
    answer({ code: status.UNAVAILABLE, details: "not yet" });
  } else {
    answer(null, MISS);
  }
};

beforeAll(async () => {
  const method = {
    path: "/pacts.v1.SelectorService/GetSelector",
    requestStream: false,
    responseStream: false,
    requestDeserialize: (bytes: Buffer) => GetSelectorRequest.decode(bytes),
    requestSerialize: () => Buffer.alloc(0),
    responseDeserialize: () => MISS,
    responseSerialize: (response: GetSelectorResponse) => Buffer.from(GetSelectorResponse.encode(response).finish()),
  } as const;
  server.addService({ getSelector: method }, { getSelector });
  const port = await new Promise<number>((done, fail) =>
    server.bindAsync("127.0.0.1:0", ServerCredentials.createInsecure(), (error, at) =>
      error ? fail(error) : done(at),
    ),
  );
  target = `127.0.0.1:${port}`;
  client = new Client({ target, token: "secret" });
});

afterEach(() => {
  seen.length = 0;
  refusals = 0;
});

afterAll(() => {
  client.close();
  server.forceShutdown();
});

test("each call names the protocol and carries the token", async () => {
  await client.get(QUERY);
  expect(seen[0]?.metadata.get("pacts-protocol")).toEqual(["1"]);
  expect(seen[0]?.metadata.get("authorization")).toEqual(["Bearer secret"]);
});

test("the daemon is told the deadline: 2 s, and 30 s where a page is looked at", async () => {
  await client.get(QUERY);
  await client.get(QUERY, { access: { url: "http://127.0.0.1:1/" } });
  await client.get(QUERY, { timeoutMs: 700 });
  const [plain, page, own] = seen.map((call) => call.deadlineMs);
  expect(plain).toBeGreaterThan(1_500);
  expect(plain).toBeLessThanOrEqual(2_001);
  expect(page).toBeGreaterThan(28_000);
  expect(own).toBeLessThanOrEqual(701);
});

test("a call that carries a page is compressed", async () => {
  const relay = await relayTo(target);
  const through = new Client({ target: relay.target });
  await through.get(QUERY, { access: { page: PAGE } });
  through.close();
  relay.close();
  expect(relay.sent()).toBeLessThan(5_000);
  expect(seen[0]?.request.access?.page).toMatchObject(PAGE);
});

test("a call that may be repeated is, when nothing answers for a moment", async () => {
  refusals = 2;
  expect(await client.get(QUERY)).toMatchObject({ found: false, detail: "nobody knows it" });
  expect(seen).toHaveLength(3);
});

test("a call is tried three times at most", async () => {
  refusals = 10;
  await expect(client.get(QUERY)).rejects.toBeInstanceOf(DaemonUnreachableError);
  expect(seen).toHaveLength(3);
});

test("a call that the daemon does not know says that it is older", async () => {
  const failure = await client.stats().catch((error) => error);
  expect(failure).toBeInstanceOf(VersionError);
  expect(failure.message).toBe("the daemon is older than this client: it does not know GetCacheStats");
});

test("the caller's trace is taken up", async () => {
  const provider = new BasicTracerProvider();
  const manager = new AsyncLocalStorageContextManager().enable();
  context.setGlobalContextManager(manager);
  propagation.setGlobalPropagator(new W3CTraceContextPropagator());
  const span = provider.getTracer("test").startSpan("a test");
  await context.with(trace.setSpan(context.active(), span), () => client.get(QUERY));
  await client.get(QUERY);
  context.disable();
  const [joined, alone] = seen.map((call) => call.metadata.get("traceparent"));
  expect(joined?.[0]).toContain(`${span.spanContext().traceId}-${span.spanContext().spanId}`);
  expect(alone).toEqual([]);
});

test("of the caller's baggage only what it says of its test goes along", async () => {
  context.setGlobalContextManager(new AsyncLocalStorageContextManager().enable());
  propagation.disable();
  propagation.setGlobalPropagator(new W3CBaggagePropagator());
  const carrying = (said: Record<string, string>) => {
    const entries = Object.entries(said).map(([name, value]) => [name, { value }]);
    return propagation.setBaggage(context.active(), propagation.createBaggage(Object.fromEntries(entries)));
  };
  await context.with(carrying({ "test.name": "buys a book", user: "alice" }), () => client.get(QUERY));
  await context.with(carrying({ user: "alice" }), () => client.get(QUERY));
  context.disable();
  propagation.disable();
  expect(seen.map((call) => call.metadata.get("baggage"))).toEqual([["test.name=buys%20a%20book"], []]);
});
