// One pass over the page in document order. Nothing is written to the page, so the browser lays it
// out once, however many boxes and styles are read.

import { takeAttributes } from "./attributes";
import { type Frame, insideFrame, topFrame } from "./frame";
import { withWorkingArrays } from "./mended";
import { Names } from "./naming/names";
import {
  attributeNames, firstChild, frameDocument, listed, localName, nextSibling, nodeType, set, shadowRootOf,
} from "./dom/natives";
import { OwnText } from "./owntext";
import { collapsed, cut, type Output } from "./output";
import { Seen } from "./seen";
import { ENABLED, lookOf, OUTSIDE, RECEIVES_POINTER, stateOf, type Surroundings, VISIBLE, within } from "./state";

export interface Limits {
  nodes: number;
  bytes: number;
  depth: number;
}

// As many characters as `drift_core` keeps: a consent in legal words is as long, and two that begin alike are two.
export const MAX_NAME = 512;
const MAX_TEXT = 1024;
const ELEMENT = 1;
const TEXT = 3;

const NOT_SHOWN = set("base", "head", "link", "meta", "noscript", "script", "style", "template", "title");
const WITHOUT_TEXT = set("noscript", "script", "style", "template", "textarea");

/** Room for the attributes and the text of one more node. */
const ROOM = 24 * 1024;
/** Of all bytes, the share that the structure may take; names get the rest. */
const STRUCTURE = 0.75;

/** A document or shadow tree that is being walked. */
interface Place {
  readonly frame: Frame;
  /** Its style sheets do not tell which elements have generated text. */
  readonly mayGenerate: boolean;
}

export class Walk {
  truncated = false;
  /** The element of each node, null for shadow roots and documents. */
  readonly elements: (Element | null)[] = [];
  private seen = new Seen();
  /** Whether a node's element may have a role. */
  private mayHaveRole: boolean[] = [];

  constructor(private out: Output, private limits: Limits, private entersFrames = true) {}

  page(document: Document): void {
    const root = document.documentElement;
    const mayGenerate = this.seen.root(document);
    if (root) this.element(root, -1, 0, OUTSIDE, { frame: topFrame(window), mayGenerate });
    withWorkingArrays(() => this.addNames(new Names(this.seen)));
  }

  private isFull(depth: number): boolean {
    const { nodes, bytes, depth: deepest } = this.limits;
    const full =
      this.elements.length >= nodes || depth >= deepest || this.out.bytes + ROOM > bytes * STRUCTURE;
    if (full) this.truncated = true;
    return full;
  }

  /** Inner elements first, so that what they give to outer ones' names is known. */
  private addNames(names: Names): void {
    const roles = blanks(this.elements.length);
    const named = blanks(this.elements.length);
    for (let id = this.elements.length - 1; id >= 0; id--) {
      if (!this.mayHaveRole[id]) continue;
      const el = this.elements[id]!;
      roles[id] = cut(names.roleOf(el), MAX_NAME);
      if (this.seen.known(el)?.hidden === true) continue;
      named[id] = collapsed(names.nameOf(el, localName(el), roles[id]!), MAX_NAME);
    }
    for (let id = 0; id < named.length; id++) {
      const isFull = this.out.bytes + 16 * (named.length - id) + 4 * MAX_NAME > this.limits.bytes;
      if (isFull) this.truncated = true;
      this.out.put("role", isFull ? 0 : this.out.place(roles[id]!));
      this.out.put("name", isFull ? 0 : this.out.place(named[id]!));
    }
  }

  private element(el: Element, parent: number, depth: number, around: Surroundings, place: Place): void {
    if (this.isFull(depth)) return;
    const tag = localName(el).toLowerCase();
    const names = attributeNames(el);
    const id = this.add(tag, parent, el);
    this.attributes(el, tag, names);
    const shadow = shadowRootOf(el);
    const here = NOT_SHOWN[tag] ? this.blank(around) : this.describe(el, tag, names, id, around, place, !!shadow);
    if (tag === "noscript" || tag === "template") return;
    if (shadow) this.boundary("#shadow-root", shadow, id, depth + 1, { ...here, slotted: false }, place.frame);
    if (this.entersFrames && (tag === "iframe" || tag === "frame")) this.frame(el as HTMLIFrameElement, id, depth + 1, place.frame);
    const text = new OwnText(!here.typed && !WITHOUT_TEXT[tag], this.out);
    this.children(el, id, depth + 1, here, place, text);
    const said = text.end();
    if (said) this.out.setText(id, cut(said, MAX_TEXT));
  }

  private add(tag: string, parent: number, el: Element | null): number {
    this.out.put("parent", parent);
    this.out.put("tag", this.out.place(cut(tag, MAX_NAME)));
    this.out.put("text", 0);
    this.out.put("place", 0);
    const id = this.elements.length;
    this.elements[id] = el;
    this.mayHaveRole[id] = false;
    return id;
  }

  private attributes(el: Element, tag: string, names: string[]): void {
    let taken = 0;
    const whole = takeAttributes(el, tag, names, (name, value) => {
      this.out.put("attrs", this.out.place(name));
      this.out.put("attrs", this.out.place(value));
      if (name === "role" && /none|presentation/i.test(value)) this.seen.hasPresentational = true;
      taken += 1;
    });
    if (!whole) this.truncated = true;
    this.out.put("attr_count", taken);
  }

  /** Flags and rectangle of a node that has none of its own. */
  private blank<T>(around: T, flags = 0): T {
    this.out.put("flags", flags);
    for (let i = 0; i < 4; i++) this.out.put("rect", 0);
    return around;
  }

  private describe(
    el: Element, tag: string, names: string[], id: number, around: Surroundings, place: Place, isHost: boolean,
  ): Surroundings {
    const look = lookOf(el, around, place.frame.view);
    const here = within(el, tag, names, around, look, isHost);
    // :host and ::slotted rules stand in another root than what they are about.
    this.seen.add(el, tag, here, look, place.mayGenerate || isHost || around.slotted);
    if (!around.drawing || tag === "a" || listed(names, "role")) this.mayHaveRole[id] = true;
    this.place(stateOf(el, tag, names, here, look), look.box, place.frame);
    return here;
  }

  private place(state: number, box: DOMRect | null, frame: Frame): void {
    if (!box) return this.blank(undefined, state);
    this.out.put("flags", frame.receivesPointer ? state : state & ~RECEIVES_POINTER);
    this.out.put("rect", Math.round(box.left + frame.left));
    this.out.put("rect", Math.round(box.top + frame.top));
    this.out.put("rect", Math.round(box.width));
    this.out.put("rect", Math.round(box.height));
  }

  private frame(el: HTMLIFrameElement, host: number, depth: number, around: Frame): void {
    const document = frameOf(el);
    const inside = document && insideFrame(el, document, around);
    if (document && inside) this.boundary("#document", document, host, depth, OUTSIDE, inside);
  }

  private boundary(
    tag: string, root: Document | ShadowRoot, host: number, depth: number, here: Surroundings, frame: Frame,
  ): void {
    if (this.isFull(depth)) return;
    const id = this.add(tag, host, null);
    this.out.put("attr_count", 0);
    this.blank(here, VISIBLE | ENABLED);
    const text = new OwnText(false, this.out);
    this.children(root, id, depth + 1, here, { frame, mayGenerate: this.seen.root(root) }, text);
  }

  private children(
    of: Node, parent: number, depth: number, around: Surroundings, place: Place, text: OwnText,
  ): void {
    for (let child = firstChild(of); child; child = nextSibling(child)) {
      const kind = nodeType(child);
      if (kind === TEXT) text.add(child as Text);
      else if (kind === ELEMENT) {
        const id = this.elements.length;
        this.element(child as Element, parent, depth, around, place);
        if (this.elements.length > id) text.child(id);
      }
    }
  }
}

/** Filled from the first to the last: an array that grows from its end is slow. */
function blanks(length: number): string[] {
  const made: string[] = [];
  for (let i = 0; i < length; i++) made[i] = "";
  return made;
}

function frameOf(el: HTMLIFrameElement): Document | null {
  try {
    return frameDocument(el);
  } catch {
    return null;
  }
}
