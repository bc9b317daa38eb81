// What an element stands beside, as drift_core/src/page/description.rs tells it: a place among siblings
// proves nothing unless what is around it is the same.

import { outside } from "./compounds";
import { groupOf } from "./kinds";
import { shownText } from "./recordtexts";

const HEADINGS = "h1,h2,h3,h4,h5,h6,[role=heading]";
const PRECEDES = 2;
const AROUND = 8;
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

/** The two headings before it. */
function takeHeadings(el: Element, take: (one: Element) => void): void {
  const all = (el.getRootNode() as ParentNode).querySelectorAll(HEADINGS);
  let taken = 0;
  for (let i = all.length - 1; i >= 0 && taken < 2; i--) {
    const place = el.compareDocumentPosition(all[i]!);
    if (!(place & PRECEDES) && !(place & AROUND)) continue;
    take(all[i]!);
    taken += 1;
  }
}

const letters = (text: string): string => text.replace(/\s+/g, "");

function isAmong(text: string, isCut: boolean, said: string[]): boolean {
  for (let i = 0; i < said.length; i++) if (said[i] === text || (isCut && said[i]!.startsWith(text))) return true;
  return false;
}
