// The arrays of format 1 as JSON text, written as they grow so that the size is always known.

const HEX = "0123456789abcdef";

/** A JSON literal and its size in UTF-8; lone surrogates become replacement characters. */
export function quoted(text: string): { json: string; bytes: number } {
  let json = '"';
  let bytes = 2;
  let kept = 0;
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    if (code > 34 && code < 128 && code !== 92) {
      bytes += 1;
      continue;
    }
    const [put, size, units] = special(text, i, code);
    bytes += size;
    if (put !== null) {
      json += text.slice(kept, i) + put;
      kept = i + 1;
    }
    i += units - 1;
  }
  return { json: json + text.slice(kept) + '"', bytes };
}

/** What to put in place of a character (null: itself), its bytes, and how many units it took. */
function special(text: string, at: number, code: number): [string | null, number, number] {
  if (code === 34 || code === 92) return ["\\" + text[at]!, 2, 1];
  if (code < 32) return ["\\u00" + HEX[code >> 4]! + HEX[code & 15]!, 6, 1];
  if (code < 128) return [null, 1, 1];
  if (code < 0x800) return [null, 2, 1];
  if (code < 0xd800 || code > 0xdfff) return [null, 3, 1];
  const next = code < 0xdc00 ? text.charCodeAt(at + 1) : 0;
  return next >= 0xdc00 && next <= 0xdfff ? [null, 4, 2] : ["\ufffd", 3, 1];
}

/** A string, never cut inside a surrogate pair. */
export function cut(text: string, length: number): string {
  if (text.length <= length) return text;
  const last = text.charCodeAt(length - 1);
  return text.slice(0, last >= 0xd800 && last < 0xdc00 ? length - 1 : length);
}

/** White space collapsed and trimmed, read no further than `length` characters of the answer. */
export function collapsed(text: string, length: number): string {
  const bounded = text.length > 4 * length ? text.slice(0, 4 * length) : text;
  return cut(bounded.replace(/\s+/g, " ").trim(), length);
}

/** Joined with commas, without the join that a page may have replaced. */
function joined(values: number[]): string {
  let text = "";
  for (let i = 0; i < values.length; i++) text += i ? "," + values[i]! : values[i]!;
  return text;
}

/** Characters of an integer and its comma. */
function widthOf(value: number): number {
  let width = value < 0 ? 3 : 2;
  for (let rest = value < 0 ? -value : value; rest >= 10; rest /= 10) width += 1;
  return width;
}

const COLUMNS = [
  "parent", "tag", "attr_count", "attrs", "text", "place", "role", "name", "flags", "rect",
] as const;
type Column = (typeof COLUMNS)[number];

export class Output {
  bytes = 0;
  private columns: Record<Column, number[]>;
  private places: Record<string, number> = Object.create(null);
  private strings = "";
  private count = 0;

  constructor() {
    this.columns = {
      parent: [], tag: [], attr_count: [], attrs: [], text: [], place: [], role: [], name: [], flags: [], rect: [],
    };
    this.place("");
  }

  /** The index of a string in the table. */
  place(text: string): number {
    const known = this.places[text];
    if (known !== undefined) return known;
    const { json, bytes } = quoted(text);
    this.strings += this.count ? "," + json : json;
    this.bytes += bytes + 1;
    this.places[text] = this.count;
    return this.count++;
  }

  put(column: Column, value: number): void {
    const values = this.columns[column];
    values[values.length] = value;
    this.bytes += widthOf(value);
  }

  /** The text of a node that has none yet; it is known only after the nodes inside it. */
  setText(node: number, text: string): void {
    const place = this.place(text);
    this.columns.text[node] = place;
    this.bytes += widthOf(place);
  }

  /** Where a node stands in its parent's text; it is known only after what follows it. */
  setPlace(node: number, place: number): void {
    this.columns.place[node] = place;
    this.bytes += widthOf(place);
  }

  json(url: string, title: string, viewport: [number, number], truncated: boolean): string {
    const head =
      `{"format":1,"url":${quoted(url).json},"title":${quoted(title).json},` +
      `"viewport":[${viewport[0]},${viewport[1]}],"truncated":${truncated},"strings":[${this.strings}]`;
    let body = "";
    for (let i = 0; i < COLUMNS.length; i++) {
      body += `,"${COLUMNS[i]}":[${joined(this.columns[COLUMNS[i]!])}]`;
    }
    return head + body + "}";
  }
}
