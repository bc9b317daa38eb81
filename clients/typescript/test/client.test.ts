import { execFileSync } from "node:child_process";
import { mkdtempSync } from "node:fs";
import { createServer, type Server } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import {
  AccessDeniedError,
  Action,
  Client,
  DaemonUnreachableError,
  DeadlineExceededError,
  endpointFrom,
  HealNotFoundError,
  InvalidFieldError,
  MissReason,
  PactsError,
  type Query,
  ReportEffect,
  SelectorStrategy,
  VersionConflictError,
} from "../src/index.js";
import { type Daemon, serve } from "./daemon.js";

const PAGE =
  "<html><body><main><h1>Notes</h1><form><label for=t>Title</label><input id=t><button id=save>Save</button></form></main></body></html>";
const SAVE = { strategy: SelectorStrategy.CSS, value: "#save" };

const query = (element: string, page = "notes"): Query => ({ app: "shop", environment: "test", page, element });
const html = (value: string) => ({ source: { $case: "html", value } }) as const;
const evidence = (value: string) => ({ kind: { $case: "page", value: html(value) } }) as const;

let daemon: Daemon;
let client: Client;

beforeAll(async () => {
  daemon = await serve();
  client = new Client({ target: daemon.target });
});

afterAll(async () => {
  client.close();
  await daemon.stop();
});

describe("selectors", () => {
  test("an element nobody saved is a miss with its reason, not an error", async () => {
    const answer = await client.get(query("Nowhere"));
    expect(answer).toMatchObject({ found: false, reason: MissReason.UNKNOWN });
    expect(answer.trail.map((visit) => visit.tier)).toEqual(["memory", "sqlite", "discovery"]);
  });

  test("a saved element is found with its selectors and a version that is a number", async () => {
    const entry = await client.save({ ...query("Save"), action: Action.CLICK }, [SAVE]);
    const answer = await client.get({ ...query("Save"), action: Action.CLICK });
    expect(answer).toMatchObject({ found: true, selectors: [SAVE], version: entry.version, source: "memory" });
    expect(JSON.parse(JSON.stringify(answer)).version).toBe(1);
  });

  test("names and variants of any script are told apart", async () => {
    const name = { ...query("保存 – Größe 🛒"), variant: { locale: "日本" } };
    await client.save(name, [SAVE]);
    expect((await client.get(name)).found).toBe(true);
    expect((await client.get({ ...name, variant: {} })).found).toBe(false);
  });

  test("a batch answers in order, and has an error in the place of the lookup that failed", async () => {
    await client.save(query("Batch"), [SAVE]);
    const results = await client.batchGet([{ query: query("Batch") }, { query: query("") }, { query: query("None") }]);
    expect(results[0]).toMatchObject({ found: true });
    expect(results[1]).toBeInstanceOf(InvalidFieldError);
    expect(results[1]).toMatchObject({ code: "INVALID_ARGUMENT", reason: "INVALID_FIELD" });
    expect(results[2]).toMatchObject({ found: false });
  });

  test("a success promotes and failures in a row evict", async () => {
    const { version } = await client.save(query("Report"), [SAVE]);
    expect((await client.reportSucceeded(query("Report"), version, SAVE)).effect).toBe(ReportEffect.PROMOTED);
    const effects = [];
    for (let failure = 0; failure < 5; failure += 1) {
      effects.push((await client.reportFailed(query("Report"), version, SAVE, "it opened another page")).effect);
    }
    expect(effects).toContain(ReportEffect.EVICTED);
    expect((await client.get(query("Report"))).found).toBe(false);
  });

  test("a save that names another version is a conflict that tells both", async () => {
    await client.save(query("Conflict"), [SAVE]);
    const failure = await client.save(query("Conflict"), [SAVE], { expectedVersion: 9 }).catch((error) => error);
    expect(failure).toBeInstanceOf(VersionConflictError);
    expect(failure).toMatchObject({ expected: 9, current: 1, code: "ABORTED" });
  });

  test("entries are listed over pages, and invalidated by element and by page", async () => {
    for (const name of ["a", "b", "c"]) await client.save(query(name, "listed"), [SAVE]);
    const listed = [];
    for await (const entry of client.list({ app: "shop", page: "listed", pageSize: 2 }))
      listed.push(entry.query?.element);
    expect(listed.sort()).toEqual(["a", "b", "c"]);
    const where = { app: "shop", environment: "test" };
    expect(await client.invalidate({ ...where, query: query("a", "listed") })).toBe(1);
    expect(await client.invalidate({ ...where, page: "listed" })).toBe(2);
  });

  test("a field that is wrong is an error of the tree with its metadata", async () => {
    const failure = await client.get({ ...query("Save"), app: "" }).catch((error) => error);
    expect(failure).toBeInstanceOf(InvalidFieldError);
    expect(failure).toBeInstanceOf(PactsError);
    expect(failure).toMatchObject({ name: "InvalidFieldError", field: "query.app" });
    expect(failure.problem).toContain("empty");
  });
});

describe("pages and administration", () => {
  test("a fingerprint compares with the page it was made of", async () => {
    const { fingerprint, nodes } = await client.fingerprint(html(PAGE));
    const drift = await client.compare({ kind: { $case: "fingerprint", value: fingerprint } }, evidence(PAGE));
    expect(nodes).toBeGreaterThan(5);
    expect(drift.driftRatio).toBe(0);
  });

  test("a changed page names what changed", async () => {
    const changed = PAGE.replace("<form>", "<nav><a href=/a>A</a><a href=/b>B</a></nav><form>");
    const drift = await client.compare(evidence(PAGE), evidence(changed), { maxChanges: 5 });
    expect(drift.changes.map((change) => change.path).join()).toContain("nav");
  });

  test("the daemon hands out the capture script", async () => {
    const scripts = await client.scripts();
    expect(scripts.capture).toContain("function");
    expect(scripts.format).toBe(1);
  });

  test("the counters say lookups = hits + misses", async () => {
    const stats = await client.stats();
    const hits = Object.values(stats.hits).reduce((sum, count) => sum + count, 0);
    expect(stats.lookups).toBe(hits + stats.cacheMiss);
    expect(stats.lookups).toBeGreaterThan(0);
  });

  test("a heal that nobody made is not found, and none are listed", async () => {
    const heals = [];
    for await (const heal of client.heals.list({ app: "shop" })) heals.push(heal);
    expect(heals).toEqual([]);
    const failure = await client.heals.get("0".repeat(32)).catch((error) => error);
    expect(failure).toBeInstanceOf(HealNotFoundError);
    expect(failure.healId).toBe("0".repeat(32));
  });
});

describe("connection", () => {
  let silent: Server;
  let silentTarget: string;

  beforeAll(async () => {
    silent = createServer(() => {});
    await new Promise<void>((done) => silent.listen(0, "127.0.0.1", done));
    const address = silent.address();
    silentTarget = `127.0.0.1:${typeof address === "object" ? address?.port : 0}`;
  });

  afterAll(() => void silent.close());

  test("nothing at the target is unreachable, and is tried three times", async () => {
    const nobody = new Client({ target: "127.0.0.1:1", timeoutMs: 5_000 });
    const failure = await nobody.stats().catch((error) => error);
    expect(failure).toBeInstanceOf(DaemonUnreachableError);
    expect(failure.code).toBe("UNAVAILABLE");
    nobody.close();
  });

  test("a daemon that does not answer ends the call at its deadline", async () => {
    const waiting = new Client({ target: silentTarget });
    const started = performance.now();
    const failure = await waiting.stats({ timeoutMs: 150 }).catch((error) => error);
    expect(failure).toBeInstanceOf(DeadlineExceededError);
    expect(performance.now() - started).toBeLessThan(2_000);
    waiting.close();
  });

  test("an aborted call rejects with the signal's reason", async () => {
    const waiting = new Client({ target: silentTarget });
    const reason = new Error("the test has ended");
    const controller = new AbortController();
    setTimeout(() => controller.abort(reason), 50);
    await expect(waiting.stats({ signal: controller.signal })).rejects.toBe(reason);
    await expect(waiting.stats({ signal: AbortSignal.abort(reason) })).rejects.toBe(reason);
    waiting.close();
  });

  test("a token in clear never leaves the machine, and a port that is none is refused", () => {
    expect(() => new Client({ target: "pacts.example:50551", token: "secret" })).toThrow(/TLS/);
    expect(() => new Client({ target: "127.0.0.1:99999" })).toThrow(/host:port/);
    expect(() => new Client({ timeoutMs: -1 })).toThrow(/positive/);
    expect(() => new Client({ tls: { key: "k" } })).toThrow(/go together/);
  });

  test("a daemon with a token refuses a wrong one and takes the right one", async () => {
    const guarded = await serve({ PACTS_GRPC_TOKEN: "right-token-right-token" });
    const wrong = new Client({ target: guarded.target, token: "wrong" });
    const right = new Client({ target: guarded.target, token: "right-token-right-token" });
    await expect(wrong.stats()).rejects.toBeInstanceOf(AccessDeniedError);
    expect((await right.stats()).lookups).toBe(0);
    for (const each of [wrong, right]) each.close();
    await guarded.stop();
  });

  test("a Unix socket is a target", async () => {
    const folder = mkdtempSync(join(tmpdir(), "pacts-"));
    const at = await serve({ PACTS_GRPC_UNIX_SOCKET: join(folder, "daemon") });
    const local = new Client({ target: `unix:${join(folder, "daemon")}`, token: "any" });
    expect((await local.stats()).lookups).toBe(0);
    local.close();
    await at.stop();
  });

  test("TLS takes an authority of one's own and a client certificate, and nothing less", async () => {
    const files = certificates();
    const at = await serve({
      PACTS_GRPC_TLS_CERTIFICATE: files.certificate,
      PACTS_GRPC_TLS_KEY: files.key,
      PACTS_GRPC_TLS_CLIENT_CA: files.certificate,
    });
    const target = at.target.replace("127.0.0.1", "localhost");
    const pem = { ca: { file: files.certificate }, certificate: { file: files.certificate }, key: { file: files.key } };
    const trusted = new Client({ target, tls: pem });
    const stranger = new Client({ target, tls: true, timeoutMs: 3_000 });
    expect((await trusted.stats()).lookups).toBe(0);
    const variables = {
      PACTS_TARGET: target,
      PACTS_TLS_CA: files.certificate,
      PACTS_TLS_CERTIFICATE: files.certificate,
      PACTS_TLS_KEY: files.key,
    };
    const byVariables = new Client(endpointFrom(variables));
    expect((await byVariables.stats()).lookups).toBe(0);
    byVariables.close();
    await expect(stranger.stats()).rejects.toBeInstanceOf(DaemonUnreachableError);
    for (const each of [trusted, stranger]) each.close();
    await at.stop();
  });
});

function certificates(): { certificate: string; key: string } {
  const folder = mkdtempSync(join(tmpdir(), "pacts-"));
  const [certificate, key] = [join(folder, "certificate.pem"), join(folder, "key.pem")];
  const subject = ["-subj", "/CN=localhost", "-addext", "subjectAltName=DNS:localhost"];
  const made = ["req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-keyout", key, "-out", certificate];
  execFileSync("openssl", [...made, ...subject], { stdio: "ignore" });
  return { certificate, key };
}
