import { createHash } from "node:crypto";
import type { Selector, SelectorStrategy } from "../gen/pacts/v1/element.js";
import type { Access, Page } from "../model.js";

/** A frame that the page's own capture could not enter. */
export interface CapturedFrame {
  readonly name: string;
  readonly url: string;
  readonly text: string;
}

/** A page as the capture script saw it. */
export interface Captured {
  readonly text: string;
  /** What a daemon knows the page by: of its text alone. */
  readonly digest: string;
  /** Tells the page from what it was and will be, with its frames. */
  readonly state: string;
  readonly frames: readonly CapturedFrame[];
}

/** An action that is to be done only where the check of its element holds. */
export interface CheckedAction<N> {
  readonly frame: string;
  /** The check's input as JSON. */
  readonly input: string;
  /** Which of its selectors is to be right; another one that is, is a refusal. */
  readonly at: number;
  readonly selector: Selector;
  readonly native: (native: N) => Promise<unknown>;
  /**
   * The runner's own locator, which is to act: it is to find one element, the selector's. A selector without a
   * value is that element's path.
   */
  readonly own?: N;
}

/** An action was carried out: what it returned, or how it failed. */
export type Acted =
  | { readonly kind: "done"; readonly value: unknown }
  | { readonly kind: "failed"; readonly error: unknown };

/** What came of it; refused: nothing was done, and this is the `Verification` as JSON. */
export type Came = Acted | { readonly kind: "refused"; readonly check: string };

/** What the action returned; throws that it failed. */
export function resultOf(acted: Acted): unknown {
  if (acted.kind === "failed") throw acted.error;
  return acted.value;
}

/** One page of a runner, as far as a session has to know it; `N` is the runner's own element. */
export interface Place<N> {
  /** The selectors that the runner understands; empty: all. */
  readonly strategies: readonly SelectorStrategy[];
  /** Where the page is now. */
  url(): string;
  /** Evaluates the check script in a frame (by name or URL; "": the page) with its input as JSON. */
  check(frame: string, script: string, input: string): Promise<string>;
  /** Checks and acts in one call; undefined: the runner can't, and nothing was done. */
  actChecked?(script: string, action: CheckedAction<N>): Promise<Came | undefined>;
  /** Captures the page, and the frames that its capture cannot enter. */
  capture(script: string): Promise<Captured>;
  /** The runner's own element of a selector, not looked for yet. */
  native(frame: string, selector: Selector): N;
  /** Clicks what a CSS selector finds in the page if it is shown; tells whether it was. */
  dismiss(css: string): Promise<boolean>;
}

export function captured(text: string, frames: readonly CapturedFrame[]): Captured {
  return { text, digest: sha256(text), state: sha256(JSON.stringify([text, frames])), frames };
}

const sha256 = (text: string): string => createHash("sha256").update(text, "utf8").digest("hex");

/** The page itself, as it comes with a call. */
export function accessOf(page: Captured): Access {
  return { page: { source: { $case: "capture", value: page.text }, frames: framesOf(page) } };
}

/** The page by its digest, for a daemon that was sent it already. */
export function accessByDigest(page: Captured): Access {
  return { page: { source: { $case: "digest", value: Buffer.from(page.digest, "hex") }, frames: framesOf(page) } };
}

function framesOf(page: Captured): NonNullable<Page["frames"]> {
  return page.frames.map(({ name, url, text }) => ({ name, url, page: { source: { $case: "capture", value: text } } }));
}
