import type { ElementVerdict, Selector } from "../gen/pacts/v1/element.js";
import type { Query } from "../model.js";
import { written } from "./errors.js";
import { keyOf } from "./target.js";

/** One answer that a test has acted on. */
export interface Use {
  readonly query: Query;
  readonly version: number;
  readonly selector: Selector;
}

/** One element that was found again. */
export interface Healed {
  readonly element: string;
  /** The URL it is on. */
  readonly page: string;
  /** The selector that stopped being right; absent when the daemon had dropped it already. */
  readonly old?: Selector;
  readonly new: Selector;
  readonly verdict: ElementVerdict;
  /** The heal in the daemon, while it is on probation; else empty. */
  readonly healId: string;
  /** The test it was healed in; empty outside of one. */
  readonly test: string;
}

/** Collects; a test's uses are taken out when its result is known, heals stay for the run. */
export class Journal {
  test = "";
  lookups = 0;
  readonly heals: Healed[] = [];
  readonly #uses = new Map<string, Use>();
  readonly #misled = new Set<string>();
  readonly #said = new Set<string>();

  used(use: Use): void {
    this.#uses.set(keyOf(use.query), use);
  }

  /** Says whether selectors of this strategy and place were last expected to be right, and were not. */
  isMisled({ strategy }: Selector, at: number): boolean {
    return this.#misled.has(`${strategy} ${at}`);
  }

  /** Notes which of an element's selectors was right in place of the one at `at`. */
  wasRight(selectors: readonly Selector[], at: number, right: Selector): void {
    const place = selectors.findIndex((selector) => isEqual(selector, right));
    const expected = selectors[at];
    if (place < 0 || place === at || expected === undefined) return;
    this.#misled.add(`${expected.strategy} ${at}`);
    this.#misled.delete(`${right.strategy} ${place}`);
  }

  /** Warns of something that every action meets. */
  sayOnce(what: string): void {
    if (this.#said.has(what)) return;
    this.#said.add(what);
    process.emitWarning(what, "PactsWarning");
  }

  takeUses(): Use[] {
    const taken = [...this.#uses.values()];
    this.#uses.clear();
    return taken;
  }
}

function isEqual(one: Selector, other: Selector): boolean {
  const parts = ["strategy", "value", "role", "attribute"] as const;
  return parts.every((part) => one[part] === other[part]);
}

/** Writes a heal in one line. */
export function healLine({ element, old, new: found }: Healed): string {
  return `${element}: ${old === undefined ? "" : `${written(old)} `}→ ${written(found)}`;
}
