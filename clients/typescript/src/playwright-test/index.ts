import { expect as base, type Expect, type Page, test as playwright, type TestInfo } from "@playwright/test";
import { Client } from "../client.js";
import type { Element } from "../playwright/element.js";
import { PlaywrightSession } from "../playwright/session.js";
import { type EphemeralDaemon, startDaemon } from "../run/daemon.js";
import { commitFrom, type Endpoint, endpointFrom, flag, optionsFrom, text } from "../run/environment.js";
import { healLine } from "../session/journal.js";
import type { SessionOptions } from "../session/settings.js";
import type { ElementOptions } from "../session/target.js";
import { HEAL_TYPE, HEALS, LOOKUPS } from "./attachments.js";

/** Options of `use` in playwright.config.ts; what is not set comes from PACTS_* variables. */
export interface PactsOptions {
  /** Options of the session, and of the daemon it asks. */
  readonly pactsOptions: Partial<SessionOptions> & Endpoint;
}

export interface Pacts {
  readonly session: PlaywrightSession;
  /** An element of the test's page by its name. */
  element(name: string, options?: ElementOptions): Element;
  /** A page whose locators heal; the test's own unless another is given. */
  wrap(page?: Page): Page;
}

interface WorkerFixtures {
  readonly pactsTarget: Endpoint;
}

/** Playwright's test with `pacts`: elements by name, and the test's result told to the daemon. */
export const test = playwright.extend<PactsOptions & { pacts: Pacts }, WorkerFixtures>({
  pactsOptions: [{}, { option: true }],

  pactsTarget: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the fixtures that are needed from it.
    async ({}, use) => {
      const configured = endpointFrom();
      let daemon: EphemeralDaemon | undefined;
      if (configured.target === undefined && flag("PACTS_EPHEMERAL")) daemon = await startDaemon();
      const { timeoutMs, pageTimeoutMs } = configured;
      // One's own listens in the clear, and asks for no token.
      await use(daemon === undefined ? configured : { target: daemon.target, timeoutMs, pageTimeoutMs });
      await daemon?.stop();
    },
    { scope: "worker" },
  ],

  pacts: async ({ page, pactsOptions, pactsTarget }, use, info) => {
    const { target, token, tls, timeoutMs, pageTimeoutMs, ...options } = pactsOptions;
    const client = new Client({ ...pactsTarget, ...given({ target, token, tls, timeoutMs, pageTimeoutMs }) });
    // The budget is the whole run's: the reporter adds up what all workers have healed.
    const session = new PlaywrightSession(client, { ...optionsFrom(options), maxHeals: Number.POSITIVE_INFINITY });
    session.journal.test = text("PACTS_TEST_ID") || info.titlePath.join(" › ");
    try {
      await use({
        session,
        element: (name, more) => session.element(page, name, more),
        wrap: (other = page) => session.wrap(other),
      });
      await told(session, info);
    } finally {
      await session.close();
      client.close();
    }
  },
});

/** Tells the daemon how the test ended, and the reporter what was healed in it. */
async function told(session: PlaywrightSession, info: TestInfo): Promise<void> {
  if (info.status === "passed") await session.passed();
  else if (info.status === "skipped") session.skipped();
  else await session.failed(whyOf(session.journal.test, info));
  const { heals, journal } = session;
  for (const healed of heals) info.annotations.push({ type: HEAL_TYPE, description: healLine(healed) });
  await info.attach(LOOKUPS, { body: String(journal.lookups), contentType: "text/plain" });
  if (heals.length > 0) await info.attach(HEALS, { body: JSON.stringify(heals), contentType: "application/json" });
}

function whyOf(name: string, info: TestInfo): string {
  const commit = commitFrom();
  return `${name}${commit ? ` @ ${commit}` : ""}: ${info.error?.message ?? `the test has ${info.status}`}`;
}

function given<T extends object>(options: T): { [K in keyof T]?: Exclude<T[K], undefined> } {
  return Object.fromEntries(Object.entries(options).filter(([, value]) => value)) as {
    [K in keyof T]?: Exclude<T[K], undefined>;
  };
}

const matchers = {
  /** Waits until the page was looked at and the element is not there; hidden is not gone. */
  async toBeGone(this: { readonly isNot: boolean }, element: Element, options: { readonly timeout?: number } = {}) {
    const ends = performance.now() + (options.timeout ?? 5_000);
    let pass = await element.gone();
    while (pass === this.isNot && performance.now() < ends) {
      await new Promise((done) => setTimeout(done, 250));
      pass = await element.gone();
    }
    const name = JSON.stringify(element.target.element);
    return { name: "toBeGone", pass, message: () => `${name} is ${pass ? "gone" : "still on the page"}` };
  },
};

/** Playwright's expect with `toBeGone()`. */
export const expect: Expect<typeof matchers> = base.extend(matchers);
