// A page's capture as JSON text, and the element of each node in it.

import { withoutSecrets } from "./addresses";
import { collapsed, Output } from "./output";
import { type Limits, Walk } from "./walk";

const DEFAULTS: Limits = { nodes: 20_000, bytes: 4 * 1024 * 1024, depth: 512 };
const MAX_TITLE = 256;

export interface Written {
  readonly text: string;
  readonly truncated: boolean;
  readonly elements: (Element | null)[];
}

export function written(given: Partial<Limits>, entersFrames: boolean): Written {
  const out = new Output();
  const walk = new Walk(out, { ...DEFAULTS, ...given }, entersFrames);
  walk.page(document);
  const { truncated, elements } = walk;
  const text = out.json(
    withoutSecrets(location.href) ?? "",
    collapsed(document.title, MAX_TITLE),
    [window.innerWidth, window.innerHeight],
    truncated,
  );
  return { text, truncated, elements };
}
