import { PactsError } from "../gen/errors.js";
import type { Miss as MissMessage, Selector } from "../gen/pacts/v1/element.js";

/** The element is not there to act on. */
export class ElementNotFoundError extends PactsError {
  override readonly name: string = "ElementNotFoundError";
  readonly element: string;
  /** Why, the names nearest to it on the page, and what shows it when it is hidden. */
  readonly miss: MissMessage;

  constructor(element: string, miss: MissMessage) {
    super(told(element, miss), { code: "NOT_FOUND" });
    this.element = element;
    this.miss = miss;
  }
}

/** What was found was kept, and the page has been loaded anew since. */
export class StaleSelectorError extends PactsError {
  override readonly name: string = "StaleSelectorError";
  readonly element: string;
  /** What is stored for it now, best first. */
  readonly candidates: readonly Selector[];

  constructor(element: string, candidates: readonly Selector[]) {
    const known = candidates.map(written).join(", ") || "nothing";
    super(`"${element}" was found in a document that is not there any more; known now: ${known}`, {
      code: "FAILED_PRECONDITION",
    });
    this.element = element;
    this.candidates = candidates;
  }
}

/** A run has healed more elements than it may. */
export class HealBudgetError extends PactsError {
  override readonly name: string = "HealBudgetError";

  constructor(heals: number, most: number) {
    super(`${heals} elements were healed, and a run may have ${most}`, { code: "ABORTED" });
  }
}

/** The page cannot be looked at now: it is on its way to another one, or has no such frame. */
export class PageNotReadyError extends PactsError {
  override readonly name: string = "PageNotReadyError";
}

/** Writes a selector in one line. */
export function written(selector: Selector): string {
  const strategy = selector.strategy.replace("SELECTOR_STRATEGY_", "").toLowerCase();
  if (selector.role) return `${strategy}=${selector.role}:${selector.value}`;
  return `${strategy}=${selector.attribute ? `${selector.attribute}:` : ""}${selector.value}`;
}

function told(element: string, miss: MissMessage): string {
  const reason = miss.reason.replace("MISS_REASON_", "").toLowerCase();
  const nearest = miss.nearest.map((name) => JSON.stringify(name)).join(", ");
  const revealer = miss.hidden?.revealedBy[0]?.brief;
  const parts = [`"${element}" was not found: ${reason}`, miss.detail];
  if (nearest) parts.push(`the page has ${nearest}`);
  if (revealer) parts.push(`${revealer} shows it`);
  return parts.filter((part) => part !== "").join("; ");
}
