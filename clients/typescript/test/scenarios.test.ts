// The scenarios that every client must pass, in a real browser against the world that tests/scenarios runs.
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { context, propagation } from "@opentelemetry/api";
import { AsyncLocalStorageContextManager } from "@opentelemetry/context-async-hooks";
import { W3CTraceContextPropagator } from "@opentelemetry/core";
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { launch } from "./browser.js";
import { type Outcome, play } from "./scenario/play.js";
import { startWorld, type World } from "./scenario/world.js";

const world: World = await startWorld();
const outcomes: Record<string, Outcome> = {};
let browser: Browser;

beforeAll(async () => {
  context.setGlobalContextManager(new AsyncLocalStorageContextManager().enable());
  propagation.setGlobalPropagator(new W3CTraceContextPropagator());
  browser = await launch();
});

afterAll(async () => {
  await browser.close();
  context.disable();
  mkdirSync(world.results, { recursive: true });
  const told = { language: "typescript", title: "TypeScript", page: "typescript/README.md", runner: "Playwright" };
  writeFileSync(
    join(world.results, "typescript.json"),
    `${JSON.stringify({ ...told, scenarios: outcomes }, null, 2)}\n`,
  );
  await world.stop();
});

test("the world has scenarios", () => expect(world.scenarios.length).toBeGreaterThan(20));

test.each(world.scenarios)("$name: $feature", async (scenario) => {
  const outcome = await play(scenario, world, browser);
  outcomes[scenario.name] = outcome;
  expect(outcome).toEqual({ status: "passed" });
});
