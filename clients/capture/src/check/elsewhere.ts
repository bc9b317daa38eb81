// Whether an element that none of its selectors leads to stands in plain sight in another place.

import { shownNow } from "../gate";
import type { Finder } from "./finders";
import { NO_ROLE, whyNot } from "./identity";
import type { PageCheck } from "./message";
import { whoseElse } from "./whose";

/** Just one that is shown is called the same and is of the same record; while a page loads nothing is sure. */
export function standsElsewhere(asked: PageCheck, finder: Finder): boolean {
  const { role, name, records } = asked.identity;
  if (document.readyState !== "complete" || NO_ROLE[role] || !name) return false;
  try {
    const found = finder.find({ strategy: "ROLE", value: name, role, attribute: "", positional: false });
    let same = 0;
    for (let i = 0; i < found.length && same < 2; i++) {
      const isIt = shownNow(found[i]!) && !whyNot(asked, found[i]!) && !whoseElse(found[i]!, records)[0];
      if (isIt) same += 1;
    }
    return same === 1;
  } catch {
    return false;
  }
}
