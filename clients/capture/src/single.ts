// What a capture says of one element, without walking the page to it.

import { takeAttributes } from "./attributes";
import { withWorkingArrays } from "./mended";
import { Names } from "./names";
import { attributeNames, localName } from "./dom/natives";
import { collapsed, cut } from "./output";
import { shownNow } from "./gate";
import { MAX_NAME } from "./walk";

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
    made.name = collapsed(names.nameOf(el, tag, made.role, !made.visible), MAX_NAME);
  });
  return made;
}
