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
  const made: Description = { tag, role: "", name: "", visible: shownNow(el), attributes: {} };
  attributesOf(el, tag, made.attributes);
  [made.role, made.name] = called(el, tag, made.visible);
  return made;
}

export function attributesOf(el: Element, tag: string, made: Record<string, string>): void {
  takeAttributes(el, tag, attributeNames(el), (name, value) => {
    made[name] = value;
  });
}

export function called(el: Element, tag: string, isVisible: boolean): [role: string, name: string] {
  let [role, name] = ["", ""];
  withWorkingArrays(() => {
    const names = new Names();
    role = cut(names.roleOf(el), MAX_NAME);
    name = asKept(names.nameOf(el, tag, role, !isVisible) || readAsText(el, role));
  });
  return [role, name];
}

/** Its role alone, which costs much less. */
export function roleOf(el: Element): string {
  let role = "";
  withWorkingArrays(() => {
    role = cut(new Names().roleOf(el), MAX_NAME);
  });
  return role;
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
