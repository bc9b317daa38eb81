// CSS as Playwright runs it where there are shadow roots: a step down may lead into one.

import { matching } from "../dom/natives";

export interface Compound {
  readonly css: string;
  /** What ties it to the one before; empty for the first. */
  readonly tie: string;
}

/** The compounds of each selector of a list, left to right. What the browser takes for CSS is read right. */
export function compoundsOf(css: string): Compound[][] {
  const list: Compound[][] = [];
  let parts: Compound[] = [];
  let [text, tie, next] = ["", "", ""];
  const end = (): void => {
    if (text) parts[parts.length] = { css: text, tie };
    [text, tie, next] = ["", next, ""];
  };
  for (let i = 0; i < css.length; ) {
    const at = css[i]!;
    const length = pieceLength(css, i);
    if (length === 1 && at === ",") {
      end();
      list[list.length] = parts;
      [parts, tie] = [[], ""];
    } else if (length === 1 && /[\s>+~]/.test(at)) {
      next = /\s/.test(at) ? next || " " : at;
    } else {
      if (next) end();
      text += css.slice(i, i + length);
    }
    i += length;
  }
  next = "";
  end();
  list[list.length] = parts;
  return list;
}

/** How many characters from here on belong together: an escape, a string, what is in brackets. */
function pieceLength(css: string, from: number): number {
  const open = css[from]!;
  if (open === "\\") return 2;
  const close = { "(": ")", "[": "]", '"': '"', "'": "'" }[open];
  if (!close) return 1;
  for (let i = from + 1; i < css.length; ) {
    if (css[i] === close) return i + 1 - from;
    i += open === '"' || open === "'" ? (css[i] === "\\" ? 2 : 1) : pieceLength(css, i);
  }
  return css.length - from;
}

/** Whether an element that the last compound matches stands as the ones before it say. */
export function stands(el: Element, parts: Compound[], at = parts.length - 1): boolean {
  if (at <= 0) return true;
  const { tie } = parts[at]!;
  const before = parts[at - 1]!.css;
  const isDown = tie === " " || tie === ">";
  let other = isDown ? outside(el) : el.previousElementSibling;
  for (; other; other = isDown ? outside(other) : other.previousElementSibling) {
    if (matching(other, before) && stands(other, parts, at - 1)) return true;
    if (tie === ">" || tie === "+") return false;
  }
  return false;
}

/** The element around it, the host of its shadow root where that is the next. */
export function outside(el: Element): Element | null {
  const root = el.parentNode;
  return el.parentElement ?? (root instanceof ShadowRoot ? root.host : null);
}
