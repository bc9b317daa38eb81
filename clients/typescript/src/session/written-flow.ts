import { DeadlineExceededError, FrozenError, PactsError, UnavailableError } from "../gen/errors.js";
import { type Action, type Found as FoundMessage, type Selector, SelectorStrategy } from "../gen/pacts/v1/element.js";
import type { Verification } from "../gen/pacts/v1/selector_service.js";
import type { Answer, Query } from "../model.js";
import { putAgain } from "./filling.js";
import { type Context, inputOf, isReady, Looking, type Ready } from "./looking.js";
import { Patience } from "./patience.js";
import { type Acted, accessOf, type Captured, resultOf } from "./place.js";
import { mayHeal } from "./settings.js";
import { elementKey, queryOf } from "./target.js";

const RETRY_MS = 30_000;
// Every client says it in these words.
const UNSEEN = "no selector leads into a closed shadow root";

/** A locator as a test has it. */
export interface Written {
  /** Its canonical form, which is the element's name. */
  readonly name: string;
  /** What a query calls the frame it is in; "": the page. */
  readonly frame?: string;
  /** The selector that says the same, whatever the page is; undefined: `selector` asks the page. */
  readonly own?: Selector;
  /** A part of it stands for all of it, so that nothing can stand behind. */
  readonly isCaptured: boolean;
  /** The same as a selector, as soon as the page says what it leads to; undefined: that is in a closed shadow root. */
  selector(): Promise<Selector | undefined>;
}

/** One action of the runner's on a locator as a test has it. */
export interface Wish<N, T> {
  readonly written: Written;
  readonly action: Action;
  /** The locator. */
  readonly own: N;
  readonly native: (native: N) => Promise<T>;
  /** Waits for what the locator finds, clears the way to it, and says whether there is something. */
  isThere(): Promise<boolean>;
}

/** What is known of a locator on the page as it was when that was asked. */
interface Asked {
  readonly query: Query;
  readonly answer: Answer;
}

/** What to act with: the locator as it is written, or what the element was found by. */
interface Choice {
  readonly healed?: Ready;
  /** Called once the action is done. */
  done(): void;
}

const OWN: Choice = { done: () => {} };
const ITS_PATH: Selector = {
  strategy: SelectorStrategy.XPATH,
  value: "",
  positional: true,
  role: "",
  attribute: "",
};

/** Looks after locators that a test has written itself: learns them, and finds what they have lost. */
export class WrittenFlow<N> extends Looking<N> {
  #silentUntil = 0;
  #isTold = false;
  readonly #inBackground: (work: Promise<void>) => void;

  constructor(context: Context<N>, inBackground: (work: Promise<void>) => void) {
    super(context);
    this.#inBackground = inBackground;
  }

  /** Does what a test asked its runner for, on the element that it means. */
  async act<T>(wish: Wish<N, T>): Promise<T> {
    const { native, own } = wish;
    this.on.journal.lookups += 1;
    const asked = await this.#unlessFailed(() => this.#ask(wish.written));
    const came = asked && (await this.#unlessFailed(() => this.#atOnce(asked, wish)));
    if (came !== undefined && "kind" in came) {
      const done = resultOf(came) as T;
      await putAgain(native, () => own);
      return done;
    }
    const isThere = await wish.isThere();
    const choice = asked && (await this.#unlessFailed(() => this.#choose(wish, isThere, asked, came)));
    const healed = choice?.healed;
    const found = healed && this.on.place.native(healed.query.frame ?? "", healed.checked.selector);
    const done = await native(found ?? own);
    await putAgain(native, () => found ?? own, healed && (() => this.still(healed)));
    choice?.done();
    return done;
  }

  async #ask({ name, frame }: Written): Promise<Asked> {
    const { settings, place } = this.on;
    const query = queryOf({ element: name, frame }, settings, place.url());
    return { query, answer: await this.lookup(query) };
  }

  /** Acts on a locator that is known, checked in the same call; else what the check has said, if there was one. */
  async #atOnce<T>({ query, answer }: Asked, wish: Wish<N, T>): Promise<Acted | Verification | undefined> {
    const { written, action, own, native } = wish;
    if (!answer.found || !mayHeal(this.on.settings, query.element)) return undefined;
    const [stored] = answer.selectors;
    if (stored === undefined || written.isCaptured) return undefined;
    const selector = written.own ?? ITS_PATH;
    const input = inputOf({ ...answer, selectors: [selector] }, action);
    const came = await this.atOnce({ frame: query.frame ?? "", input, at: 0, selector, native, own });
    const isDone = came !== undefined && "kind" in came && came.kind === "done";
    if (isDone) this.on.journal.used({ query, version: answer.version, selector: stored });
    return came;
  }

  /** Chooses before an action, by what was known before the locator found something, if that is still asked. */
  async #choose<T>(wish: Wish<N, T>, isThere: boolean, before: Asked, said?: Verification): Promise<Choice> {
    const { settings, place } = this.on;
    const isAsked = before.query.page === place.url();
    const { query, answer } = isAsked ? before : await this.#ask(wish.written);
    if (answer.found) return this.#known(query, wish, answer, isThere, isAsked && said?.isSame === true);
    return isThere && !settings.frozen ? this.#learn(query, wish.written) : OWN;
  }

  /** Does something with the daemon's help; undefined: it can't be had, which is said once. */
  async #unlessFailed<T>(look: () => Promise<T>): Promise<T | undefined> {
    if (performance.now() < this.#silentUntil) return undefined;
    try {
      return await look();
    } catch (error) {
      if (!(error instanceof PactsError)) throw error;
      this.#without(error);
      return undefined;
    }
  }

  async #known<T>(
    query: Query,
    { written, action }: Wish<N, T>,
    found: FoundMessage,
    isThere: boolean,
    isRight: boolean,
  ): Promise<Choice> {
    const [stored] = found.selectors;
    if (stored === undefined) return OWN;
    const own: Choice = { done: () => this.on.journal.used({ query, version: found.version, selector: stored }) };
    if (!mayHeal(this.on.settings, query.element)) return own;
    if (isThere && (isRight || (await this.#isRight(query, written, action, found)))) return own;
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
    if (selector === undefined) {
      this.on.journal.sayOnce(`${query.element} is not remembered: ${UNSEEN}`);
      return OWN;
    }
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
