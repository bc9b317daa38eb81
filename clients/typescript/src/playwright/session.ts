import type { BrowserContext, Locator, Page } from "playwright-core";
import type { Client } from "../client.js";
import { Session, type Tab } from "../session/session.js";
import type { SessionOptions } from "../session/settings.js";
import type { ElementOptions } from "../session/target.js";
import { type Element, elementOf } from "./element.js";
import { PlaywrightPlace } from "./place.js";
import { wrapContext, wrapPage } from "./wrap.js";

/** A session whose pages are Playwright's. */
export class PlaywrightSession extends Session {
  readonly #byPage = new WeakMap<Page, Tab<Locator>>();
  readonly #wrapped = new WeakMap<Page, Page>();
  readonly #own = new WeakMap<Page, Page>();
  readonly #contexts = new WeakMap<BrowserContext, BrowserContext>();

  constructor(client: Client, options: SessionOptions) {
    super(client, options);
  }

  /** An element of a page by its name; nothing is looked for until it is used. */
  element(page: Page, name: string, options: ElementOptions = {}): Element {
    return elementOf(this.tab(page), { element: name, ...options });
  }

  /** A page whose locators heal; as they are written, they are the names of their elements. */
  wrap<P extends Page>(page: P): P {
    if (this.#own.has(page)) return page;
    const wrapped = (this.#wrapped.get(page) as P | undefined) ?? wrapPage(this, page);
    this.#wrapped.set(page, wrapped);
    this.#own.set(wrapped, page);
    this.tab(page); // from now on it is followed
    return wrapped;
  }

  contextOf(context: BrowserContext): BrowserContext {
    const wrapped = this.#contexts.get(context) ?? wrapContext(this, context);
    this.#contexts.set(context, wrapped);
    return wrapped;
  }

  tab(given: Page): Tab<Locator> {
    const page = this.#own.get(given) ?? given;
    const known = this.#byPage.get(page);
    if (known !== undefined) return known;
    const tab = this.open(new PlaywrightPlace(page));
    // A new document at the same URL is another visit.
    page.on("domcontentloaded", () => tab.endVisit());
    page.on("framenavigated", (frame) => {
      if (frame.parentFrame() === null && this.isOpen(tab)) tab.askAhead();
    });
    page.on("close", () => this.leave(tab));
    this.#byPage.set(page, tab);
    return tab;
  }
}
