import type { Frame, JSHandle, Locator, Page } from "playwright-core";
import { type Selector, SelectorStrategy } from "../gen/pacts/v1/element.js";
import { PageNotReadyError } from "../session/errors.js";
import {
  type Came,
  type Captured,
  type CapturedFrame,
  type CheckedAction,
  captured,
  type Place,
} from "../session/place.js";
import { Engine } from "./engine.js";
import { labelled } from "./labels.js";
import { locatorOf } from "./selectors.js";

const MAX_FRAMES = 32;
const DISMISS_MS = 2_000;
const NOT_READY = /context was destroyed|Cannot find context|frame was detached|because of a navigation/i;
const STRATEGIES = [
  SelectorStrategy.CSS,
  SelectorStrategy.XPATH,
  SelectorStrategy.ROLE,
  SelectorStrategy.LABEL,
  SelectorStrategy.PLACEHOLDER,
  SelectorStrategy.TEXT,
  SelectorStrategy.ALT_TEXT,
  SelectorStrategy.TITLE,
  SelectorStrategy.TEST_ID,
] as const;

type CheckFunction = (input: string) => string;

const called = (check: CheckFunction, input: string) => check(input);

/** A page of Playwright. */
export class PlaywrightPlace implements Place<Locator> {
  readonly strategies = STRATEGIES;
  readonly #page: Page;
  readonly #engine: Engine;
  readonly #functions = new WeakMap<Frame, JSHandle<CheckFunction>>();

  constructor(page: Page) {
    this.#page = page;
    this.#engine = new Engine(page);
  }

  url(): string {
    return this.#page.url();
  }

  /** Has the engine registered by the way: a document in which Playwright acts before has none. */
  async check(frame: string, script: string, input: string): Promise<string> {
    const checked = whenReady(() => this.#checked(this.#frame(frame), script, input));
    const [said] = await Promise.all([checked, this.#engine.name(script)]);
    return said;
  }

  async actChecked(script: string, action: CheckedAction<Locator>): Promise<Came | undefined> {
    return this.#engine.act(this.#frame(action.frame), script, action);
  }

  capture(script: string): Promise<Captured> {
    return whenReady(async () => {
      const page = this.#page.mainFrame();
      const [text, frames] = await Promise.all([page.evaluate<string>(script), this.#foreign(script)]);
      return captured(text, frames);
    });
  }

  native(frame: string, selector: Selector): Locator {
    return locatorOf(this.#frame(frame), selector);
  }

  async dismiss(css: string): Promise<boolean> {
    const control = this.#page.locator(`css=${css}`).first();
    if (!(await control.isVisible())) return false;
    await control.click({ timeout: DISMISS_MS });
    return true;
  }

  /** Keeps the script's function in the document, so that it is sent and read once. */
  async #checked(frame: Frame, script: string, input: string): Promise<string> {
    const kept = this.#functions.get(frame);
    if (kept !== undefined) {
      try {
        return await kept.evaluate(called, input);
      } catch {
        this.#functions.delete(frame); // its document has gone, which the next attempt tells
      }
    }
    const made = (await frame.evaluateHandle(script)) as JSHandle<CheckFunction>;
    this.#functions.set(frame, made);
    return made.evaluate(called, input);
  }

  #frame(frame: string): Frame {
    if (frame === "") return this.#page.mainFrame();
    const [found] = labelled(frame, this.#page.frames());
    if (found === undefined) throw new PageNotReadyError(`the page has no frame ${JSON.stringify(frame)}`);
    return found;
  }

  /** Captures the frames that the page's own capture could not enter. */
  async #foreign(script: string): Promise<CapturedFrame[]> {
    const frames = this.#page.frames().filter((frame) => frame.parentFrame() !== null);
    const captures = await Promise.all(frames.map((frame) => foreign(frame, script)));
    return captures.filter((one) => one !== undefined).slice(0, MAX_FRAMES);
  }
}

async function foreign(frame: Frame, script: string): Promise<CapturedFrame | undefined> {
  try {
    // A frame of the same origin as what it stands in sees its own element there.
    const isEntered = await frame.evaluate<boolean>("window.frameElement !== null");
    if (isEntered) return undefined;
    return { name: frame.name(), url: frame.url(), text: await frame.evaluate<string>(script) };
  } catch (error) {
    if (isNotReady(error)) return undefined; // it has gone while the page was captured
    throw error;
  }
}

async function whenReady<T>(look: () => Promise<T>): Promise<T> {
  try {
    return await look();
  } catch (error) {
    if (isNotReady(error)) throw new PageNotReadyError(error.message, { cause: error });
    throw error;
  }
}

const isNotReady = (error: unknown): error is Error => error instanceof Error && NOT_READY.test(error.message);
