import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import {
  Client,
  DeadlineExceededError,
  InvalidFieldError,
  PlannerKind,
  type RunEvent,
  type RunOptions,
  RunVerdict,
  StepStatus,
} from "../src/index.js";
import { type Daemon, serve } from "./daemon.js";
import { type Site, serveSite } from "./site.js";

const PRODUCTS = resolve(import.meta.dirname, "../../../tests/scenarios/site/products.html");
const OPEN = "1. Go to /products\n";

let daemon: Daemon;
let client: Client;
let site: Site;
let options: RunOptions;

beforeAll(async () => {
  daemon = await serve();
  client = new Client({ target: daemon.target });
  site = await serveSite({ "/products": readFileSync(PRODUCTS, "utf8") });
  options = { planner: PlannerKind.RULES, baseUrl: site.origin, app: "shop" };
});

afterAll(async () => {
  client.close();
  site.close();
  await daemon.stop();
});

test("a run passes, and tells each step on the way", async () => {
  const text = `${OPEN}2. Click Subscribe\n3. Verify that "subscribed" is visible\n`;
  const told: RunEvent[] = [];
  const ended = await client.runs.run({ text }, { ...options, onEvent: (event) => told.push(event) });
  expect(ended).toMatchObject({ verdict: RunVerdict.PASS });
  expect(told[0]).toMatchObject({ $case: "started", value: { cases: 1, loops: 1 } });
  const steps = told.flatMap((event) => (event.$case === "stepEnded" ? [event.value.status] : []));
  expect(steps).toEqual([StepStatus.PASSED, StepStatus.PASSED, StepStatus.PASSED]);
  expect(JSON.parse(ended.resultJson)).toMatchObject({ app: "shop" });
});

test("a sentence that cannot be read is refused with its part", async () => {
  const requirement = { name: "shop.md", text: `${OPEN}2. Ponder the Save button\n` };
  const calls = [() => client.runs.plan(requirement, options), () => client.runs.run(requirement, options)];
  for (const call of calls) {
    const error = await call().then(
      () => undefined,
      (reason: unknown) => reason,
    );
    expect(error).toBeInstanceOf(InvalidFieldError);
    expect(error).toMatchObject({ field: "requirement.text", message: expect.stringMatching(/shop\.md:2:.*Ponder/s) });
  }
});

test("a deadline, a signal and a loop that is left end the run", async () => {
  const waiting = { text: `${OPEN}2. Wait 60 seconds\n3. Verify that Subscribe is visible\n` };
  await expect(client.runs.run(waiting, { ...options, timeoutMs: 1 })).rejects.toThrow(DeadlineExceededError);
  const gone = new AbortController();
  const onEvent = () => gone.abort(new Error("enough"));
  await expect(client.runs.run(waiting, { ...options, signal: gone.signal, onEvent })).rejects.toThrow("enough");
  for await (const event of client.runs.watch(waiting, options)) {
    expect(event.$case).toBe("started");
    break;
  }
});
