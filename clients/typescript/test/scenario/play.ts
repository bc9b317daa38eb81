import { type Context, context, ROOT_CONTEXT, TraceFlags, trace } from "@opentelemetry/api";
import type { Browser } from "playwright-core";
import * as pacts from "../../src/index.js";
import { Session } from "../../src/playwright/index.js";
import { type Stage, stepsOf } from "./steps.js";
import type { Scenario, Step, World } from "./world.js";

export type Outcome = { readonly status: "passed" } | { readonly status: "failed"; readonly why: string };

const AGAIN_MS = 100;
const CLASSES: Readonly<Record<string, unknown>> = { ...pacts };

/** Does the steps of a scenario in order; the first that does not do what it should is why it failed. */
export async function play(scenario: Scenario, world: World, browser: Browser): Promise<Outcome> {
  const stage = await setUp(scenario, world, browser);
  const verbs = stepsOf(stage);
  try {
    for (const [at, step] of scenario.steps.entries()) {
      const why = await untilItHolds(step, () => context.with(stage.trace, () => perform(verbs[step.do], step)));
      if (why !== "")
        return { status: "failed", why: `step ${at + 1}, ${step.do} ${JSON.stringify(step.with)}: ${why}` };
    }
    return { status: "passed" };
  } finally {
    await stage.session.close();
    stage.client.close();
    await stage.page.context().close();
  }
}

async function setUp(scenario: Scenario, world: World, browser: Browser): Promise<Stage> {
  const { timeout_s, wait_s, token, protocol, heal, never_heal, interruptions } = scenario.options as Options;
  const daemon = world.daemons[scenario.daemon];
  if (daemon === undefined) throw new Error(`the world has no daemon ${scenario.daemon}`);
  const timeoutMs = timeout_s === undefined ? undefined : timeout_s * 1000;
  const connection = { ...daemon, ...(token === undefined ? {} : { token }), protocol, timeoutMs };
  const client = new pacts.Client(connection);
  const session = new Session(client, {
    app: scenario.name,
    environment: world.environment,
    heal,
    neverHeal: never_heal,
    interruptions,
    waitMs: wait_s === undefined ? undefined : wait_s * 1000,
  });
  const page = await (await browser.newContext()).newPage();
  const stats = scenario.steps.some((step) => step.do === "stats") ? await client.stats() : undefined;
  return { scenario, world, client, session, page, wrapped: session.wrap(page), trace: ROOT_CONTEXT, stats };
}

interface Options {
  readonly timeout_s?: number;
  readonly wait_s?: number;
  readonly token?: string;
  readonly protocol?: string;
  readonly heal?: "auto" | "off";
  readonly never_heal?: string[];
  readonly interruptions?: Record<string, string>;
}

/** Returns what is wrong with a step; with `within_s` it is done again until nothing is. */
async function untilItHolds(step: Step, once: () => Promise<string>): Promise<string> {
  const ends = performance.now() + (step.within_s ?? 0) * 1000;
  for (;;) {
    const why = await once();
    if (why === "" || performance.now() >= ends) return why;
    await new Promise((done) => setTimeout(done, AGAIN_MS));
  }
}

async function perform(verb: ((step: Step) => Promise<string>) | undefined, step: Step): Promise<string> {
  if (verb === undefined) return "this runner does not know the step";
  try {
    const why = await verb(step);
    return step.error === undefined || why !== "" ? why : `it did not fail with ${step.error.class}`;
  } catch (error) {
    if (step.error === undefined) return `it failed: ${error instanceof Error ? error.stack : error}`;
    return differs(step.error, error);
  }
}

function differs(expected: NonNullable<Step["error"]>, error: unknown): string {
  const Expected = CLASSES[expected.class];
  if (typeof Expected !== "function") return `this client has no ${expected.class}`;
  if (!(error instanceof pacts.PactsError && error instanceof Expected)) return `it failed with ${error}`;
  const miss = error instanceof pacts.ElementNotFoundError ? error.miss : undefined;
  if (expected.reason && plain(miss?.reason) !== expected.reason) return `the reason is ${miss?.reason}: ${error}`;
  if (expected.failure_class && plain(miss?.failureClass) !== expected.failure_class) {
    return `the failure is of class ${miss?.failureClass}: ${error}`;
  }
  if (!error.message.includes(expected.says ?? "")) return `it says ${error.message}`;
  const wrong = Object.entries(expected.metadata ?? {}).filter(([key, value]) => error.metadata[key] !== value);
  return wrong.length === 0 ? "" : `its metadata are ${JSON.stringify(error.metadata)}`;
}

/** Writes an enum's value as scenarios do. */
export function plain(value: string | undefined): string {
  const prefix = /^(MISS_REASON|FAILURE_CLASS|ELEMENT_VERDICT|DRIFT_CHECK|SELECTOR_STRATEGY|GATE_POINT|RUN_VERDICT)_/;
  return (value ?? "").replace(prefix, "").toLowerCase();
}

/** A sampled span context of a trace that somebody else has begun. */
export function inTrace(traceId: string): Context {
  const spanContext = { traceId, spanId: "00f067aa0ba902b7", traceFlags: TraceFlags.SAMPLED, isRemote: true };
  return trace.setSpanContext(ROOT_CONTEXT, spanContext);
}
