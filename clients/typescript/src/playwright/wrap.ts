import type { Locator, Page } from "playwright-core";
import { ACTIONS } from "./element.js";
import type { PlaywrightSession } from "./session.js";
import { MAKERS, nameOf, type Step, selectorOf, stepOf } from "./written.js";

type Callable = (...given: unknown[]) => unknown;
type ActionName = keyof typeof ACTIONS;

/** Returns a page whose locators are learnt as they are used, and found again when they lead nowhere. */
export function wrapPage<P extends Page>(session: PlaywrightSession, page: P): P {
  const wrapping = new Wrapping(session, page);
  return new Proxy(page, {
    get(target, name) {
      const value = Reflect.get(target, name, target);
      if (typeof value !== "function" || typeof name !== "string") return value;
      if (MAKERS.has(name)) return (...given: unknown[]) => wrapping.made(target, [], name, given);
      if (!Object.hasOwn(ACTIONS, name) || name === "evaluate" || name === "screenshot") return value.bind(target);
      return (selector: string, ...given: unknown[]) => {
        // A page's own actions take the first of several, unless they are told to be strict.
        const isStrict = (given.at(-1) as { strict?: boolean } | undefined)?.strict === true;
        const locator = wrapping.selected(target, selector, isStrict);
        return Reflect.get(locator, name)(...given);
      };
    },
  });
}

class Wrapping {
  readonly #session: PlaywrightSession;
  readonly #page: Page;

  constructor(session: PlaywrightSession, page: Page) {
    this.#session = session;
    this.#page = page;
  }

  /** Makes a locator of a page or a locator; one that has no canonical form stays as it is. */
  made(from: Page | Locator, before: readonly Step[], method: string, given: readonly unknown[]): unknown {
    const locator = (Reflect.get(from, method, from) as Callable).apply(from, [...given]) as Locator;
    const step = stepOf(method, given);
    return step === undefined ? locator : this.#wrapped(locator, [...before, step]);
  }

  /** Makes the locator of an action of a page, which is named by its selector alone. */
  selected(page: Page, selector: string, isStrict: boolean): Locator {
    const locator = isStrict ? page.locator(selector) : page.locator(selector).first();
    const step = stepOf("locator", [selector]);
    return step === undefined ? locator : this.#wrapped(locator, [step]);
  }

  #wrapped(locator: Locator, steps: readonly Step[]): Locator {
    return new Proxy(locator, {
      get: (target, name) => {
        const value = Reflect.get(target, name, target);
        if (typeof value !== "function" || typeof name !== "string") return value;
        if (MAKERS.has(name)) return (...given: unknown[]) => this.made(target, steps, name, given);
        if (!Object.hasOwn(ACTIONS, name)) return value.bind(target);
        return (...given: unknown[]) => this.#act(target, steps, name as ActionName, given);
      },
    });
  }

  async #act(locator: Locator, steps: readonly Step[], method: ActionName, given: readonly unknown[]) {
    const { written, flow, place } = this.#session.tab(this.#page);
    const isThere = await this.#isThere(locator, given);
    for (const css of Object.values(this.#session.settings.interruptions)) await place.dismiss(css);
    const name = nameOf(steps);
    const choice = await written.choose({ name, selector: () => selectorOf(steps, locator) }, ACTIONS[method], isThere);
    const native = choice.healed === undefined ? locator : flow.nativeOf(choice.healed);
    const done = await (Reflect.get(native, method, native) as Callable).apply(native, [...given]);
    choice.done();
    return done;
  }

  /** Waits as long as the action would, but no longer than the session does. */
  async #isThere(locator: Locator, given: readonly unknown[]): Promise<boolean> {
    const { waitMs } = this.#session.settings;
    const own = (given.at(-1) as { timeout?: number } | undefined)?.timeout;
    try {
      await locator.first().waitFor({ state: "attached", timeout: Math.min(own || waitMs, waitMs) });
      return true;
    } catch (error) {
      if (error instanceof Error && error.name === "TimeoutError") return false;
      throw error;
    }
  }
}
