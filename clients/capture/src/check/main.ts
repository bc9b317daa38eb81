// Whether what is known of an element still leads to it: a PageCheck in, a Verification out.

import { standsAmong } from "./around";
import { miscounted } from "./counted";
import { standsElsewhere } from "./elsewhere";
import { Finder } from "./finders";
import { isDescribed, whyNot } from "./identity";
import { type PageCheck, readCheck, type Selector, type Verification, writeVerification } from "./message";
import { set } from "../dom/natives";
import { withOwnDom } from "../dom/pristine";
import { readiness } from "./ready";
import { whoseElse } from "./whose";

const UNDESCRIBED = "the entry does not describe its element, so which one it is was not checked";
const ELSEWHERE = "it stands at the same place, but what is around it is not the same";
const ANEW = "the page was loaded anew since";
const COSTS = [set("CSS", "TEST_ID", "PLACEHOLDER", "ALT_TEXT", "TITLE"), set("XPATH"), set("LABEL", "TEXT"), set("ROLE")];
const CLASSES: Record<string, string> = { visible: "HIDDEN", enabled: "STATE", stable: "TIMING", receives_events: "OVERLAY" };

/** Is told the one element that a selector leads to, the selector's place, and whether all holds of it. */
type Tell = ((el: Element, place: number, holds: boolean) => void) | undefined;

/** `tell` is told of each selector that was tried and leads to one element. */
export function check(given: unknown, tell?: Tell): string {
  const asked = readCheck(given);
  const here = documentName();
  const isAnew = !!asked.document && asked.document !== here;
  const made = isAnew ? notUnique(asked.selectors[0]!, 0, ANEW) : withOwnDom(() => best(asked, tell));
  return writeVerification(made, here);
}

/** Names the document and says nothing of it. */
function documentName(): string {
  return Math.round(performance.timeOrigin * 1000).toString(36);
}

/** The first that leads to the element, those that cost least first; else what came of the best one. */
function best(asked: PageCheck, tell: Tell): Verification {
  const { selectors } = asked;
  const finder = new Finder(document);
  let first: Verification | null = null;
  for (let cost = 0; cost < 2 * COSTS.length; cost++) {
    for (let i = 0; i < selectors.length; i++) {
      const { strategy, positional } = selectors[i]!;
      if (positional !== cost >= COSTS.length || !COSTS[cost % COSTS.length]![strategy]) continue;
      const made = checked(asked, i, finder, tell);
      if (made.isSame) return made;
      if (i === 0) first = made;
    }
  }
  return { ...first!, isElsewhere: standsElsewhere(asked, finder) };
}

function checked(asked: PageCheck, place: number, finder: Finder, tell: Tell): Verification {
  const selector = asked.selectors[place]!;
  let found: Element[];
  try {
    found = finder.find(selector);
  } catch {
    return notUnique(selector, 0, "it cannot be run");
  }
  if (found.length !== 1) return notUnique(selector, found.length, `it matches ${found.length} elements`);
  const made = judged(asked, selector, finder, found[0]!);
  if (tell) tell(found[0]!, place, !!made.isSame && !made.failed && !made.detail);
  return made;
}

function judged(asked: PageCheck, selector: Selector, finder: Finder, el: Element): Verification {
  try {
    const hidden = miscounted(finder, selector, el);
    return hidden ? another(selector, hidden, "DRIFT") : compared(asked, selector, el);
  } catch {
    return another(selector, "the page does not let its element be read", "UNKNOWN");
  }
}

function compared(asked: PageCheck, selector: Selector, el: Element): Verification {
  const { identity } = asked;
  const described = isDescribed(identity);
  const wrong = described ? whyNot(asked, el) : "";
  if (wrong) return another(selector, wrong, "DRIFT");
  if (described && selector.positional && !standsAmong(el, identity.neighbourhood)) return another(selector, ELSEWHERE, "DRIFT");
  const [other, isKnown] = whoseElse(el, identity.records);
  if (other) return another(selector, other, isKnown ? "ANOTHER_RECORD" : "DRIFT");
  const [failed, why] = readiness(el, asked.action);
  const said = described ? "" : UNDESCRIBED;
  const detail = said && why ? `${said}; ${why}` : said || why;
  return { selector, matches: 1, isSame: true, failed, detail, failureClass: CLASSES[failed] ?? "" };
}

const another = (selector: Selector, detail: string, failureClass: string): Verification =>
  ({ selector, matches: 1, isSame: false, failed: "", detail, failureClass });

const notUnique = (selector: Selector, matches: number, detail: string): Verification =>
  ({ selector, matches, isSame: null, failed: "unique", detail, failureClass: matches > 1 ? "AMBIGUOUS" : "DRIFT" });
