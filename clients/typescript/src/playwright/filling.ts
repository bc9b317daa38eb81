import type { Locator } from "playwright-core";
import { LOST } from "../gen/lost_script.js";
import type { Filling } from "../session/filling.js";
import type { Native } from "../session/flow.js";

type IsLost = (fields: Element[], text: unknown) => boolean;

// Playwright hands what it finds to a function only, not to a text that makes one.
const isLost = new Function(`return (${LOST})`)() as IsLost;

/** The same action; one that puts a text into a field asks whether that is lost, too. */
export function filling<T>(
  method: string,
  given: readonly unknown[],
  native: Native<Locator, T>,
): Native<Locator, T> | Filling<Locator, T> {
  if (method !== "fill" && method !== "clear") return native;
  const text = method === "fill" ? given[0] : "";
  return Object.assign(native, { isLost: (found: Locator) => found.evaluateAll(isLost, text) });
}
