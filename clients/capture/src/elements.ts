// What the daemon itself asks of a page: which element a captured node is, what one element is, and
// whether it can be acted on. Playwright finds the elements.

import { gate, type Asked, type Passed, shownNow } from "./gate";
import { withOwnDom } from "./dom/pristine";
import { describe, type Description } from "./single";
import { type Limits } from "./walk";
import { type Written, written } from "./written";

/** A capture of one document alone, frames have their own, with its elements. */
class Held {
  constructor(private made: Written) {}

  text(): [text: string, truncated: boolean, nodes: number] {
    return [this.made.text, this.made.truncated, this.made.elements.length];
  }

  /** How many elements a selector matches, and whether one of them is that of a node. */
  probe(found: Element[], node: number): [matches: number, ours: boolean] {
    let ours = false;
    for (let i = 0; i < found.length; i++) if (found[i] === this.made.elements[node]) ours = true;
    return [found.length, ours];
  }

  /** The node of the one element a selector matches, -1 when it matches another number of them. */
  nodeOf(found: Element[]): number {
    const { elements } = this.made;
    for (let i = 0; found.length === 1 && i < elements.length; i++) if (elements[i] === found[0]) return i;
    return -1;
  }

  isShown(node: number): boolean {
    const el = this.made.elements[node];
    return !!el && el.isConnected && shownNow(el);
  }
}

export function hold(given: Partial<Limits>): Held {
  return new Held(withOwnDom(() => written(given, false)));
}

/** How many elements a selector matches, and what the only one is. */
export function identify(found: Element[]): [matches: number, is: Description | null] {
  return [found.length, found.length === 1 ? withOwnDom(() => describe(found[0]!)) : null];
}

/** Whether the one element a selector matches can be acted on. */
export async function pass(found: Element[], asked: Asked): Promise<Passed> {
  return found.length === 1 ? gate(found[0]!, asked) : ["unique", `it matches ${found.length} elements`];
}
