// Whether an element is ready for an action, as far as one moment tells it and without a touch.

import { outside } from "./compounds";
import { above, type Asked, coverAt, deepestAt, frameAround, gateOfState, HOLDS, middleOf, NOT_IN_VIEW, type Passed } from "../gate";
import { attribute, boundsOf, localName, set } from "../dom/natives";

const ON_A_CLICK: Asked = { visible: true, enabled: true, stable: true, receives_events: true };
const POINTS: Record<string, Asked> = {
  UNSPECIFIED: {}, READ: { visible: true }, HOVER: { visible: true, stable: true, receives_events: true },
  CLICK: ON_A_CLICK, CHECK: ON_A_CLICK, SELECT: ON_A_CLICK, FILL: { ...ON_A_CLICK, editable: true },
};
/** Animated properties that move nothing. */
const STILL = set("color", "opacity", "visibility", "filter", "backdropFilter", "fill", "stroke", "boxShadow", "textShadow",
  "outlineColor", "offset", "easing", "composite", "computedOffset", "backgroundColor", "backgroundImage",
  "backgroundPositionX", "backgroundPositionY", "borderTopColor", "borderRightColor", "borderBottomColor",
  "borderLeftColor", "caretColor", "cursor", "textDecorationColor", "columnRuleColor", "accentColor");

/** The first point that does not hold, and why; both empty when all do. */
export function readiness(el: Element, action: string): Passed {
  // A file is set whether one sees its field or not.
  if (localName(el) === "input" && /^file$/i.test(attribute(el, "type") ?? "")) return HOLDS;
  const asked = POINTS[action]!;
  const state = gateOfState(el, asked);
  if (state !== HOLDS) return state;
  if (asked.stable && isAnimated(el)) return ["stable", "it is moving"];
  const covered = asked.receives_events ? coverInView(el) : "";
  return covered ? ["receives_events", covered] : HOLDS;
}

function isAnimated(el: Element): boolean {
  const running = el.ownerDocument.getAnimations?.() ?? [];
  for (let i = 0; i < running.length; i++) {
    const effect = running[i]!.effect as KeyframeEffect | null;
    if (running[i]!.playState !== "running" || !effect?.target) continue;
    if (!effect.pseudoElement && isWithin(el, effect.target) && moves(effect)) return true;
  }
  return false;
}

function isWithin(el: Element, around: Element): boolean {
  for (let at: Element | null = el; at; at = above(at)) if (at === around) return true;
  return false;
}

function moves(effect: KeyframeEffect): boolean {
  const frames = effect.getKeyframes();
  for (let i = 0; i < frames.length; i++) for (const name in frames[i]!) if (!STILL[name]) return true;
  return false;
}

/** What is above it where it is in view; a runner brings it into view before it acts. */
function coverInView(el: Element): string {
  for (let at: Element | null = el; at; at = frameAround(at)) if (!isInView(at)) return "";
  const covered = coverAt(el);
  return covered && covered !== NOT_IN_VIEW && !comesFree(el) ? covered : "";
}

/** Whether what is above it stays where it is when the page is scrolled, and the element does not. */
function comesFree(el: Element): boolean {
  const [page, view, at] = [el.ownerDocument, el.ownerDocument.defaultView!, middleOf(el)];
  const hit = at && deepestAt(page, at[0], at[1]);
  const bar = hit && pinnedAround(hit);
  if (!bar || pinnedAround(el)) return false;
  const [box, over] = [boundsOf(el), boundsOf(bar)];
  const most = (page.scrollingElement?.scrollHeight ?? 0) - view.innerHeight;
  const places = [(view.innerHeight - box.height) / 2, view.innerHeight - box.height, 0];
  for (let i = 0; i < places.length; i++) {
    const scrolled = Math.max(0, Math.min(most, view.scrollY + box.top - places[i]!));
    const y = box.top + view.scrollY - scrolled + box.height / 2;
    if (y > 0 && y < view.innerHeight && (y < over.top || y > over.bottom)) return true;
  }
  return false;
}

function pinnedAround(el: Element): Element | null {
  const view = el.ownerDocument.defaultView!;
  for (let at: Element | null = el; at; at = above(at)) if (/^(fixed|sticky)$/.test(view.getComputedStyle(at).position)) return at;
  return null;
}

function isInView(el: Element): boolean {
  const view = el.ownerDocument.defaultView!;
  let { left, top, right, bottom } = boundsOf(el);
  const clip = (box: { left: number; top: number; right: number; bottom: number }): void => {
    [left, top] = [Math.max(left, box.left), Math.max(top, box.top)];
    [right, bottom] = [Math.min(right, box.right), Math.min(bottom, box.bottom)];
  };
  clip({ left: 0, top: 0, right: view.innerWidth, bottom: view.innerHeight });
  for (let at = outside(el); at; at = outside(at)) {
    const isPage = at === at.ownerDocument.documentElement || at === at.ownerDocument.body;
    const { overflowX, overflowY } = view.getComputedStyle(at);
    if (!isPage && (overflowX !== "visible" || overflowY !== "visible")) clip(boundsOf(at));
  }
  return right - left > 0.5 && bottom - top > 0.5;
}
