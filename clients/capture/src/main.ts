// The whole capture: limits in, one JSON string out.

import { withOwnDom } from "./dom/pristine";
import { type Limits } from "./walk";
import { written } from "./written";

export function capture(given: Partial<Limits>): string {
  return withOwnDom(() => written(given, true).text);
}
