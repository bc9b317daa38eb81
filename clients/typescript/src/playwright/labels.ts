import type { Frame } from "playwright-core";

/** The frames of a page as they are now. */
export type Labels = () => readonly Frame[];

const MAX_BYTES = 512;

/** What a query calls one of a page's frames; undefined: nothing tells it from the others. */
export function labelOf(frame: Frame, frames: readonly Frame[]): string | undefined {
  if (frame.parentFrame() === null) return "";
  const label = frame.name() || (frame.url().startsWith("http") ? withoutQuery(frame.url()) : "");
  const meant = label === "" ? [] : labelled(label, frames);
  return meant.length === 1 && meant[0] === frame && Buffer.byteLength(label) <= MAX_BYTES ? label : undefined;
}

/** The frames of a name, else of a URL, else of one without its query. */
export function labelled(label: string, frames: readonly Frame[]): readonly Frame[] {
  const ways = [
    (one: Frame) => one.name() === label,
    (one: Frame) => one.url() === label,
    (one: Frame) => withoutQuery(one.url()) === label,
  ];
  return ways.map((way) => frames.filter(way)).find((found) => found.length > 0) ?? [];
}

function withoutQuery(url: string): string {
  return url.replace(/[?#].*$/s, "");
}
