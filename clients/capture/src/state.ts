// What may be done with an element now, as the bits of format 1.

import { attribute, boundsOf, drawnIn, has, isRendered, isShown, listed, matching, set } from "./dom/natives";

export const VISIBLE = 1;
export const ENABLED = 2;
const EDITABLE = 4;
const FOCUSABLE = 8;
const CHECKED = 16;
export const RECEIVES_POINTER = 32;

const CAN_BE_DISABLED = set("button", "fieldset", "input", "optgroup", "option", "select", "textarea");
const FOCUSED_BY_NATURE = set("button", "iframe", "input", "select", "textarea");
const NOT_TYPED_INTO = set("button", "checkbox", "file", "hidden", "image", "radio", "reset", "submit");

/** What the browser makes of an element; nothing is asked for where an ancestor is not displayed. */
export interface Look {
  readonly rendered: boolean;
  readonly visible: boolean;
  /** "none", "contents", or empty for anything else. */
  readonly display: string;
  readonly style: CSSStyleDeclaration | null;
  readonly takesPointer: boolean;
  readonly box: DOMRect | null;
}

const NOT_DISPLAYED: Look = {
  rendered: false, visible: false, display: "none", style: null, takesPointer: false, box: null,
};

export function lookOf(el: Element, around: Surroundings, view: Window): Look {
  if (!around.displayed) return NOT_DISPLAYED;
  const style = view.getComputedStyle(el);
  const drawn = drawnIn(el, style);
  const visible = isShown(drawn, style);
  if (!visible && !isRendered(drawn)) {
    const { display } = style;
    return display === "none" ? NOT_DISPLAYED : { ...NOT_DISPLAYED, display: display === "contents" ? display : "" };
  }
  const takesPointer = style.pointerEvents !== "none";
  return { rendered: true, visible, display: "", style, takesPointer, box: boundsOf(drawn) };
}

/** What an element passes on to those inside it. */
export interface Surroundings {
  readonly disabled: boolean;
  readonly inert: boolean;
  readonly editing: boolean;
  /** Text in here is what a user typed. */
  readonly typed: boolean;
  /** Nothing in here has a name: not displayed, or hidden from assistive technology. */
  readonly hidden: boolean;
  readonly displayed: boolean;
  /** The content of a drawing, which has no roles of its own. */
  readonly drawing: boolean;
  /** Children of a shadow host, which show only where a slot takes them. */
  readonly slotted: boolean;
}

export const OUTSIDE: Surroundings = {
  disabled: false, inert: false, editing: false, typed: false, hidden: false, displayed: true, drawing: false, slotted: false,
};

/** The surroundings an element makes, from those that it stands in. */
export function within(
  el: Element, tag: string, names: string[], around: Surroundings, look: Look, slotted: boolean,
): Surroundings {
  const hides = !around.hidden && hidesAll(el, names, around, look);
  const displayed = around.displayed && look.display !== "none";
  const drawing = tag === "svg" || (around.drawing && tag !== "foreignobject");
  const typed = around.typed || isTextbox(el, names);
  const isPlain =
    !hides && typed === around.typed && displayed === around.displayed && drawing === around.drawing && slotted === around.slotted;
  if (isPlain && !listed(names, "aria-disabled") && !listed(names, "contenteditable") && !listed(names, "inert")) {
    return around;
  }
  const disabled = around.disabled || /^true$/i.test(attribute(el, "aria-disabled") ?? "");
  const inert = around.inert || has(el, "inert");
  const editing = editingIn(attribute(el, "contenteditable"), around);
  return { disabled, inert, editing, typed: typed || editing, hidden: around.hidden || hides, displayed, drawing, slotted };
}

function isTextbox(el: Element, names: string[]): boolean {
  return listed(names, "role") && /textbox|searchbox/i.test(attribute(el, "role")!);
}

function editingIn(given: string | null, around: Surroundings): boolean {
  return given === null || /^inherit$/i.test(given) ? around.editing : !/^false$/i.test(given);
}

/** Whether an element hides everything in it from assistive technology, whatever its visibility. */
function hidesAll(el: Element, names: string[], around: Surroundings, look: Look): boolean {
  if (look.display === "none" || (around.slotted && !el.assignedSlot)) return true;
  return listed(names, "aria-hidden") && /^true$/i.test(attribute(el, "aria-hidden")!);
}

export function stateOf(
  el: Element, tag: string, names: string[], here: Surroundings, look: Look,
): number {
  const { box } = look;
  const visible = !!box && box.width > 0 && box.height > 0 && look.visible;
  const isBarred = (CAN_BE_DISABLED[tag] || tag.includes("-")) && matching(el, ":disabled");
  const enabled = !here.disabled && !here.inert && !isBarred;
  let state = visible ? VISIBLE : 0;
  if (enabled) state |= ENABLED;
  if (enabled && isEditable(el, tag, here)) state |= EDITABLE;
  if (enabled && box && isFocusable(el, tag, names, here)) state |= FOCUSABLE;
  if (isChecked(el, tag, names)) state |= CHECKED;
  if (visible && !here.inert && look.takesPointer) state |= RECEIVES_POINTER;
  return state;
}

const kindOf = (el: Element): string => (attribute(el, "type") ?? "text").toLowerCase();

function isEditable(el: Element, tag: string, here: Surroundings): boolean {
  if (tag === "input" || tag === "textarea") {
    return !has(el, "readonly") && !(tag === "input" && NOT_TYPED_INTO[kindOf(el)]);
  }
  return here.editing && attribute(el, "aria-readonly") !== "true";
}

function isFocusable(el: Element, tag: string, names: string[], here: Surroundings): boolean {
  if (listed(names, "tabindex") && /^\s*-?\d/.test(attribute(el, "tabindex")!)) return true;
  if (tag === "input") return kindOf(el) !== "hidden";
  if (FOCUSED_BY_NATURE[tag]) return true;
  if (tag === "a" || tag === "area") return listed(names, "href") || listed(names, "xlink:href");
  if (tag === "audio" || tag === "video") return listed(names, "controls");
  if (tag === "summary") return matching(el, "details > summary:first-of-type");
  return here.editing && listed(names, "contenteditable");
}

function isChecked(el: Element, tag: string, names: string[]): boolean {
  if (tag === "input") return /^(checkbox|radio)$/.test(kindOf(el)) && (el as HTMLInputElement).checked;
  return listed(names, "aria-checked") && /^true$/i.test(attribute(el, "aria-checked")!);
}
