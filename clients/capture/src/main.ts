// The whole capture: limits in, one JSON string out.

import { withoutSecrets } from "./addresses";
import { collapsed, Output } from "./output";
import { type Limits, Walk } from "./walk";

const DEFAULTS: Limits = { nodes: 20_000, bytes: 4 * 1024 * 1024, depth: 512 };
const MAX_TITLE = 256;

export function capture(given: Partial<Limits>): string {
  const out = new Output();
  const walk = new Walk(out, { ...DEFAULTS, ...given });
  walk.page(document);
  return out.json(
    withoutSecrets(location.href) ?? "",
    collapsed(document.title, MAX_TITLE),
    [window.innerWidth, window.innerHeight],
    walk.truncated,
  );
}
