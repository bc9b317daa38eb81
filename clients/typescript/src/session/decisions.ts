// What to do next: the choices of a flow, as pure functions.
import {
  ElementVerdict,
  FailureClass,
  Miss as MissMessage,
  MissReason,
  type Selector,
  SelectorStrategy,
} from "../gen/pacts/v1/element.js";
import { Verification } from "../gen/pacts/v1/selector_service.js";
import { mayHeal, type Settings } from "./settings.js";

export type Next = "act" | "wait" | "resolve" | "refuse";

// What another look may change. An element that several are as good as stays so.
const MAY_COME: readonly MissReason[] = [
  MissReason.UNKNOWN,
  MissReason.NOT_FOUND,
  MissReason.HIDDEN,
  MissReason.PAGE_UNAVAILABLE,
  MissReason.PAGE_DIFFERS,
  MissReason.DRIFTED,
];

// As clients/capture/src/check/main.ts has them; 0 for those that it finds by CSS.
const COSTS: Partial<Record<SelectorStrategy, number>> = {
  [SelectorStrategy.XPATH]: 1,
  [SelectorStrategy.LABEL]: 2,
  [SelectorStrategy.TEXT]: 2,
  [SelectorStrategy.ROLE]: 3,
};
const MORE = 10; // than each cost

/**
 * Decides on an element that is known, `restedMs` after its check first failed. A point of the gate
 * that does not hold yet is left to the runner, which waits by itself. An element that is not on the
 * page may still come; one that is another is not waited for as long, and one that is in plain sight
 * elsewhere not at all.
 */
export function afterCheck(checked: Verification, settings: Settings, element: string, restedMs: number): Next {
  if (checked.isSame) return "act";
  if (!mayHeal(settings, element)) return restedMs < settings.settleMs ? "wait" : "refuse";
  if (checked.isElsewhere) return "resolve";
  const patienceMs = checked.matches === 0 ? settings.settleMs : settings.stepMs;
  return restedMs >= patienceMs ? "resolve" : "wait";
}

/** Says whether another look may find an element that was looked for and not found. */
export function mayStillCome(miss: MissMessage, settings: Settings): boolean {
  return !settings.frozen && MAY_COME.includes(miss.reason);
}

/** Says whether the page was looked at and the element is not there. */
export function isGone(miss: MissMessage): boolean {
  return miss.verdict === ElementVerdict.GONE || miss.reason === MissReason.NOT_FOUND;
}

/** The miss of an element that is known, not right, and not looked for again. */
export function refused(checked: Verification, settings: Settings, element: string): MissMessage {
  const isMarked = settings.neverHeal.includes(element);
  const why = isMarked
    ? "it is marked never to be looked for again"
    : "it is not looked for again, as this session is set";
  return MissMessage.fromPartial({
    reason: isMarked ? MissReason.NEVER_HEALED : MissReason.HEAL_REFUSED,
    detail: `${checked.detail || "its selectors find nothing"}; ${why}`,
    failureClass: classOf(checked, FailureClass.DRIFT),
  });
}

/** The miss of an element that is known and is not there, or not yet. */
export function notYet(checked: Verification): MissMessage {
  return MissMessage.fromPartial({
    reason: MissReason.NOT_FOUND,
    detail: checked.detail || `its selectors find ${checked.matches} elements`,
    failureClass: classOf(checked, FailureClass.TIMING),
  });
}

/** The miss of an element on a page that could not be looked at. */
export function unreachable(why: string): MissMessage {
  return MissMessage.fromPartial({
    reason: MissReason.PAGE_UNAVAILABLE,
    detail: why,
    failureClass: FailureClass.PAGE_UNREACHABLE,
  });
}

/**
 * Returns the place of the selector that the check script tries first: of the cheapest kind. One that
 * has misled comes last: where a redesign has ended one selector it has ended those written like it.
 */
export function firstTried(
  selectors: readonly Selector[],
  isMisled: (selector: Selector, at: number) => boolean,
): number {
  const costs = selectors.map((selector, at) => {
    const { strategy, positional } = selector;
    return (COSTS[strategy] ?? 0) + (positional ? MORE : 0) + (isMisled(selector, at) ? 2 * MORE : 0);
  });
  return costs.indexOf(Math.min(...costs));
}

/** The check of a selector that all holds of, as the runner found when it acted. */
export function trusted(selector: Selector): Verification & { readonly selector: Selector } {
  return { ...Verification.fromPartial({ matches: 1, isSame: true }), selector };
}

function classOf(checked: Verification, otherwise: FailureClass): FailureClass {
  return checked.failureClass === FailureClass.UNSPECIFIED ? otherwise : checked.failureClass;
}
