import type { BrowserContext, Frame, FrameLocator, Locator, Page } from "playwright-core";
import { ACTIONS } from "./element.js";
import { filling } from "./filling.js";
import { framesTold, type Labels, labelOf, toldBy } from "./labels.js";
import type { PlaywrightSession } from "./session.js";
import { called, MAKERS, nameOf, type Step, selectorOf, stepOf } from "./written.js";

type Callable = (...given: unknown[]) => unknown;
type ActionName = keyof typeof ACTIONS;
/** Asks what a query calls a frame, waiting so many milliseconds for it; undefined: it can't be called. */
type FrameOf = (waitMs: number) => Promise<string | undefined>;
/** What is done in place of the methods of something of Playwright's; all else is its own. */
type Instead = Readonly<Record<string, Callable>>;

const IN_PAGE: FrameOf = () => Promise.resolve("");
const ADDS = ["on", "once", "addListener", "prependListener"];
// A part of a locator that stands for all of it: what comes behind says what it is to contain.
const CAPTURED = /(?:^|>>|=)\s*\*\w+=/;
const REMOVES = ["off", "removeListener"];

/** Returns a page whose locators are learnt as they are used, and found again when they lead nowhere. */
export function wrapPage<P extends Page>(session: PlaywrightSession, page: P): P {
  return new Wrapping(session, page).wrapped() as P;
}

/** Returns a context whose pages are wrapped. */
export function wrapContext(session: PlaywrightSession, context: BrowserContext): BrowserContext {
  return proxied(context, {
    ...opening(session, context, "page"),
    pages: () => context.pages().map((page) => session.wrap(page)),
    newPage: async () => session.wrap(await context.newPage()),
  });
}

/** Wraps the page that an event brings. */
function opening(session: PlaywrightSession, own: Page | BrowserContext, opens: string): Instead {
  const listeners = new WeakMap<object, (page: Page) => unknown>();
  const telling = (listener: (page: Page) => unknown) => {
    const known = listeners.get(listener) ?? ((page: Page) => listener(session.wrap(page)));
    listeners.set(listener, known);
    return known;
  };
  const listening = [...ADDS, ...REMOVES].map((method) => {
    const listen = (event: unknown, listener: unknown) =>
      call(own, method, [event, event === opens ? telling(listener as (page: Page) => unknown) : listener]);
    return [method, listen] as const;
  });
  const waitForEvent = async (event: unknown, ...given: unknown[]) => {
    const came = await call(own, "waitForEvent", [event, ...given]);
    return event === opens ? session.wrap(came as Page) : came;
  };
  return { ...Object.fromEntries(listening), waitForEvent };
}

class Wrapping {
  readonly #session: PlaywrightSession;
  readonly #page: Page;
  readonly #frames: Labels;

  constructor(session: PlaywrightSession, page: Page) {
    this.#session = session;
    this.#page = page;
    this.#frames = () => page.frames();
  }

  wrapped(): Page {
    const page = this.#page;
    return proxied(page, {
      ...this.#making(page, IN_PAGE),
      ...opening(this.#session, page, "popup"),
      context: () => this.#session.contextOf(page.context()),
      opener: async () => this.#other(await page.opener()),
      mainFrame: () => this.#frame(page.mainFrame()),
      frames: () => page.frames().map((frame) => this.#frame(frame)),
      frame: (...given) => this.#frame(call(page, "frame", given) as Frame | null),
    });
  }

  /** What makes locators in a page or a frame, and their actions that take a selector. */
  #making(own: Page | Frame, frame: FrameOf): Instead {
    const makers = [...MAKERS].map((name) => [name, (...given: unknown[]) => this.#made(own, [], name, given, frame)]);
    const acting = Object.keys(ACTIONS).filter((name) => name !== "evaluate" && name !== "screenshot");
    const actions = acting.map((name) => [name, (...given: unknown[]) => this.#selected(own, name, given, frame)]);
    const frameLocator = (selector: unknown) => this.#framed(own.frameLocator(selector as string));
    return { ...Object.fromEntries([...makers, ...actions]), frameLocator };
  }

  /** Makes a locator; one that has no canonical form stays as it is. */
  #made(from: object, before: readonly Step[], method: string, given: readonly unknown[], frame: FrameOf): unknown {
    const locator = call(from, method, given) as Locator;
    const step = stepOf(method, given);
    return step === undefined ? locator : this.#locator(locator, [...before, step], frame);
  }

  /** Does an action of a page or a frame: it takes the first of several, unless it is told to be strict. */
  #selected(from: Page | Frame, method: string, [selector, ...given]: unknown[], frame: FrameOf): unknown {
    const isStrict = (given.at(-1) as { strict?: boolean } | undefined)?.strict === true;
    const locator = isStrict ? from.locator(selector as string) : from.locator(selector as string).first();
    const step = stepOf("locator", [selector]);
    return call(step === undefined ? locator : this.#locator(locator, [step], frame), method, given);
  }

  #frame(frame: Frame | null): Frame | null {
    if (frame === null) return null;
    return proxied(frame, {
      ...this.#making(frame, async () => labelOf(frame, this.#frames())),
      page: () => this.#session.wrap(this.#page),
      parentFrame: () => this.#frame(frame.parentFrame()),
      childFrames: () => frame.childFrames().map((child) => this.#frame(child)),
    });
  }

  #framed(own: FrameLocator): FrameLocator {
    const frame: FrameOf = async (waitMs) => {
      const owner = own.owner();
      try {
        const told = await owner.evaluate(toldBy, undefined, { timeout: waitMs });
        if (told === null) return undefined;
        const [found, ...more] = framesTold(told, this.#frames());
        if (more.length > 0) return undefined;
        // A frame of another origin without a name, or one that was called otherwise when it came.
        const entered = found ?? (await (await owner.elementHandle({ timeout: waitMs }))?.contentFrame());
        return entered == null ? undefined : labelOf(entered, this.#frames());
      } catch {
        return undefined; // the action says what is wrong, in Playwright's own words
      }
    };
    const finders = [...MAKERS].filter((name) => name in own && !["first", "last", "nth"].includes(name));
    const makers = finders.map((name) => [name, (...given: unknown[]) => this.#made(own, [], name, given, frame)]);
    return proxied(own, {
      ...Object.fromEntries(makers),
      first: () => this.#framed(own.first()),
      last: () => this.#framed(own.last()),
      nth: (index) => this.#framed(own.nth(index as number)),
      frameLocator: (selector) => this.#framed(own.frameLocator(selector as string)),
    });
  }

  #locator(own: Locator, steps: readonly Step[], frame: FrameOf): Locator {
    const makers = [...MAKERS].map((name) => [
      name,
      (...given: unknown[]) => this.#made(own, steps, name, given, frame),
    ]);
    const actions = Object.keys(ACTIONS).map((name) => [
      name,
      (...given: unknown[]) => this.#act(own, steps, name as ActionName, given, frame),
    ]);
    const wrapped = proxied(own, {
      ...Object.fromEntries([...makers, ...actions]),
      page: () => this.#session.wrap(this.#page),
      contentFrame: () => this.#framed(own.contentFrame()),
      frameLocator: (selector) => this.#framed(own.frameLocator(selector as string)),
      all: async () => {
        const each = await own.all();
        return each.map((one, at) => this.#locator(one, [...steps, { form: `nth=${at}` }], frame));
      },
    });
    called(wrapped, nameOf(steps));
    return wrapped;
  }

  async #act(own: Locator, steps: readonly Step[], method: ActionName, given: readonly unknown[], frameOf: FrameOf) {
    const frame = await frameOf(this.#waitMs(given));
    if (frame === undefined) return call(own, method, given);
    const { written, place } = this.#session.tab(this.#page);
    const asWritten = {
      name: nameOf(steps),
      frame,
      isCaptured: steps.some(({ form }) => CAPTURED.test(form)),
      selector: () => selectorOf(steps, own),
      own: steps[1] === undefined ? steps[0]?.selector : undefined,
    };
    const isThere = async () => {
      const found = await this.#isThere(own, given);
      for (const css of Object.values(this.#session.settings.interruptions)) await place.dismiss(css);
      return found;
    };
    const native = filling(method, given, async (found: Locator) => call(found, method, given));
    return written.act({ written: asWritten, action: ACTIONS[method], own, native, isThere });
  }

  /** Waits as long as the action would, but no longer than the session does. */
  async #isThere(locator: Locator, given: readonly unknown[]): Promise<boolean> {
    try {
      await locator.first().waitFor({ state: "attached", timeout: this.#waitMs(given) });
      return true;
    } catch (error) {
      if (error instanceof Error && error.name === "TimeoutError") return false;
      throw error;
    }
  }

  #waitMs(given: readonly unknown[]): number {
    const { waitMs } = this.#session.settings;
    const own = (given.at(-1) as { timeout?: number } | undefined)?.timeout;
    return Math.min(own || waitMs, waitMs);
  }

  #other(page: Page | null): Page | null {
    return page === null ? null : this.#session.wrap(page);
  }
}

/** The same, with some of its methods done instead; those that it does not have are not added. */
function proxied<T extends object>(own: T, instead: Instead): T {
  return new Proxy(own, {
    get(target, name) {
      const value = Reflect.get(target, name, target);
      if (typeof value !== "function" || typeof name !== "string") return value;
      return Object.hasOwn(instead, name) ? instead[name] : value.bind(target);
    },
  });
}

function call(on: object, method: string, given: readonly unknown[]): unknown {
  return (Reflect.get(on, method, on) as Callable).apply(on, [...given]);
}
