// The check as a selector engine of Playwright: an action looks up, checks and acts in one call.
//
// The engine finds an element only where the check holds of it. Else it fails with what the check has
// said, and Playwright hands that on at once: it waits for elements, not for scripts that fail.
import { createHash } from "node:crypto";
import { Script } from "node:vm";
import type { Frame, Locator, Page } from "playwright-core";
import { ENGINE } from "../gen/engine_script.js";
import { written } from "../session/errors.js";
import type { Came, CheckedAction } from "../session/place.js";

/** Playwright's `selectors`. */
interface Registry {
  register(name: string, script: { content: string }, options: { contentScript: boolean }): Promise<void>;
}

const SAID = "pacts.check:";
const BEHIND = /\.locator\('pacts_[0-9a-f]{16}=noted'\)\.and\(locator\('pacts_.*'\)\)/g;
const WRITTEN = /locator\('pacts_[0-9a-f]{16}=.*'\)/g;
// Which of them: Playwright's own scripts were in the document before the engine was registered.
const NOT_THERE = /queryAll|Unknown engine/;
const REGISTERED = /already registered/;
// The engine's name for a check script; "": it can't be one.
const NAMES = new WeakMap<Registry, Map<string, Promise<string>>>();

/** What is known of the engine on one page. */
export class Engine {
  readonly #page: Page;
  /** The script is of an older daemon. */
  #isUnfit = false;
  /** The document that is shown is without it. */
  #isWithout = false;

  constructor(page: Page) {
    this.#page = page;
    page.on("domcontentloaded", () => {
      this.#isWithout = false;
    });
  }

  /** Checks and acts in a frame; undefined: there is no engine there, and nothing was done. */
  async act(frame: Frame, script: string, action: CheckedAction<Locator>): Promise<Came | undefined> {
    if (this.#isUnfit || this.#isWithout) return undefined;
    const name = await this.name(script);
    if (name === "") return undefined;
    try {
      return { kind: "done", value: await action.native(located(frame, name, action)) };
    } catch (error) {
      if (!(error instanceof Error)) throw error;
      return this.#came(action, error);
    }
  }

  /** Tells what the check has said, that it could not, or the runner's own failure. */
  #came(action: CheckedAction<Locator>, error: Error): Came | undefined {
    const [first = ""] = error.message.split("\n", 1);
    const at = first.indexOf(SAID);
    if (at >= 0) {
      const check = refusal(first.slice(at + SAID.length));
      this.#isUnfit = check === undefined;
      return check === undefined ? undefined : { kind: "refused", check };
    }
    if (NOT_THERE.test(first)) {
      this.#isWithout = true;
      return undefined;
    }
    const readable = (text: string) => text.replace(BEHIND, "").replace(WRITTEN, () => written(action.selector));
    error.message = readable(error.message);
    if (error.stack !== undefined) error.stack = readable(error.stack);
    return { kind: "failed", error };
  }

  /** Returns what it is called for a check script, registered; "": it can't be, or not now. */
  async name(script: string): Promise<string> {
    const registry = registryOf(this.#page);
    if (registry === undefined) return "";
    const names = NAMES.get(registry) ?? new Map<string, Promise<string>>();
    NAMES.set(registry, names);
    const naming = names.get(script) ?? registered(registry, script);
    names.set(script, naming);
    try {
      return await naming;
    } catch {
      names.delete(script); // a context that is closed meanwhile does not take it
      return "";
    }
  }
}

/**
 * The locator that finds an element where its check holds. Behind one that acts itself stand two parts: the
 * first notes what that one finds, the other judges it, even where that is nothing.
 */
function located(frame: Frame, name: string, { at, input, selector, own }: CheckedAction<Locator>): Locator {
  // Playwright has described locators since 1.53.
  const described = (found: Locator, as: string) => found.describe?.(as) ?? found;
  if (own === undefined) return described(frame.locator(`${name}=${at}${input}`), written(selector));
  const judged = JSON.stringify(`${name}=own${input}`);
  return described(own.locator(`${name}=noted`).locator(`internal:and=${judged}`), String(own));
}

/** A page does not lead to it by its public names, and another copy of Playwright has another one. */
function registryOf(page: Page): Registry | undefined {
  const type = page.context().browser()?.browserType() as { _playwright?: { selectors?: Registry } } | undefined;
  return type?._playwright?.selectors;
}

async function registered(registry: Registry, script: string): Promise<string> {
  const content = ENGINE.replace("SAID", SAID).replace("SCRIPT", () => script);
  if (!isReadable(content)) return "";
  const name = `pacts_${createHash("sha256").update(script).digest("hex").slice(0, 16)}`;
  try {
    await registry.register(name, { content }, { contentScript: true });
  } catch (error) {
    const isThere = error instanceof Error && REGISTERED.test(error.message); // by another copy of this client
    if (!isThere) throw error;
  }
  return name;
}

/** A source that can't be read would be the end of all locators. */
function isReadable(source: string): boolean {
  try {
    new Script(`(${source})`);
    return true;
  } catch {
    return false;
  }
}

function refusal(text: string): string | undefined {
  const check = text.slice(0, text.lastIndexOf("}") + 1);
  try {
    JSON.parse(check);
    return check;
  } catch {
    return undefined; // the script told nothing
  }
}
