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

  used(use: Use): void {
    this.#uses.set(keyOf(use.query), use);
  }

  takeUses(): Use[] {
    const taken = [...this.#uses.values()];
    this.#uses.clear();
    return taken;
  }
}

/** Writes a heal in one line. */
export function healLine({ element, old, new: found }: Healed): string {
  return `${element}: ${old === undefined ? "" : `${written(old)} `}→ ${written(found)}`;
}
