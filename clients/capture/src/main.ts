// The whole capture: limits in, one JSON string out.

import { type Limits } from "./walk";
import { written } from "./written";

export function capture(given: Partial<Limits>): string {
  return written(given, true).text;
}
