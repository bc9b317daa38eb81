// Which attributes are taken, and how much of them. What a user typed or a server hid never is.

import { queryDigest, withoutSecrets } from "./addresses";
import { attribute, set } from "./dom/natives";
import { cut } from "./output";

// No element of a real page has as many; a generated one must not fill the capture by itself.
const MAX_ATTRIBUTES = 64;
// What identifies is shorter; a list of utility classes alone may be longer. `drift_core` reads what reaches these bounds as cut
// (`evaluate/captured.rs`).
const SHORT = 256;
const LONG = 1024;

const KEPT = set(
  "abbr", "accept", "accesskey", "align", "alt", "autocomplete", "cols", "colspan", "contenteditable",
  "dir", "disabled", "download", "draggable", "enctype", "for", "form", "formmethod", "headers", "height",
  "hidden", "id", "inert", "inputmode", "is", "ismap", "itemid", "itemprop", "itemscope", "itemtype",
  "label", "lang", "list", "max", "maxlength", "method", "min", "minlength", "multiple", "name",
  "open", "part", "pattern", "placeholder", "popover", "popovertarget", "readonly", "rel",
  "required", "reversed", "role", "rows", "rowspan", "scope", "shape", "size", "slot", "span", "start",
  "step", "summary", "tabindex", "target", "title", "type", "usemap", "width", "wrap",
);
const ADDRESSES = set("href", "src", "action", "formaction", "cite", "poster", "xlink:href");
const TARGETS = set("href", "action", "formaction");
const QUERY = "data-pacts-query";
const READ_BY_PEOPLE = set("alt", "aria-description", "aria-label", "aria-placeholder", "label",
  "placeholder", "summary", "title");
const VALUES = set("aria-valuenow", "aria-valuetext");
const OF_A_SECRET = set("type", "name", "id", "class", "role", "for", "form", "placeholder", "title",
  "autocomplete", "aria-label", "aria-labelledby", "aria-describedby", "aria-required", "required",
  "disabled", "readonly", "tabindex", "maxlength", "minlength");
const CONTROLS = set("input", "textarea", "select", "option", "button", "output");
const WITHOUT = set("script", "style", "link", "meta", "base", "head", "noscript", "template", "track",
  "source", "param");

const TEST_ID = /^data-(test|qa|cy|e2e|automation)/;
const TELLING = /value|token|secret|passw|pwd|csrf|xsrf|nonce|auth|session|credential|api-?key|state/;

type Take = (name: string, value: string) => void;

/** Hand every kept attribute to `take`; false when some were left out for their size or number. */
export function takeAttributes(el: Element, tag: string, names: string[], take: Take): boolean {
  if (!names.length || WITHOUT[tag]) return true;
  const isSecret = tag === "input" && /^password$/i.test(attribute(el, "type") ?? "");
  let taken = 0;
  let isWhole = true;
  for (let i = 0; i < names.length; i++) {
    const name = names[i]!;
    if (!isKept(name, tag, isSecret)) continue;
    const value = bounded(name, attribute(el, name) ?? "");
    if (value === null || taken === MAX_ATTRIBUTES) {
      isWhole = false;
      continue;
    }
    take(name, value);
    taken += 1;
    const query = TARGETS[name] ? queryDigest(attribute(el, name) ?? "") : null;
    if (query !== null) take(QUERY, query);
  }
  return isWhole;
}

function isKept(name: string, tag: string, isSecret: boolean): boolean {
  if (name.length > 64) return false;
  if (isSecret) return OF_A_SECRET[name] || TEST_ID.test(name);
  if (name === "class" || KEPT[name] || ADDRESSES[name]) return true;
  if (name.startsWith("aria-")) return !VALUES[name];
  if (!name.startsWith("data-")) return false;
  return TEST_ID.test(name) || (!CONTROLS[tag] && !TELLING.test(name));
}

/** A value that would be another one when cut is left out instead. */
function bounded(name: string, value: string): string | null {
  if (name === "class") return value.length <= LONG ? value : value.slice(0, LONG).replace(/\S*$/, "");
  if (ADDRESSES[name]) return withoutSecrets(value);
  if (READ_BY_PEOPLE[name]) return cut(value, SHORT);
  return value.length <= SHORT ? value : null;
}
