// The canonical form of a locator: as it is written, and the same for each way to write it.
import { createHash } from "node:crypto";
import type { Locator } from "playwright-core";
import { type Selector, SelectorStrategy } from "../gen/pacts/v1/element.js";

/** A step of a locator: its form and, where a selector can say the same, that. */
export interface Step {
  readonly form: string;
  readonly selector?: Selector;
}

type Options = Readonly<Record<string, unknown>>;

const FILTERS = [
  ["hasText", "has-text"],
  ["hasNotText", "has-not-text"],
  ["has", "has"],
  ["hasNot", "has-not"],
  ["visible", "visible"],
] as const;
// The longest name that a query takes; the end of a longer one is its hash.
const MAX_NAME_BYTES = 512;
const ENGINE = /^[a-z][\w:-]*=/i;
const BY_TEXT: Readonly<Record<string, [form: string, strategy: SelectorStrategy]>> = {
  getByText: ["text", SelectorStrategy.TEXT],
  getByLabel: ["label", SelectorStrategy.LABEL],
  getByPlaceholder: ["placeholder", SelectorStrategy.PLACEHOLDER],
  getByAltText: ["alt", SelectorStrategy.ALT_TEXT],
  getByTitle: ["title", SelectorStrategy.TITLE],
};

// What a locator that was made of a wrapped page is called.
const NAMES = new WeakMap<object, string>();

/** Notes what a locator is called, for the names of those that it is a part of. */
export function called(locator: object, name: string): void {
  NAMES.set(locator, name);
}

/** The methods that make a locator of another. */
export const MAKERS = new Set([
  "locator",
  "getByRole",
  "getByTestId",
  "filter",
  "first",
  "last",
  "nth",
  "and",
  "or",
  ...Object.keys(BY_TEXT),
]);

/** Returns what a call of one of them adds to a locator; undefined: something that has no form. */
export function stepOf(method: string, given: readonly unknown[]): Step | undefined {
  const [first, options = {}] = given as [unknown, Options?];
  if (method === "locator") return locatorStep(first, options);
  if (method === "getByRole") return roleStep(String(first), options);
  if (method === "getByTestId") return { form: `testid=${quoted(first)}` };
  if (method === "first") return { form: "nth=0" };
  if (method === "last") return { form: "nth=-1" };
  if (method === "nth") return { form: `nth=${first}` };
  if (method === "filter") return filterStep((first ?? {}) as Options);
  if (method === "and" || method === "or") return { form: `${method}=(${told(first)})` };
  const [form, strategy] = BY_TEXT[method] ?? [];
  if (form === undefined || strategy === undefined) return undefined;
  return { form: `${form}=${quoted(first)}`, selector: exactly(first, options, { strategy }) };
}

/** Joins steps into the name of an element. */
export function nameOf(steps: readonly Step[]): string {
  const name = steps.map((step) => step.form).join(" >> ");
  const bytes = Buffer.from(name);
  if (bytes.length <= MAX_NAME_BYTES) return name;
  const kept = new TextDecoder("utf-8", { ignoreBOM: true }).decode(bytes.subarray(0, MAX_NAME_BYTES - 24));
  return `${kept.replace(/\ufffd+$/, "")}…${createHash("sha256").update(bytes).digest("hex").slice(0, 16)}`;
}

/** The selector that says the same as a locator: as written, else one that leads to its element; none leads into a closed shadow root. */
export async function selectorOf(steps: readonly Step[], locator: Locator): Promise<Selector | undefined> {
  const [only, ...more] = steps;
  const written = more.length === 0 ? only?.selector : undefined;
  if (written !== undefined && written.strategy !== SelectorStrategy.CSS) return written;
  const [value, positional] = await locator.evaluate(pathTo, written?.value ?? "");
  if (value === "") return undefined;
  return { strategy: SelectorStrategy.CSS, value, positional, role: "", attribute: "" };
}

function locatorStep(first: unknown, options: Options): Step | undefined {
  const filtered = filterStep(options);
  if (filtered !== undefined) {
    const whole = locatorStep(first, {});
    return whole && { form: `${whole.form} >> ${filtered.form}` };
  }
  if (typeof first !== "string") return isLocator(first) ? { form: told(first) } : undefined;
  const text = first.trim();
  if (/^\.?\.?\//.test(text) || text.startsWith("(//")) return xpathStep(text);
  if (text.startsWith("xpath=")) return xpathStep(text.slice("xpath=".length));
  if (ENGINE.test(text) && !text.startsWith("css=")) return { form: text };
  const css = text.replace(/^css=/, "");
  return { form: `css=${css}`, selector: made({ strategy: SelectorStrategy.CSS, value: css }) };
}

function xpathStep(value: string): Step {
  return { form: `xpath=${value}`, selector: made({ strategy: SelectorStrategy.XPATH, value }) };
}

function roleStep(role: string, { name, exact, ...states }: Options): Step {
  const parts = Object.entries({ ...(name === undefined ? {} : { name }), ...states });
  const form = `role=${role}${parts.map(([key, value]) => `[${key}=${quoted(value)}]`).join("")}`;
  const isWhole = Object.keys(states).length === 0 && name !== undefined;
  const selector = isWhole ? exactly(name, { exact }, { strategy: SelectorStrategy.ROLE, role }) : undefined;
  return { form, selector };
}

function filterStep(options: Options): Step | undefined {
  const given = FILTERS.filter(([option]) => options[option] !== undefined);
  if (given.length === 0) return undefined;
  return { form: given.map(([option, form]) => `${form}=${told(options[option])}`).join(" >> ") };
}

function isLocator(value: unknown): value is object {
  return typeof value === "object" && value !== null && "boundingBox" in value;
}

/** A value as a name has it: a locator by its own. */
function told(value: unknown): string {
  if (!isLocator(value)) return quoted(value);
  return NAMES.get(value) ?? String(value);
}

// A selector of the daemon means the whole text; what Playwright matches in part has none.
function exactly(text: unknown, { exact }: Options, selector: Partial<Selector> & Pick<Selector, "strategy">) {
  return typeof text === "string" && exact === true ? made({ ...selector, value: text }) : undefined;
}

function made(selector: Partial<Selector> & Pick<Selector, "strategy">): Selector {
  return { value: "", role: "", attribute: "", positional: false, ...selector };
}

function quoted(value: unknown): string {
  return typeof value === "string" ? JSON.stringify(value) : String(value);
}

/** Runs in the page: the CSS as written if it is plain CSS, else a path; "" inside a closed shadow root. */
function pathTo(element: Element, css: string): [css: string, positional: boolean] {
  const leads = (selector: string) => {
    try {
      const found = document.querySelectorAll(selector);
      return found.length === 1 && found[0] === element;
    } catch {
      return false; // Playwright's own CSS
    }
  };
  if (css !== "" && leads(css)) return [css, false];
  if (element.getRootNode() !== document) return [through(element), true];
  let path = "";
  for (let at: Element | null = element; at !== null; at = at.parentElement) {
    const step = at.id ? `#${CSS.escape(at.id)}` : `${at.localName}:nth-child(${placeOf(at)})`;
    path = path === "" ? step : `${step} > ${path}`;
    if (leads(path)) return [path, path.includes(":nth-child(")];
  }
  return [through(element), true]; // ids that stand there twice

  /** A path through open shadow roots, which a step down enters. */
  function through(one: Element): string {
    const around = one.parentNode;
    if (around === document) return one.localName;
    const isOpen = around instanceof ShadowRoot && around.mode === "open";
    const before = isOpen ? around.host : one.parentElement;
    const whole = before === null ? "" : through(before);
    return whole === "" ? "" : `${whole} > ${CSS.escape(one.localName)}:nth-child(${placeOf(one)})`;
  }

  function placeOf(one: Element): number {
    return Array.from((one.parentNode as ParentNode | null)?.children ?? [one]).indexOf(one) + 1;
  }
}
