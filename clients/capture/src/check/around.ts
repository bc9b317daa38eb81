// What an element stands beside, as drift_core/src/page/description.rs tells it: a place among siblings
// proves nothing unless what is around it is the same.

import { localName, set, shadowRootOf } from "../dom/natives";
import { outside } from "./compounds";
import { groupOf, roleGiven } from "./kinds";
import { shownText } from "./recordtexts";

const TITLES = set("legend", "caption", "summary", "figcaption");
/** As many headings as a description keeps. */
const HEADINGS = 2;
/** The length from which on a stored text may have been cut. */
const CUT = 190;

/** Whether all of these texts stand beside, around or above an element. */
export function standsAmong(el: Element, wanted: string[]): boolean {
  if (!wanted.length) return true;
  const said: string[] = [];
  const take = (one: Element | null): void => {
    if (one) said[said.length] = letters(shownText(one));
  };
  take(el.previousElementSibling);
  take(el.nextElementSibling);
  take(recordAround(el));
  takeHeadings(el, take);
  for (let i = 0; i < wanted.length; i++) if (!isAmong(letters(wanted[i]!), wanted[i]!.length >= CUT, said)) return false;
  return true;
}

function recordAround(el: Element): Element | null {
  for (let at = outside(el); at; at = outside(at)) if (groupOf(at)) return at;
  return null;
}

/** The two headings before it, in the order of a capture: a shadow tree before what its host was given. */
function takeHeadings(el: Element, take: (one: Element) => void): void {
  let taken = 0;
  const isEnough = (one: Element): boolean => {
    if (isHeading(one)) {
      take(one);
      taken += 1;
    }
    return taken >= HEADINGS;
  };
  const isEnoughIn = (of: Element | ShadowRoot | null): boolean => {
    for (let child = of && of.lastElementChild; child; child = child.previousElementSibling) {
      if (isEnoughIn(child) || isEnoughIn(shadowRootOf(child)) || isEnough(child)) return true;
    }
    return false;
  };
  for (let at: Element | null = el; at; ) {
    for (let before = at.previousElementSibling; before; before = before.previousElementSibling) {
      if (isEnoughIn(before) || isEnoughIn(shadowRootOf(before)) || isEnough(before)) return;
    }
    if (at.parentElement && isEnoughIn(shadowRootOf(at.parentElement))) return;
    at = outside(at);
    if (at && isEnough(at)) return;
  }
}

function isHeading(el: Element): boolean {
  const role = roleGiven(el);
  return role === "heading" || !!TITLES[localName(el)] || (/^h[1-6]$/.test(localName(el)) && !role);
}

const letters = (text: string): string => text.replace(/\s+/g, "");

function isAmong(text: string, isCut: boolean, said: string[]): boolean {
  for (let i = 0; i < said.length; i++) if (said[i] === text || (isCut && said[i]!.startsWith(text))) return true;
  return false;
}
