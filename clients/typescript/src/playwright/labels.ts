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

/** What the element of a frame says of it: its name, else its id, and its URL; "" where another origin keeps that. */
export type Told = readonly [name: string, url: string];

/** Runs in the page; null: the element is none of a frame. */
export function toldBy(element: Element): Told | null {
  if (!/^i?frame$/.test(element.localName)) return null;
  const frame = element as HTMLIFrameElement;
  let url = "";
  try {
    url = frame.contentWindow?.location.href ?? "";
  } catch {
    // of another origin
  }
  return [frame.name || frame.id, url];
}

/** The frames of which their elements say this. */
export function framesTold([name, url]: Told, frames: readonly Frame[]): readonly Frame[] {
  return frames.filter((one) => one.name() === name && (name !== "" || one.url() === url));
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
