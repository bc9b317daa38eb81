// Which elements a selector finds, as its runner would: open shadow roots are entered, but by XPath.

import { compoundsOf, stands } from "./compounds";
import type { Selector } from "./message";
import { withWorkingArrays } from "../mended";
import { Names } from "../naming/names";
import { attribute, localName, nodeType, set, shadowRootOf } from "../dom/natives";
import { methodsOf } from "../dom/pristine";
import { Texts, tidy } from "./texts";
import { candidatesOf, NameHints } from "./rolehints";

const ATTRIBUTES: Record<string, string> = { PLACEHOLDER: "placeholder", ALT_TEXT: "alt", TITLE: "title" };
const LABELLED = "[aria-labelledby],[aria-label],button,input,meter,output,progress,select,textarea";
const LABELABLE = set("button", "input", "meter", "output", "progress", "select", "textarea");
const NAME = /^[A-Za-z_][\w.:-]*$/;
const SNAPSHOT = 7;
const ELEMENT = 1;
const { evaluate, querySelectorAll } = methodsOf(Document.prototype);
const { querySelectorAll: querySelectorAllIn } = methodsOf(DocumentFragment.prototype);

type Root = Document | ShadowRoot;

export const all = (root: Root, css: string): NodeListOf<Element> =>
  nodeType(root) === 9 ? querySelectorAll.call(root, css) : querySelectorAllIn.call(root, css);

/** Finds elements in a document as it is at this moment. */
export class Finder {
  private roots: Root[] | null = null;

  constructor(private document: Document) {}

  /** @throws when the selector cannot be run. */
  find(selector: Selector): Element[] {
    const { strategy, value, role } = selector;
    if (strategy === "CSS") return this.byCss(value);
    if (strategy === "XPATH") return this.byXpath(value);
    if (strategy === "ROLE") return this.byRole(role, value);
    if (strategy === "LABEL") return this.byLabel(value);
    if (strategy === "TEXT") return this.byText(value);
    return this.byAttribute(ATTRIBUTES[strategy] ?? selector.attribute, value);
  }

  /** The document and all open shadow roots in it. */
  private places(): Root[] {
    if (this.roots) return this.roots;
    const roots: Root[] = [this.document];
    for (let i = 0; i < roots.length; i++) {
      const found = all(roots[i]!, "*");
      for (let j = 0; j < found.length; j++) {
        const shadow = shadowRootOf(found[j]!);
        if (shadow) roots[roots.length] = shadow;
      }
    }
    return (this.roots = roots);
  }

  private matching(css: string, isOne: (el: Element) => boolean): Element[] {
    const roots = this.places();
    const made: Element[] = [];
    for (let i = 0; i < roots.length; i++) {
      const found = all(roots[i]!, css);
      for (let j = 0; j < found.length; j++) if (isOne(found[j]!)) made[made.length] = found[j]!;
    }
    return made;
  }

  private byCss(css: string): Element[] {
    all(this.document, css);
    if (this.places().length === 1) return this.matching(css, () => true);
    const made: Element[] = [];
    const list = compoundsOf(css);
    for (let i = 0; i < list.length; i++) {
      const parts = list[i]!;
      const found = this.matching(parts[parts.length - 1]!.css, (el) => stands(el, parts) && !holds(made, el));
      for (let j = 0; j < found.length; j++) made[made.length] = found[j]!;
    }
    return made;
  }

  private byXpath(path: string): Element[] {
    const found = evaluate.call(this.document, path, this.document, null, SNAPSHOT, null);
    const made: Element[] = [];
    for (let i = 0; i < found.snapshotLength; i++) {
      const node = found.snapshotItem(i)!;
      if (nodeType(node) === ELEMENT) made[made.length] = node as Element;
    }
    return made;
  }

  private byAttribute(name: string, value: string): Element[] {
    if (!NAME.test(name)) throw new Error("no attribute");
    return this.matching(`[${name.replace(/[.:]/g, "\\$&")}]`, (el) => attribute(el, name) === value);
  }

  private byText(text: string): Element[] {
    const made: Element[] = [];
    new Texts(text).innermost(this.document, made);
    return made;
  }

  private byLabel(text: string): Element[] {
    const texts = new Texts(text);
    return this.matching(LABELLED, (el) => isLabelled(el, texts, text));
  }

  private byRole(role: string, name: string): Element[] {
    const wanted = tidy(name);
    const hints = new NameHints(this.places(), wanted);
    const may = this.matching(candidatesOf(role), (el) => hints.mayBeCalled(el));
    const made: Element[] = [];
    withWorkingArrays(() => {
      const names = new Names();
      for (let i = 0; i < may.length; i++) {
        if (names.roleOf(may[i]!) === role && tidy(names.wholeNameOf(may[i]!)) === wanted) made[made.length] = may[i]!;
      }
    });
    return made;
  }
}

function holds(found: Element[], el: Element): boolean {
  for (let i = 0; i < found.length; i++) if (found[i] === el) return true;
  return false;
}

function isLabelled(el: Element, texts: Texts, text: string): boolean {
  const given = attribute(el, "aria-labelledby");
  const named = given === null ? [] : referred(el, given);
  if (named.length) return said(named, texts);
  const label = attribute(el, "aria-label");
  if (label?.trim()) return tidy(label) === tidy(text);
  const isOne = LABELABLE[localName(el)] && (el as HTMLInputElement).type !== "hidden";
  const labels = isOne ? (el as HTMLInputElement).labels : null;
  return !!labels && said(labels, texts);
}

function said(labels: ArrayLike<Element>, texts: Texts): boolean {
  for (let i = 0; i < labels.length; i++) if (texts.says(labels[i]!)) return true;
  return false;
}

function referred(el: Element, list: string): Element[] {
  const root = el.getRootNode() as Root;
  const ids = list.split(/\s+/);
  const made: Element[] = [];
  for (let i = 0; i < ids.length; i++) {
    const found = ids[i] ? root.getElementById(ids[i]!) : null;
    if (found) made[made.length] = found;
  }
  return made;
}
