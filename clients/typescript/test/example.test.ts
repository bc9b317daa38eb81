// The example, and with it the fixture and the reporter, in a folder of its own against a real daemon.
import { execFileSync, spawnSync } from "node:child_process";
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { delimiter, join, resolve } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { Client } from "../src/index.js";
import { browserPath } from "./browser.js";
import { type Daemon, serve } from "./daemon.js";

const CLIENT = resolve(import.meta.dirname, "..");
const ROOT = resolve(CLIENT, "../..");
const EXAMPLE = join(ROOT, "examples/typescript-playwright");

let folder: string;
let port: string;
let daemon: Daemon;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "pacts-example-"));
  cpSync(EXAMPLE, folder, { recursive: true, filter: (from) => !/node_modules|test-results/.test(from) });
  execFileSync("npm", ["run", "--silent", "build"], { cwd: CLIENT });
  const packed = execFileSync("npm", ["pack", "--silent", "--pack-destination", folder], {
    cwd: CLIENT,
    encoding: "utf8",
  });
  const install = ["install", "--no-save", "--no-package-lock", "--no-audit", "--no-fund", "--prefer-offline"];
  execFileSync("npm", [...install, `./${packed.trim()}`], { cwd: folder, stdio: "pipe" });
  port = String(await freePort());
  daemon = await serve();
}, 180_000);

afterAll(async () => {
  await daemon.stop();
  rmSync(folder, { recursive: true, force: true });
});

/** Runs the example's tests; returns its exit code and what it has written. */
function run(
  variables: Record<string, string>,
  ...more: string[]
): { readonly code: number | null; readonly output: string } {
  const own = Object.entries(process.env).filter(([name]) => !/^(PACTS_|VITEST|NODE_ENV|GITHUB_ACTIONS)/.test(name));
  const env = {
    ...Object.fromEntries(own),
    PATH: `${join(ROOT, ".venv/bin")}${delimiter}${process.env.PATH}`,
    PACTS_BROWSER: browserPath(),
    SHOP_PAGES: join(ROOT, "tests/scenarios/site"),
    SHOP_PORT: port,
    ...variables,
  };
  const done = spawnSync("npx", ["playwright", "test", ...more], { cwd: folder, env, encoding: "utf8" });
  return { code: done.status, output: done.stdout + done.stderr };
}

test("with no daemon configured one is started for all workers, and the suite passes", () => {
  const counted = join(folder, "counted.sh");
  writeFileSync(counted, `#!/bin/sh\necho started >> "${folder}/started"\nexec pacts "$@"\n`, { mode: 0o755 });
  const { code, output } = run({ PACTS_COMMAND: counted }, "--workers=2", "--fully-parallel");
  expect(output).toContain("3 passed");
  expect(code).toBe(0);
  expect(readFileSync(join(folder, "started"), "utf8")).toBe("started\n");
}, 180_000);

test("its types check", () => {
  const typeRoots = join(CLIENT, "node_modules/@types");
  const options = ["--noEmit", "--strict", "--target", "ES2022", "--module", "NodeNext", "--typeRoots", typeRoots];
  const files = ["playwright.config.ts", "tests/shop.spec.ts"];
  const done = spawnSync(join(CLIENT, "node_modules/.bin/tsc"), [...options, "--types", "node", ...files], {
    cwd: folder,
  });
  expect(String(done.stdout)).toBe("");
});

test("after a redesign the suite passes, and the heals are told, annotated and summed up", async () => {
  const connected = { PACTS_TARGET: daemon.target };
  expect(run(connected).output).toContain("3 passed");
  const summary = join(folder, "summary.json");
  const redesigned = { ...connected, SHOP_EDITION: "redesign", PACTS_SUMMARY: summary, GITHUB_ACTIONS: "true" };
  const { code, output } = run(redesigned);
  expect(output).toContain("pacts: 1 healed");
  expect(output).toMatch(
    /::warning file=tests\/shop.spec.ts,line=\d+,title=healed by PACTS::css=#subscribe: css=#subscribe →/,
  );
  expect(code).toBe(0);
  const said = JSON.parse(readFileSync(summary, "utf8"));
  const { $defs, required } = JSON.parse(readFileSync(join(ROOT, "clients/shared/summary.schema.json"), "utf8"));
  const { passed, lookups, heals, failed, is_over_budget: isOver } = said;
  expect(Object.keys(said).sort()).toEqual([...required].sort());
  expect(Object.keys(heals[0]).sort()).toEqual([...$defs.heal.required].sort());
  expect(Object.keys(heals[0].old).sort()).toEqual([...$defs.selector.required].sort());
  expect(heals).toMatchObject([
    { element: "css=#subscribe", file: "tests/shop.spec.ts", old: { strategy: "css", value: "#subscribe" } },
  ]);
  expect(heals[0].test).toContain("existing locators");
  expect(lookups).toBe(3);
  expect({ passed, failed, isOver }).toEqual({ passed: 3, failed: 0, isOver: false });
  expect(await passes("css=#subscribe")).toBeGreaterThan(0);
}, 180_000);

test("a run that heals more than it may fails", () => {
  const variables = { PACTS_TARGET: daemon.target, PACTS_ENVIRONMENT: "budget", PACTS_MAX_HEALS: "0" };
  expect(run(variables).code).toBe(0);
  const { code, output } = run({ ...variables, SHOP_EDITION: "redesign" });
  expect(output).toContain("1 elements were healed, and a run may have 0");
  expect(code).toBe(1);
}, 180_000);

/** How often a test that used the element has passed, as the daemon was told. */
async function passes(element: string): Promise<number> {
  const client = new Client({ target: daemon.target });
  let successes = 0;
  for await (const entry of client.list({ app: "corner-shop", environment: "local" })) {
    if (entry.query?.element === element) successes = entry.successes;
  }
  client.close();
  return successes;
}

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  const address = server.address();
  await new Promise<void>((done) => server.close(() => done()));
  if (address === null || typeof address === "string") throw new Error("there is no free port");
  return address.port;
}
