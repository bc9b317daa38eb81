// DOM accessors taken from their prototypes: a form's field called "id" or "parentNode" hides the
// property of the form itself. Arrays are only ever indexed and JSON is written by hand, because
// pages replace the methods of Array.prototype and JSON.

import { methodsOf, ownDescriptor } from "./pristine";

type Getter<T, R> = (of: T) => R;

function getter<T, R>(prototype: T, name: keyof T & string): Getter<T, R> {
  const get = ownDescriptor(prototype as object, name)?.get;
  return get ? (of) => get.call(of) as R : (of) => of[name] as unknown as R;
}

export const firstChild = getter<Node, Node | null>(Node.prototype, "firstChild");
export const nextSibling = getter<Node, Node | null>(Node.prototype, "nextSibling");
export const nodeType = getter<Node, number>(Node.prototype, "nodeType");
export const localName = getter<Element, string>(Element.prototype, "localName");
export const shadowRootOf = getter<Element, ShadowRoot | null>(Element.prototype, "shadowRoot");
export const textOf = getter<CharacterData, string>(CharacterData.prototype, "data");
export const frameDocument = getter<HTMLIFrameElement, Document | null>(
  HTMLIFrameElement.prototype,
  "contentDocument",
);

const proto = Element.prototype;
const { closest, getAttribute, getAttributeNames, getBoundingClientRect, getClientRects, hasAttribute, matches } =
  methodsOf(proto);
const { checkVisibility } = proto as { checkVisibility?: typeof proto.checkVisibility };

export const attribute = (el: Element, name: string): string | null => getAttribute.call(el, name);
export const attributeNames = (el: Element): string[] => getAttributeNames.call(el);
/** Whether a name is in the list that `attributeNames` gave: much cheaper than asking the element. */
export function listed(names: string[], name: string): boolean {
  for (let i = 0; i < names.length; i++) if (names[i] === name) return true;
  return false;
}

export const has = (el: Element, name: string): boolean => hasAttribute.call(el, name);
export const boundsOf = (el: Element): DOMRect => getBoundingClientRect.call(el);
export const matching = (el: Element, css: string): boolean => matches.call(el, css);

/** Whether the element takes part in the layout. */
export function isRendered(el: Element): boolean {
  return checkVisibility ? checkVisibility.call(el) : getClientRects.call(el).length > 0;
}

export function set(...words: string[]): Record<string, true> {
  const made: Record<string, true> = Object.create(null);
  for (let i = 0; i < words.length; i++) made[words[i]!] = true;
  return made;
}

const IN_A_LIST = set("option", "optgroup");
const LIST = "select[multiple], select[size]:not([size='0'], [size='1'])";

/** What an element is drawn in: itself, but for options of a list that the browser draws as one, as WebKit does. */
export function drawnIn(el: Element, style: CSSStyleDeclaration): Element {
  if (!IN_A_LIST[localName(el)] || style.display === "none" || style.visibility !== "visible" || isRendered(el)) return el;
  return closest.call(el, LIST) ?? el;
}

const SHOWN = { visibilityProperty: true, checkVisibilityCSS: true };

/** Whether the element takes part in the layout and is not made invisible. */
export function isShown(el: Element, style: CSSStyleDeclaration): boolean {
  return checkVisibility ? checkVisibility.call(el, SHOWN) : isRendered(el) && style.visibility === "visible";
}
