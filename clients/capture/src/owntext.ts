// An element's own text, and where its children stand in it.

import { textOf } from "./dom/natives";
import type { Output } from "./output";

/** Of a text that is longer the rest is prose. */
const ENOUGH = 8 * 1024;
const SPACED_BEFORE = 1;
const SPACED_AFTER = 2;
const NONE = -1;

/** An element parts words, whether or not there is white space around it. */
export class OwnText {
  private said = "";
  /** What stands between the child before and the next, as written. */
  private run = "";
  private before = NONE;
  private place = 0;

  /** Where a text is typed, not even its length is told. */
  constructor(private isTold: boolean, private out: Output) {}

  add(node: Text): void {
    if (this.isTold && this.said.length + this.run.length < ENOUGH) this.run += textOf(node);
  }

  child(node: number): void {
    if (!this.isTold) return;
    const spaced = this.take() ? SPACED_BEFORE : 0;
    this.before = node;
    this.place = (this.said.length << 2) | spaced;
  }

  end(): string {
    if (this.isTold) this.take();
    return this.said;
  }

  /** Take the text up to here; true when white space ends it. */
  private take(): boolean {
    const { run } = this;
    const words = run && run.replace(/\s+/g, " ").trim();
    if (this.before !== NONE) {
      const place = this.place | (run && isSpace(run, 0) ? SPACED_AFTER : 0);
      if (place) this.out.setPlace(this.before, place);
    }
    if (words) this.said += this.said ? " " + words : words;
    this.run = "";
    return !!run && isSpace(run, run.length - 1);
  }
}

function isSpace(text: string, at: number): boolean {
  const code = text.charCodeAt(at);
  return code === 32 || (code > 8 && code < 14) || code === 160;
}
