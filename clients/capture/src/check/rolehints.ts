// Cheap signs that an element cannot have a role or a name, so that few are asked what they really have.

import { WorkingSet } from "../collections";
import { outside } from "./compounds";
import { elementsWithGeneratedText } from "../generated";
import { matching, shadowRootOf } from "../dom/natives";
import { ownDescriptor } from "../dom/pristine";


/** Tags that may have a role by nature; of a role that is not here any tag may. */
const TAGS: Record<string, string> = Object.assign(Object.create(null), {
  button: "button,input,summary", link: "a,area", checkbox: "input", radio: "input", textbox: "input,textarea",
  searchbox: "input", spinbutton: "input", slider: "input", combobox: "input,select", listbox: "select,datalist",
  option: "option", heading: "h1,h2,h3,h4,h5,h6", img: "img,svg", row: "tr", cell: "td,th", gridcell: "td,th",
  columnheader: "th", rowheader: "th", listitem: "li", tab: "", menuitem: "", switch: "input", treeitem: "",
  menuitemcheckbox: "", menuitemradio: "", dialog: "dialog",
});
/** What else than text may name it. */
const NAMING = "[aria-label],[aria-labelledby],[aria-owns],[title],[alt],[value],[placeholder],[aria-valuetext],input,select,textarea,svg,slot,iframe,object,embed";

export function candidatesOf(role: string): string {
  const tags = TAGS[role];
  return tags === undefined ? "*" : `${tags}${tags ? "," : ""}[role]`;
}

const wholeText = ownDescriptor(Node.prototype, "textContent")!.get!;

/** What can be said of names without asking for them. */
export class NameHints {
  private generating = new WorkingSet<Element>();
  private isAny = false;
  private letters: string;

  constructor(roots: ArrayLike<Document | ShadowRoot>, wanted: string) {
    this.letters = wanted.replace(/\s+/g, "");
    for (let i = 0; i < roots.length && !this.isAny; i++) this.readStyles(roots[i]!);
  }

  /** False only when nothing that it holds can make up the name. */
  mayBeCalled(el: Element): boolean {
    if (this.isAny || this.generating.has(el) || matching(el, NAMING) || shadowRootOf(el)) return true;
    if (el.querySelector(NAMING) || (el as HTMLButtonElement).labels?.length) return true;
    const text = wholeText.call(el) as string;
    let at = 0;
    for (let i = 0; i < text.length && at < this.letters.length; i++) if (text[i] === this.letters[at]) at += 1;
    return at === this.letters.length;
  }

  private readStyles(root: Document | ShadowRoot): void {
    const found = elementsWithGeneratedText(root);
    if (!found) this.isAny = true;
    for (let i = 0; found && i < found.length; i++) {
      for (let el: Element | null = found[i]!; el && !this.generating.has(el); el = outside(el)) this.generating.add(el);
    }
  }
}
