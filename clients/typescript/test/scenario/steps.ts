import type { Context } from "@opentelemetry/api";
import type { Page } from "playwright-core";
import type * as pacts from "../../src/index.js";
import { PlannerKind, StaleSelectorError } from "../../src/index.js";
import type { Element, HeldElement, Session } from "../../src/playwright/index.js";
import { answerDiffers, healsDiffer, runDiffers, statsDiffer, verificationDiffers } from "./expect.js";
import { inTrace } from "./play.js";
import type { Scenario, Step, Words, World } from "./world.js";

/** What the steps of one scenario share. */
export interface Stage {
  readonly scenario: Scenario;
  readonly world: World;
  readonly client: pacts.Client;
  readonly session: Session;
  readonly page: Page;
  readonly wrapped: Page;
  trace: Context;
  readonly stats: pacts.CacheStats | undefined;
}

/** Does a step; returns what it did not do as it should, or nothing. */
type Verb = (step: Step) => Promise<string>;

const SEE_MS = 5_000;
const SPANS_MS = 10_000;

export function stepsOf(stage: Stage): Readonly<Record<string, Verb>> {
  return { ...onClient(stage), ...onElements(stage), ...onPage(stage) };
}

function onClient(stage: Stage): Record<string, Verb> {
  const { client } = stage;
  return {
    save: async ({ with: words }) => {
      const page = words.with_page ? await capture(stage) : undefined;
      const evidence = page && ({ kind: { $case: "page", value: page } } as const);
      const selectors = (words.selectors as Words[]).map(selectorOf);
      await client.save(queryOf(stage, words), selectors, { evidence, neverHeal: words.never_heal === true });
      return "";
    },
    get: async ({ with: words, expect }) => {
      const access = words.with_page ? { page: await capture(stage) } : undefined;
      return answerDiffers(await client.get(queryOf(stage, words), { access }), expect);
    },
    resolve: async ({ with: words, expect }) => {
      const failedSelector = words.failed === undefined ? undefined : selectorOf(words.failed as Words);
      const access = { page: await capture(stage) };
      return answerDiffers(await client.resolve(queryOf(stage, words), access, { failedSelector }), expect);
    },
    verify: async ({ with: words, expect }) => {
      const verified = await client.verify(queryOf(stage, words), { page: await capture(stage) });
      return verificationDiffers(verified, expect);
    },
    batch: async ({ with: words, expect }) => {
      const lookups = (words.elements as string[]).map((element) => ({ query: queryOf(stage, { element }) }));
      const answers = await client.batchGet(lookups);
      const wanted = expect as unknown[];
      if (answers.length !== wanted.length) return `${answers.length} answers`;
      return answers.map((answer, at) => answerDiffers(answer, wanted[at])).find((why) => why !== "") ?? "";
    },
    run: async ({ with: words, expect }) => {
      const { scenario, world } = stage;
      const steps: pacts.StepEnded[] = [];
      const ended = await client.runs.run(
        { text: words.requirement as string, name: "scenario.md" },
        {
          planner: PlannerKind.RULES,
          app: scenario.name,
          baseUrl: `${world.site}/shop/`,
          onEvent: (event) => {
            if (event.$case === "stepEnded") steps.push(event.value);
          },
        },
      );
      return runDiffers(ended, steps, expect as Words);
    },
    stats: async ({ expect }) => statsDiffer(await client.stats(), stage.stats as pacts.CacheStats, expect as Words),
  };
}

function onElements({ session, page }: Stage): Record<string, Verb> {
  let held: HeldElement | undefined;
  const element = ({ element: name, text, is, ...options }: Words) =>
    session.element(page, name as string, options as pacts.ElementOptions);
  const doing =
    (act: (element: Element, text: string) => Promise<unknown>): Verb =>
    async ({ with: words }) => {
      await act(element(words), words.text as string);
      return "";
    };
  return {
    click: doing((it) => it.click()),
    hover: doing((it) => it.hover()),
    check: doing((it) => it.check()),
    fill: doing((it, text) => it.fill(text)),
    select: doing((it, label) => it.selectOption({ label })),
    read: async ({ with: words }) => {
      const text = ((await element(words).textContent()) ?? "").trim();
      return text === words.text ? "" : `it reads ${JSON.stringify(text)}`;
    },
    gone: async ({ with: words }) => {
      const gone = await element(words).gone();
      return gone === words.is ? "" : `gone() is ${gone}`;
    },
    hold: async ({ with: words }) => {
      held = await element(words).hold();
      return "";
    },
    click_held: async () => {
      if (held === undefined) return "nothing is held";
      try {
        await held.click();
        return "";
      } catch (error) {
        if (error instanceof StaleSelectorError && error.candidates.length === 0) return "it names no candidates";
        throw error;
      }
    },
    passed: () => session.passed().then(() => ""),
    failed: ({ with: words }) => session.failed(words.why as string).then(() => ""),
    end_visit: () => session.endVisits().then(() => ""),
    heals: async ({ expect }) => healsDiffer(session.heals, expect as Words[]),
  };
}

function onPage(stage: Stage): Record<string, Verb> {
  const { page, wrapped, world } = stage;
  return {
    open: async ({ with: words }) => {
      await page.goto(`${world.site}/shop/${words.page}`);
      return "";
    },
    see: ({ with: words }) => seen(page, words.css as string, words.text as string),
    wrapped_click: async ({ with: words }) => {
      await wrapped.locator(words.css as string).click();
      return "";
    },
    wrapped_fill: async ({ with: words }) => {
      await wrapped.locator(words.css as string).fill(words.text as string);
      return "";
    },
    in_trace: async ({ with: words }) => {
      stage.trace = inTrace(words.trace as string);
      return "";
    },
    spans: ({ with: words }) => spans(`${world.spans}/${words.trace}`, words.names as string[]),
  };
}

async function seen(page: Page, css: string, text: string): Promise<string> {
  const shows = (wanted: [string, string]) => document.querySelector(wanted[0])?.textContent === wanted[1];
  try {
    await page.waitForFunction(shows, [css, text] as [string, string], { timeout: SEE_MS });
    return "";
  } catch {
    return `it shows ${JSON.stringify(await page.textContent(css))}`;
  }
}

async function spans(address: string, names: readonly string[]): Promise<string> {
  const ends = performance.now() + SPANS_MS;
  let got: string[] = [];
  while (performance.now() < ends) {
    got = (await (await fetch(address)).json()) as string[];
    if (names.every((name) => got.includes(name))) return "";
    await new Promise((done) => setTimeout(done, 100));
  }
  return `the spans are ${JSON.stringify(got)}`;
}

function queryOf({ scenario, world, page }: Stage, words: Words): pacts.Query {
  const { element, scope, ordinal, frame, variant } = words as unknown as pacts.Query;
  const told = { element, scope, ordinal, frame, variant };
  return { app: scenario.name, environment: world.environment, page: page.url(), ...told };
}

function selectorOf({ strategy, ...others }: Words): pacts.Selector {
  const name = `SELECTOR_STRATEGY_${(strategy as string).toUpperCase()}`;
  return { strategy: name, ...others } as pacts.Selector;
}

async function capture({ client, page }: Stage): Promise<pacts.Page> {
  const { capture: script } = await client.scripts();
  return { source: { $case: "capture", value: await page.evaluate<string>(script) } };
}
