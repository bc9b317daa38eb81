import { PactsError } from "../gen/errors.js";
import { Action, type Found as FoundMessage, type Miss as MissMessage, MissReason } from "../gen/pacts/v1/element.js";
import { GatePoint, type Verification } from "../gen/pacts/v1/selector_service.js";
import type { Query } from "../model.js";
import { afterCheck, isGone, mayStillCome, notYet, refused, unreachable } from "./decisions.js";
import { ElementNotFoundError, PageNotReadyError, StaleSelectorError } from "./errors.js";
import { putAgain } from "./filling.js";
import { suits } from "./fitness.js";
import { isReady, type Looked, Looking, type Ready } from "./looking.js";
import { Patience } from "./patience.js";
import { resultOf } from "./place.js";
import { mayHeal } from "./settings.js";
import { queryOf, type Target } from "./target.js";

export type Native<N, T> = (native: N) => Promise<T>;

const pause = (ms: number) => new Promise<void>((done) => setTimeout(done, ms));

/** The flow of an action on an element: look up, check in the page, find again, act, remember. */
export class Flow<N> extends Looking<N> {
  /** Does something with an element once it is there; returns what the native action does. */
  async act<T>(target: Target, action: Action, native: Native<N, T>): Promise<T> {
    const ready = await this.ready(target, action, native);
    let used = ready;
    let done: T;
    try {
      done = await this.#done(ready, native);
    } catch (error) {
      used = await this.#again(ready, error);
      done = await this.#done(used, native);
    }
    this.#used(used);
    return done;
  }

  /** What came of the action with the check, or of the action now. */
  async #done<T>(ready: Ready, native: Native<N, T>): Promise<T> {
    const done = ready.done === undefined ? await native(this.nativeOf(ready)) : (resultOf(ready.done) as T);
    const found = () => this.nativeOf(ready);
    await putAgain(native, found, () => this.still(ready));
    return done;
  }

  /** Waits until an element is there and is the right one; `native` may be done with it then. */
  async ready(target: Target, action: Action, native?: Native<N, unknown>): Promise<Ready> {
    const { settings, place, journal } = this.on;
    const patience = new Patience(settings.waitMs);
    journal.lookups += 1;
    for (;;) {
      const query = queryOf(target, settings, place.url());
      const looked = await this.#unlessUnready(() => this.#suiting(query, action, patience, native));
      if (isReady(looked)) return this.#uncovered(looked);
      if (patience.isOver() || !mayStillCome(looked, settings)) throw new ElementNotFoundError(target.element, looked);
      await pause(patience.pauseMs(settings.stepMs));
    }
  }

  nativeOf({ query, checked }: Ready): N {
    return this.on.place.native(query.frame ?? "", checked.selector);
  }

  /** Looks at the page once, and says whether the element is not on it. */
  async gone(target: Target): Promise<boolean> {
    const miss = await this.#onceReady(() => this.#absent(target));
    if (miss === undefined || miss.reason === MissReason.HIDDEN) return false;
    if (isGone(miss)) return true;
    throw new ElementNotFoundError(target.element, miss);
  }

  /** Finds an element now, without waiting for it; undefined: it is not there, or not shown. */
  async now(target: Target): Promise<Ready | undefined> {
    const { settings, place } = this.on;
    const look = () => this.#once(queryOf(target, settings, place.url()), Action.UNSPECIFIED, new Patience(0));
    const looked = await this.#onceReady(look);
    if (isReady(looked)) return looked;
    if (isGone(looked) || looked.reason === MissReason.HIDDEN) return undefined;
    throw new ElementNotFoundError(target.element, looked);
  }

  /** Does something with an element that was found before, in the same document only. */
  async held<T>(kept: Ready, action: Action, native: Native<N, T>): Promise<T> {
    const { client, place } = this.on;
    const { query, found } = kept;
    const { document } = kept.checked;
    const came = await this.doChecked(query, action, found, native, document);
    if (came !== undefined && "checked" in came) {
      const done = await this.#done(came, native);
      this.#used(came);
      return done;
    }
    const checked = came ?? (await this.check(query, action, found, document));
    if (checked.document !== document) {
      const answer = await client.get(query, { strategies: place.strategies });
      throw new StaleSelectorError(query.element, answer.found ? answer.selectors : []);
    }
    if (!checked.isSame || checked.selector === undefined) {
      throw new ElementNotFoundError(query.element, notYet(checked));
    }
    const again = { ...kept, checked: { ...checked, selector: checked.selector } };
    const done = await this.#done(again, native);
    this.#used(again);
    return done;
  }

  #used({ query, found, checked }: Ready): void {
    this.on.journal.used({ query, version: found.version, selector: checked.selector });
  }

  /** Looks again while the page is on its way to another one. */
  async #onceReady<T>(look: () => Promise<T>): Promise<T> {
    const { waitMs, stepMs } = this.on.settings;
    const ends = performance.now() + waitMs;
    for (;;) {
      try {
        return await look();
      } catch (error) {
        if (!(error instanceof PageNotReadyError) || performance.now() >= ends) throw error;
      }
      await pause(stepMs);
    }
  }

  async #unlessUnready(look: () => Promise<Looked>): Promise<Looked> {
    try {
      return await look();
    } catch (error) {
      if (error instanceof PageNotReadyError) return unreachable(error.message);
      throw error;
    }
  }

  /**
   * Looks once, and rather for what takes the action than for what is only called so. Both are entries
   * of their own: the heading that is read is not the link that is clicked. Where no other comes until
   * the page is at rest, the runner has what is called so.
   */
  async #suiting(query: Query, action: Action, patience: Patience, native?: Native<N, unknown>): Promise<Looked> {
    const named = await this.#once(query, action, patience, native);
    if (!isReady(named) || suits(named.found.identity, action)) return named;
    const { closer } = patience;
    const suiting = await this.#once({ ...query, action }, action, closer);
    if (isReady(suiting) || suiting.reason === MissReason.AMBIGUOUS) return suiting;
    const { settleMs, frozen } = this.on.settings;
    return frozen || closer.sameForMs() >= settleMs ? named : suiting;
  }

  async #once(query: Query, action: Action, patience: Patience, native?: Native<N, unknown>): Promise<Looked> {
    if (patience.asked !== undefined) return this.#find(query, action, patience);
    const answer = await this.lookup(query);
    if (answer.found) return this.#known(query, action, answer, patience, native);
    return this.on.settings.frozen ? answer : this.#find(query, action, patience);
  }

  async #known(
    query: Query,
    action: Action,
    found: FoundMessage,
    patience: Patience,
    native?: Native<N, unknown>,
  ): Promise<Looked> {
    const { settings } = this.on;
    const isFirst = patience.isFirst();
    // What is known is checked with the action where that is possible; but only once.
    const isAtOnce = isFirst && native !== undefined && suits(found.identity, action);
    const came = isAtOnce ? await this.doChecked(query, action, found, native) : undefined;
    if (came !== undefined && "checked" in came) return came;
    const seen = came ?? (await this.check(query, action, found));
    const checked = patience.isPatient ? { ...seen, isElsewhere: false } : seen;
    const next = afterCheck(checked, settings, query.element, checked.isSame ? 0 : patience.restedMs());
    if (next === "act") return readyOf(query, action, found, checked);
    if (next === "resolve") return this.#heal(query, action, checked, patience);
    if (next === "refuse") return refused(checked, settings, query.element);
    if (isFirst) patience.seen = (await this.capture()).state;
    return notYet(checked);
  }

  async #heal(query: Query, action: Action, checked: Verification, patience: Patience): Promise<Looked> {
    const page = await this.capture();
    if (checked.isElsewhere) patience.isPatient = true;
    else if (checked.matches === 0 && patience.restart(page.state)) return notYet(checked);
    const answer = await this.resolve(query, page, checked);
    // What it was taken for is not it: it may still come.
    if (!answer.found && checked.isElsewhere) return notYet(checked);
    if (!answer.found) patience.asked = { state: page.state, miss: answer };
    return this.prove(query, action, answer, checked, patience);
  }

  async #find(query: Query, action: Action, patience: Patience): Promise<Looked> {
    const page = await this.capture();
    if (patience.asked?.state === page.state) return patience.asked.miss;
    const answer = await this.discover(query, page);
    if (!answer.found) patience.asked = { state: page.state, miss: answer };
    return this.prove(query, action, answer, undefined, patience);
  }

  /** Closes what is known to come up and covers the element. */
  async #uncovered(ready: Ready): Promise<Ready> {
    if (ready.checked.failed !== GatePoint.RECEIVES_EVENTS) return ready;
    for (const css of Object.values(this.on.settings.interruptions)) {
      if (!(await this.on.place.dismiss(css))) continue;
      const free = await this.#ridOf(ready, css);
      if (free !== undefined) return free;
    }
    return ready;
  }

  /** Waits until nothing covers the element: what was closed may fade, or be drawn once more. */
  async #ridOf(ready: Ready, css: string): Promise<Ready | undefined> {
    const { settleMs, stepMs } = this.on.settings;
    const ends = performance.now() + settleMs;
    for (;;) {
      const again = await this.check(ready.query, ready.action, ready.found);
      if (again.isSame && again.failed !== GatePoint.RECEIVES_EVENTS) {
        return readyOf(ready.query, ready.action, ready.found, again);
      }
      if (performance.now() >= ends) return undefined;
      await pause(stepMs);
      await this.on.place.dismiss(css);
    }
  }

  /** Finds an element again whose native action has failed, or throws that failure. */
  async #again(ready: Ready, error: unknown): Promise<Ready> {
    try {
      const checked = await this.check(ready.query, ready.action, ready.found);
      if (checked.isSame || !mayHeal(this.on.settings, ready.query.element)) throw noted(error, checked.detail);
      const again = await this.#heal(ready.query, ready.action, checked, new Patience(0));
      if (!isReady(again)) throw noted(error, again.detail);
      return again;
    } catch (why) {
      throw why instanceof PactsError ? noted(error, why.message) : why;
    }
  }

  async #absent(target: Target): Promise<MissMessage | undefined> {
    const { settings, place } = this.on;
    const query = queryOf(target, settings, place.url());
    const known = await this.lookup(query);
    if (!known.found) {
      if (settings.frozen) return known;
      const answer = await this.discover(query, await this.capture());
      return answer.found ? undefined : answer;
    }
    const checked = await this.check(query, Action.UNSPECIFIED, known);
    if (checked.isSame) return undefined;
    if (!mayHeal(settings, target.element)) return refused(checked, settings, target.element);
    const answer = await this.resolve(query, await this.capture(), checked);
    return answer.found ? undefined : answer;
  }
}

function readyOf(query: Query, action: Action, found: FoundMessage, checked: Verification): Ready {
  const selector = checked.selector ?? found.selectors[0];
  if (selector === undefined) throw new TypeError("the daemon answered no selector");
  return { query, action, found, checked: { ...checked, selector } };
}

/** Adds to the runner's own error what the daemon says of the element. */
function noted(error: unknown, why: string): unknown {
  if (why !== "" && error instanceof Error) {
    error.message += `\n\npacts: ${why}`;
    if (error.stack !== undefined) error.stack += `\n\npacts: ${why}`;
  }
  return error;
}
