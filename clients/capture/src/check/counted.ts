// What is found by counting: people count what they see, and an expression counts what is hidden, too.

import { shownNow } from "../gate";
import type { Finder } from "./finders";
import type { Selector } from "./message";

const COUNTED = /^\(([^]+)\)\[(\d+|last\(\))\]$/;

/** Why an element is not the one that is counted to, empty when it is: one that is hidden counts for nothing. */
export function miscounted(finder: Finder, selector: Selector, el: Element): string {
  const said = selector.strategy === "XPATH" && selector.positional ? COUNTED.exec(selector.value) : null;
  if (!said || !isSeen(el)) return "";
  const all = finder.find({ ...selector, value: said[1]! });
  const isLast = said[2] === "last()";
  for (let i = 0, isAfter = false; i < all.length; i++) {
    if (all[i] === el) isAfter = true;
    else if (isAfter === isLast && !isSeen(all[i]!)) return "one of those that are counted is not shown";
  }
  return "";
}

function isSeen(el: Element): boolean {
  if (shownNow(el)) return true;
  for (let child = el.firstElementChild; child; child = child.nextElementSibling) if (isSeen(child)) return true;
  return false;
}
