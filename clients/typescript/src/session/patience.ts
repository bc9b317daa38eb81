import type { Miss as MissMessage } from "../gen/pacts/v1/element.js";

const RESTARTS = 2; // a page with a clock on it is never at rest
// What comes mostly comes soon; later looks are as far apart as the session says.
const FIRST_PAUSES_MS: readonly number[] = [50, 100, 200];

/** How long one element has been looked for, and what has been seen meanwhile. */
export class Patience {
  /** The state of the page, its frames too, when the check last failed. */
  seen = "";
  /** The state of the page that was last asked about, and what was answered then. */
  asked: { readonly state: string; readonly miss: MissMessage } | undefined;
  /** It was looked for at once, as it stood elsewhere, and not found so. */
  isPatient = false;
  readonly #endsAt: number;
  #closer: Patience | undefined;
  #resting: { readonly state: string; readonly since: number } | undefined;
  #failingSince: number | undefined;
  #restarts = 0;
  #pauses = 0;

  constructor(waitMs: number, endsAt = performance.now() + waitMs) {
    this.#endsAt = endsAt;
  }

  /** The waiting for an element of the same name that takes the action. */
  get closer(): Patience {
    this.#closer ??= new Patience(0, this.#endsAt);
    return this.#closer;
  }

  /** Returns for how many milliseconds the page that was asked about is the same; without end once time is over. */
  sameForMs(): number {
    if (this.asked === undefined) return 0;
    const { state } = this.asked;
    if (this.#resting?.state !== state) this.#resting = { state, since: performance.now() };
    return this.isOver() ? Number.POSITIVE_INFINITY : performance.now() - this.#resting.since;
  }

  /** Returns how many milliseconds to wait before the next look; `stepMs` at most. */
  pauseMs(stepMs: number): number {
    const first = FIRST_PAUSES_MS[this.#pauses] ?? stepMs;
    this.#pauses += 1;
    return Math.min(stepMs, first);
  }

  isOver(): boolean {
    return performance.now() >= this.#endsAt;
  }

  /** Says whether the check has not failed before. */
  isFirst(): boolean {
    return this.#failingSince === undefined;
  }

  /** Returns for how many milliseconds the check has failed; without end once time is over. */
  restedMs(): number {
    if (this.isOver()) return Number.POSITIVE_INFINITY;
    this.#failingSince ??= performance.now();
    return performance.now() - this.#failingSince;
  }

  /** Begins to wait anew when the page has changed since; false: it is at rest. */
  restart(seen: string): boolean {
    const isChanged = seen !== this.seen;
    this.seen = seen;
    if (!isChanged || this.isOver() || this.#restarts >= RESTARTS) return false;
    this.#restarts += 1;
    this.#failingSince = performance.now();
    return true;
  }
}
