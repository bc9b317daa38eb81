// Whether an element can be acted on now, by the rules that Playwright waits for before an action.

import { attribute, boundsOf, drawnIn, has, isShown, localName, matching, shadowRootOf } from "./dom/natives";

export interface Asked {
  visible?: boolean;
  enabled?: boolean;
  editable?: boolean;
  stable?: boolean;
  receives_events?: boolean;
}

/** The first point that does not hold, and why; both empty when all do. */
export type Passed = [point: string, why: string];

export const HOLDS: Passed = ["", ""];
// A frame comes within 17 ms where anything is drawn: nothing in this time is a tab in the background or a busy page.
const FRAME_MS = 250;
const NOT_TYPED = "[readonly], [aria-readonly=true]";

export async function gate(el: Element, asked: Asked): Promise<Passed> {
  const state = gateOfState(el, asked);
  if (state !== HOLDS) return state;
  const moved = asked.stable ? await movement(el) : "";
  if (moved) return ["stable", moved];
  const covered = asked.receives_events ? cover(el) : "";
  return covered ? ["receives_events", covered] : HOLDS;
}

/** The points that one moment tells, but for what is above the element. */
export function gateOfState(el: Element, asked: Asked): Passed {
  if (asked.visible && !shownNow(el)) return ["visible", "it is not shown"];
  if (asked.enabled && isDisabled(el)) return ["enabled", "it is disabled"];
  if (asked.editable && matching(el, NOT_TYPED)) return ["enabled", "it is read-only"];
  return HOLDS;
}

export function shownNow(el: Element): boolean {
  const style = el.ownerDocument.defaultView?.getComputedStyle(el);
  if (!style) return false;
  if (style.display !== "contents") {
    const drawn = drawnIn(el, style);
    return isShown(drawn, style) && hasArea(boundsOf(drawn));
  }
  for (let child = el.firstElementChild; child; child = child.nextElementSibling) {
    if (shownNow(child)) return true;
  }
  const range = el.ownerDocument.createRange();
  range.selectNodeContents(el);
  return hasArea(range.getBoundingClientRect());
}

const hasArea = (box: DOMRect): boolean => box.width > 0 && box.height > 0;

function isDisabled(el: Element): boolean {
  if (matching(el, ":disabled")) return true;
  for (let at: Element | null = el; at; at = above(at)) {
    const said = attribute(at, "aria-disabled");
    if (said !== null) return said.toLowerCase() === "true";
  }
  return false;
}

export function above(el: Element): Element | null {
  const root = el.getRootNode();
  return el.assignedSlot ?? el.parentElement ?? (root instanceof ShadowRoot ? root.host : null);
}

async function movement(el: Element): Promise<string> {
  if (!(await nextFrame())) return "no frame was drawn";
  const before = boundsOf(el);
  if (!(await nextFrame())) return "no frame was drawn";
  if (!el.isConnected) return "it has left the page";
  const now = boundsOf(el);
  const isSame = before.left === now.left && before.top === now.top
    && before.width === now.width && before.height === now.height;
  return isSame ? "" : "it is moving";
}

/** A page in the background draws nothing, and nothing moves there. */
function nextFrame(): Promise<boolean> {
  return new Promise((done) => {
    requestAnimationFrame(() => done(true));
    setTimeout(() => done(document.visibilityState === "hidden"), FRAME_MS);
  });
}

/** What is above the element where a click would go, wherever it is scrolled to; empty if nothing. */
function cover(el: Element): string {
  let covered = coverAt(el);
  for (const block of ["center", "end", "start"] as const) {
    if (!covered) break;
    el.scrollIntoView({ block, inline: "center", behavior: "instant" });
    covered = coverAt(el);
  }
  return covered;
}

/** What `coverAt` says of an element that has to be brought into view first. */
export const NOT_IN_VIEW = "no part of it is in view";

/** The same without scrolling. */
export function coverAt(el: Element): string {
  const at = middleOf(el);
  if (!at) return NOT_IN_VIEW;
  let [x, y] = at;
  let target = aimedAt(el);
  for (;;) {
    const hit = deepestAt(target.ownerDocument, x, y);
    if (!isWithin(hit, target)) return hit ? `${brief(hit)} is in front of it` : nothingAt(target, x, y);
    // Of a page of another origin around this one nothing can be seen.
    const frame = frameAround(target);
    if (!frame) return "";
    const box = boundsOf(frame);
    const style = frame.ownerDocument.defaultView!.getComputedStyle(frame);
    x += box.left + frame.clientLeft + (parseFloat(style.paddingLeft) || 0);
    y += box.top + frame.clientTop + (parseFloat(style.paddingTop) || 0);
    target = frame;
  }
}

/** What is said where no element is: a frame may show it beyond the edge of the page around. */
function nothingAt(target: Element, x: number, y: number): string {
  const { innerWidth, innerHeight } = target.ownerDocument.defaultView!;
  const isOutside = x < 0 || y < 0 || x >= innerWidth || y >= innerHeight;
  return isOutside ? NOT_IN_VIEW : "it takes no pointer";
}

/** The middle of the first part of it that can be seen. */
export function middleOf(el: Element): [number, number] | null {
  const { innerWidth, innerHeight } = el.ownerDocument.defaultView!;
  const parts = el.getClientRects();
  for (let i = 0; i < parts.length; i++) {
    const { left, top, right, bottom } = parts[i]!;
    const [x1, y1] = [Math.max(0, left), Math.max(0, top)];
    const [x2, y2] = [Math.min(innerWidth, right), Math.min(innerHeight, bottom)];
    if (x2 - x1 > 0.5 && y2 - y1 > 0.5) return [(x1 + x2) / 2, (y1 + y2) / 2];
  }
  return null;
}

/** What is inside a button or link is clicked by clicking that. */
function aimedAt(el: Element): Element {
  if (matching(el, "input, textarea, select") || (el as HTMLElement).isContentEditable) return el;
  return el.closest("button, [role=button], a, [role=link]") ?? el;
}

export function deepestAt(document: Document, x: number, y: number): Element | null {
  let hit = document.elementFromPoint(x, y);
  for (let root = hit && shadowRootOf(hit); hit && root; root = shadowRootOf(hit)) {
    const inner: Element | null = root.elementFromPoint(x, y);
    if (!inner || inner === hit) break;
    hit = inner;
  }
  return hit;
}

function isWithin(hit: Element | null, target: Element): boolean {
  for (let at = hit; at; at = above(at)) if (at === target) return true;
  return false;
}

export function frameAround(el: Element): HTMLIFrameElement | null {
  try {
    return el.ownerDocument.defaultView!.frameElement as HTMLIFrameElement | null;
  } catch {
    return null;
  }
}

/** Tag and id are enough to know it by, and say nothing that somebody typed. */
function brief(el: Element): string {
  const id = has(el, "id") ? ` with id "${attribute(el, "id")!.slice(0, 60)}"` : "";
  return `<${localName(el)}>${id}`;
}
