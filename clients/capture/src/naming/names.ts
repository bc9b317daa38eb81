// Role and accessible name by Playwright's rules, as packaged by ivya; `changes.mjs` says what is
// changed in it. Where a page has broken what the library needs, an element has no role or name.

import { load, type Library, type Page } from "library";
import { WorkingMap, WorkingSet } from "../collections";
import { has, set } from "../dom/natives";

// A cell's or row's name is all that is written in it: text that the capture has already.
const NAMED_BY_CONTENT = set("button", "checkbox", "columnheader", "gridcell", "heading", "link",
  "menuitem", "menuitemcheckbox", "menuitemradio", "option", "radio", "rowheader", "switch", "tab",
  "tooltip", "treeitem");
const NAMED_BY_NATURE = set("area", "button", "fieldset", "figure", "iframe", "img", "input", "output",
  "select", "summary", "svg", "table", "textarea");
const NAMED_WITHOUT_ROLE = set("audio", "canvas", "embed", "iframe", "object", "summary", "video");

/** Nothing has been found out: the library looks for itself. */
const UNSEEN: Page = { hasPresentational: true, known: () => undefined };
/** The library of single elements: a check is often of one only, and loading costs as much as its name. */
let ofUnseen: Library | null = null;

export class Names {
  private library: Library | null = null;

  /** Only one at a time where nothing was seen. */
  constructor(page: Page = UNSEEN) {
    try {
      const library = page === UNSEEN ? (ofUnseen ??= load(page, WorkingMap, WorkingSet)) : load(page, WorkingMap, WorkingSet);
      library.begin();
      this.library = library;
    } catch {
      this.library = null;
    }
  }

  roleOf(el: Element): string {
    try {
      return this.library?.getAriaRole(el) ?? "";
    } catch {
      return "";
    }
  }

  nameOf(el: Element, tag: string, role: string, includeHidden = false): string {
    if (!role && !NAMED_WITHOUT_ROLE[tag]) return "";
    if (!NAMED_BY_CONTENT[role] && !NAMED_BY_NATURE[tag] && !isNamedByAttribute(el)) return "";
    return this.wholeNameOf(el, includeHidden);
  }

  /** Also that of a cell or a row. */
  wholeNameOf(el: Element, includeHidden = false): string {
    try {
      return this.library?.getElementAccessibleName(el, includeHidden) ?? "";
    } catch {
      return "";
    }
  }
}

function isNamedByAttribute(el: Element): boolean {
  return has(el, "aria-label") || has(el, "aria-labelledby") || has(el, "title");
}
