// What each test of a session has anew: an application of its own, a tab, and sessions that are closed after it.
import type { Browser, BrowserContext, Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, beforeEach } from "vitest";
import type { Client, SessionOptions } from "../src/index.js";
import { Session } from "../src/playwright/index.js";
import type { Site } from "./site.js";
import { type Surroundings, surroundings } from "./surroundings.js";

export class Bed {
  context!: BrowserContext;
  tab!: Page;
  session!: Session;
  #around!: Surroundings;
  #apps = 0;
  #opened: Session[] = [];

  /** Hooks itself into the tests of the file that makes it; what is of one test is there while it runs. */
  constructor(
    private readonly name: string,
    private readonly options: Partial<SessionOptions> = {},
  ) {
    beforeAll(async () => {
      this.#around = await surroundings();
    });
    afterAll(() => this.#around.stop());
    beforeEach(async () => {
      this.#apps += 1;
      this.context = await this.browser.newContext();
      this.tab = await this.context.newPage();
      this.session = this.sessionWith({});
    });
    afterEach(async () => {
      for (const session of this.#opened.splice(0)) await session.close();
      await this.context.close();
    });
  }

  get browser(): Browser {
    return this.#around.browser;
  }

  get site(): Site {
    return this.#around.site;
  }

  get client(): Client {
    return this.#around.client;
  }

  /** The application that no other test asks about. */
  get app(): string {
    return `${this.name}-${this.#apps}`;
  }

  /** Another session of this test. */
  sessionWith(options: Partial<SessionOptions>): Session {
    const session = new Session(this.client, { app: this.app, environment: "test", ...this.options, ...options });
    this.#opened.push(session);
    return session;
  }

  /** Shows a page as the site has it from now on. */
  async show(path: string, html: string, tab = this.tab): Promise<void> {
    this.site.pages.set(path, html);
    await tab.goto(`${this.site.origin}${path}`);
  }
}
