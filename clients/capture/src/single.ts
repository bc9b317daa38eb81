// What a capture says of one element, without walking the page to it.

import { takeAttributes } from "./attributes";
import { withWorkingArrays } from "./mended";
import { Names } from "./naming/names";
import { attributeNames, localName } from "./dom/natives";
import { collapsed, cut } from "./output";
import { shownNow } from "./gate";
import { readAsText } from "./naming/text";
import { MAX_NAME } from "./walk";

/** Characters of a name that are kept beside an entry. */
const MAX_KEPT = 200;

/** Nothing has been found out: the library looks for itself. */
export const UNSEEN = { hasPresentational: true, known: () => undefined };

export interface Description {
  tag: string;
  role: string;
  name: string;
  visible: boolean;
  attributes: Record<string, string>;
}

/** A hidden element is described as if it were shown: what hides it says nothing of what it is. */
export function describe(el: Element): Description {
  const tag = localName(el).toLowerCase();
  const attributes: Record<string, string> = {};
  takeAttributes(el, tag, attributeNames(el), (name, value) => {
    attributes[name] = value;
  });
  const made = { tag, role: "", name: "", visible: shownNow(el), attributes };
  withWorkingArrays(() => {
    const names = new Names(UNSEEN);
    made.role = cut(names.roleOf(el), MAX_NAME);
    const name = names.nameOf(el, tag, made.role, !made.visible) || readAsText(el, made.role);
    made.name = asKept(name);
  });
  return made;
}

/** A name as the daemon keeps it, where drift_core/src/page/description.rs has cut it. */
function asKept(text: string): string {
  const name = collapsed(text, MAX_NAME);
  let points = 0;
  let end = 0;
  for (let at = 0; at < name.length; points++) {
    if (points === MAX_KEPT - 1) end = at;
    at += name.codePointAt(at)! > 0xffff ? 2 : 1;
  }
  return points > MAX_KEPT ? name.slice(0, end) + "…" : name;
}
