// The DOM as the browser made it, where a page has replaced what leads through it. Polyfills of shadow
// roots do: the page's own scripts are shown roots that are not there, and what is in them is hidden.
// Runners see the document as it is, and so must we. A frame that is gone at once has it unchanged.

interface Replaced {
  readonly on: object;
  readonly name: string;
  readonly pages: PropertyDescriptor;
  readonly own: PropertyDescriptor;
}

const KEPT = Symbol.for("pacts.dom");
const WHERE = ["EventTarget", "Node", "Element", "HTMLElement", "Document", "DocumentFragment", "ShadowRoot", "HTMLSlotElement"];
const WAYS: [on: object, name: string][] = [
  [Node.prototype, "firstChild"], [Node.prototype, "childNodes"], [Node.prototype, "parentNode"],
  [Element.prototype, "shadowRoot"], [Element.prototype, "querySelectorAll"], [Document.prototype, "querySelectorAll"],
];

const replaced: Replaced[] = isReplaced() ? kept() : [];

/** What the browser has on a prototype, whatever the page has put in its place. */
export function ownDescriptor(on: object, name: string): PropertyDescriptor | undefined {
  for (let i = 0; i < replaced.length; i++) if (replaced[i]!.on === on && replaced[i]!.name === name) return replaced[i]!.own;
  return Object.getOwnPropertyDescriptor(on, name);
}

/** The methods of a prototype, as the browser has them. */
export function methodsOf<T extends object>(on: T): T {
  const made = Object.create(on) as T;
  for (let i = 0; i < replaced.length; i++) {
    if (replaced[i]!.on === on) Object.defineProperty(made, replaced[i]!.name, replaced[i]!.own);
  }
  return made;
}

/** Run `work` on the DOM as the browser made it; all is put back before the page runs. */
export function withOwnDom<T>(work: () => T): T {
  for (let i = 0; i < replaced.length; i++) Object.defineProperty(replaced[i]!.on, replaced[i]!.name, replaced[i]!.own);
  try {
    return work();
  } finally {
    for (let i = 0; i < replaced.length; i++) Object.defineProperty(replaced[i]!.on, replaced[i]!.name, replaced[i]!.pages);
  }
}

function isReplaced(): boolean {
  for (let i = 0; i < WAYS.length; i++) {
    const there = Object.getOwnPropertyDescriptor(WAYS[i]![0], WAYS[i]![1]);
    if (there && !isBrowsers(there)) return true;
  }
  return false;
}

function isBrowsers(there: PropertyDescriptor): boolean {
  const code = there.get ?? there.value;
  return typeof code !== "function" || /\{\s*\[native code\]\s*\}$/.test(Function.prototype.toString.call(code));
}

/** Found once for a document. */
function kept(): Replaced[] {
  const window_ = window as unknown as Record<symbol, Replaced[] | undefined>;
  const known = window_[KEPT];
  if (known) return known;
  const made = compared();
  Object.defineProperty(window, KEPT, { value: made, configurable: true });
  return made;
}

function compared(): Replaced[] {
  const made: Replaced[] = [];
  const frame = document.createElement("iframe");
  frame.style.display = "none";
  document.documentElement.appendChild(frame);
  const clean = frame.contentWindow as unknown as Record<string, { prototype: object } | undefined> | null;
  for (let i = 0; clean && i < WHERE.length; i++) {
    const own = clean[WHERE[i]!]?.prototype;
    const pages = (window as unknown as Record<string, { prototype: object } | undefined>)[WHERE[i]!]?.prototype;
    if (own && pages) compare(pages, own, made);
  }
  frame.remove();
  return made;
}

function compare(pages: object, own: object, made: Replaced[]): void {
  const names = Object.getOwnPropertyNames(own);
  for (let i = 0; i < names.length; i++) {
    const name = names[i]!;
    const there = Object.getOwnPropertyDescriptor(pages, name);
    if (name === "constructor" || !there?.configurable || isBrowsers(there)) continue;
    made[made.length] = { on: pages, name, pages: there, own: Object.getOwnPropertyDescriptor(own, name)! };
  }
}
