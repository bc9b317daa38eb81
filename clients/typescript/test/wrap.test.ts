// Locators as a suite has them already, on a page that is wrapped.
import { expect as playwrightExpect } from "@playwright/test";
import type { Browser, Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from "vitest";
import type { Client } from "../src/index.js";
import { Session } from "../src/playwright/index.js";
import type { Site } from "./site.js";
import { type Surroundings, surroundings } from "./surroundings.js";

const form = (inner: string) =>
  `<!doctype html><title>Login</title><main><h1>Welcome back</h1><p>Please sign in to go on.</p>${inner}<output id="said"></output></main>`;
const BEFORE =
  form(`<form onsubmit="said.textContent='in as '+user.value;return false"><label for="user">User name</label>
  <input id="user"><ul><li><button id="login">Sign in</button></li></ul></form>`);
const AFTER = form(`<form onsubmit="said.textContent='in as '+document.querySelector('input').value;return false">
  <div><label>User name <input class="f"></label></div><div><button class="go">Sign in</button></div></form>`);

let around: Surroundings;
let browser: Browser;
let site: Site;
let tab: Page;
let wrapped: Page;
let client: Client;
let session: Session;
let apps = 0;

beforeAll(async () => {
  around = await surroundings();
  ({ browser, site, client } = around);
});

afterAll(() => around.stop());

beforeEach(async () => {
  apps += 1;
  session = new Session(client, { app: `wrapped-${apps}`, environment: "test", waitMs: 1_000 });
  site.pages.set("/login", BEFORE);
  tab = await browser.newPage();
  wrapped = session.wrap(tab);
  await wrapped.goto(`${site.origin}/login`);
});

afterEach(async () => {
  await session.close();
  await tab.close();
});

async function redesign(): Promise<void> {
  await session.endVisits(); // what was learnt is saved in the background
  site.pages.set("/login", AFTER);
  await wrapped.reload();
}

const FORMS: [string, (page: Page) => Promise<void>][] = [
  ["css=#login", (page) => page.locator("#login").click()],
  ["css=#login", (page) => page.click("#login")],
  ["xpath=//button[@id='login']", (page) => page.locator("//button[@id='login']").click()],
  ["css=form >> css=button", (page) => page.locator("form").locator("button").click()],
  [
    'css=ul >> has-text="Sign in" >> css=#login',
    (page) => page.locator("ul").filter({ hasText: "Sign in" }).locator("#login").click(),
  ],
];

test.each(FORMS)("a locator written as %s heals after a redesign", async (name, click) => {
  await click(wrapped);
  await redesign();
  await wrapped.getByLabel("User name").fill("ada");
  await click(wrapped);
  expect(await tab.locator("#said").textContent()).toBe("in as ada");
  if (name !== "css=form >> css=button") expect(session.heals.map((healed) => healed.element)).toEqual([name]);
});

test("a locator that still leads to its element is not healed", async () => {
  const click = () => wrapped.getByRole("button", { name: "Sign in", exact: true }).click();
  await click();
  await redesign();
  await click();
  expect(session.heals).toEqual([]);
});

test("a locator that nobody has seen work fails as the runner has it fail", async () => {
  const failure = await wrapped
    .locator("#never")
    .click({ timeout: 300 })
    .catch((error) => error);
  expect(failure.name).toBe("TimeoutError");
  expect(session.heals).toEqual([]);
});

test("assertions of the runner take wrapped locators, and what asks for a state stays as it is", async () => {
  await playwrightExpect(wrapped.locator("#login")).toBeVisible();
  await playwrightExpect(wrapped.locator("#never")).toHaveCount(0);
  expect(await wrapped.locator("#never").count()).toBe(0);
  expect(
    await wrapped
      .locator("li")
      .filter({ has: wrapped.locator("#login") })
      .count(),
  ).toBe(1);
});

test("a banner that is registered is closed before it stops a wrapped locator", async () => {
  const banner =
    '<div style="position:fixed;inset:0;background:#fff"><button id="accept" onclick="this.parentNode.remove()">Accept</button></div>';
  site.pages.set("/login", `${BEFORE}${banner}`);
  const interruptions = { cookies: "#accept" };
  session = new Session(client, { app: `wrapped-${apps}`, environment: "banner", waitMs: 1_000, interruptions });
  const page = session.wrap(await browser.newPage());
  await page.goto(`${site.origin}/login`);
  await page.locator("#login").click({ timeout: 5_000 });
  expect(await page.locator("#said").textContent()).toBe("in as ");
});
