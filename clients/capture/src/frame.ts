// Where a document stands on the page of the topmost one.

import { boundsOf } from "./dom/natives";

export interface Frame {
  readonly view: Window & typeof globalThis;
  /** What to add to a box of this document to get coordinates of the page. */
  readonly left: number;
  readonly top: number;
  readonly receivesPointer: boolean;
}

export function topFrame(view: Window & typeof globalThis): Frame {
  return { view, left: view.scrollX, top: view.scrollY, receivesPointer: true };
}

/** The frame an element shows, or null when its document has no window any more. */
export function insideFrame(el: HTMLIFrameElement, document: Document, around: Frame): Frame | null {
  const view = document.defaultView;
  if (!view) return null;
  const box = boundsOf(el);
  const style = around.view.getComputedStyle(el);
  return {
    view,
    left: around.left + box.left + el.clientLeft + (parseFloat(style.paddingLeft) || 0),
    top: around.top + box.top + el.clientTop + (parseFloat(style.paddingTop) || 0),
    receivesPointer: around.receivesPointer && style.pointerEvents !== "none",
  };
}
