import { DeadlineExceededError, FrozenError, PactsError, UnavailableError } from "../gen/errors.js";
import type { Action, Found as FoundMessage, Selector } from "../gen/pacts/v1/element.js";
import type { Query } from "../model.js";
import { type Context, isReady, Looking, type Ready } from "./looking.js";
import { Patience } from "./patience.js";
import { accessOf, type Captured } from "./place.js";
import { mayHeal } from "./settings.js";
import { elementKey, queryOf } from "./target.js";

const RETRY_MS = 30_000;

/** A locator as a test has it. */
export interface Written {
  /** Its canonical form, which is the element's name. */
  readonly name: string;
  /** What a query calls the frame it is in; "": the page. */
  readonly frame?: string;
  /** The selector that says the same, whatever the page is; undefined: `selector` asks the page. */
  readonly own?: Selector;
  /** The same as a selector, as soon as the page says what it leads to; undefined: it has no such form. */
  selector(): Promise<Selector | undefined>;
}

/** What to act with: the locator as it is written, or what the element was found by. */
export interface Choice {
  readonly healed?: Ready;
  /** Called once the action is done. */
  done(): void;
}

const OWN: Choice = { done: () => {} };

/** Looks after locators that a test has written itself: learns them, and finds what they have lost. */
export class WrittenFlow<N> extends Looking<N> {
  #silentUntil = 0;
  #isTold = false;
  readonly #inBackground: (work: Promise<void>) => void;

  constructor(context: Context<N>, inBackground: (work: Promise<void>) => void) {
    super(context);
    this.#inBackground = inBackground;
  }

  /** Chooses before an action; `isThere` says whether the locator as it is written finds something. */
  async choose(written: Written, action: Action, isThere: boolean): Promise<Choice> {
    if (performance.now() < this.#silentUntil) return OWN;
    const { settings, place } = this.on;
    const query = queryOf({ element: written.name, frame: written.frame }, settings, place.url());
    try {
      this.on.journal.lookups += 1;
      const known = await this.lookup(query);
      if (known.found) return await this.#known(query, written, action, known, isThere);
      return isThere && !settings.frozen ? await this.#learn(query, written) : OWN;
    } catch (error) {
      if (!(error instanceof PactsError)) throw error;
      this.#without(error);
      return OWN;
    }
  }

  async #known(query: Query, written: Written, action: Action, found: FoundMessage, isThere: boolean): Promise<Choice> {
    const [stored] = found.selectors;
    if (stored === undefined) return OWN;
    const own: Choice = { done: () => this.on.journal.used({ query, version: found.version, selector: stored }) };
    if (!mayHeal(this.on.settings, query.element)) return own;
    if (isThere && (await this.#isRight(query, written, action, found))) return own;
    const checked = await this.check(query, action, found);
    const healed =
      checked.isSame && checked.selector !== undefined
        ? { query, action, found, checked: { ...checked, selector: checked.selector } }
        : await this.prove(query, action, await this.#again(query, checked), checked, new Patience(0));
    if (!isReady(healed)) return OWN;
    const use = { query, version: healed.found.version, selector: healed.checked.selector };
    return { healed, done: () => this.on.journal.used(use) };
  }

  /** Whether what the locator leads to is its element; one that only its runner can judge is believed. */
  async #isRight(query: Query, written: Written, action: Action, found: FoundMessage): Promise<boolean> {
    const own = written.own ?? (await written.selector());
    if (own === undefined) return true;
    const checked = await this.check(query, action, { ...found, selectors: [own] });
    return checked.isSame || checked.matches !== 1;
  }

  async #again(query: Query, checked: Parameters<Looking<N>["resolve"]>[2]) {
    return this.resolve(query, await this.capture(), checked);
  }

  /** Captures the page before the action changes it, and saves what the locator leads to afterwards. */
  async #learn(query: Query, written: Written): Promise<Choice> {
    const visit = this.on.visit();
    const taught = elementKey(query);
    if (visit.taught.has(taught)) return OWN;
    visit.taught.add(taught);
    const [selector, page] = await Promise.all([written.selector(), this.capture()]);
    if (selector === undefined) return OWN;
    return { done: () => this.#inBackground(this.#save(query, selector, page)) };
  }

  async #save(query: Query, selector: Selector, page: Captured): Promise<void> {
    const source = accessOf(page).page;
    if (source === undefined) return;
    try {
      const neverHeal = this.on.settings.neverHeal.includes(query.element);
      await this.on.client.save(query, [selector], { evidence: { kind: { $case: "page", value: source } }, neverHeal });
    } catch (error) {
      if (!(error instanceof PactsError)) throw error;
      this.#without(error);
    }
  }

  /** Goes on with the runner's own locator, and says so once. */
  #without(error: PactsError): void {
    if (error instanceof FrozenError) return; // nothing is looked for there, and nobody expects it
    if (error instanceof UnavailableError || error instanceof DeadlineExceededError) {
      this.#silentUntil = performance.now() + RETRY_MS;
    }
    if (this.#isTold) return;
    this.#isTold = true;
    process.emitWarning(`locators are used as they are written: ${error.message}`, "PactsWarning");
  }
}
