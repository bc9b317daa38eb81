// Locators as a suite has them already, on a page that is wrapped.
import { expect as playwrightExpect } from "@playwright/test";
import type { Page } from "playwright-core";
import { beforeEach, expect, test } from "vitest";
import { Bed } from "./bed.js";

const form = (inner: string) =>
  `<!doctype html><title>Login</title><main><h1>Welcome back</h1><p>Please sign in to go on.</p>${inner}<output id="said"></output></main>`;
const BEFORE =
  form(`<form onsubmit="said.textContent='in as '+user.value;return false"><label for="user">User name</label>
  <input id="user"><ul><li><button id="login">Sign in</button></li></ul></form>`);
const AFTER = form(`<form onsubmit="said.textContent='in as '+document.querySelector('input').value;return false">
  <div><label>User name <input class="f"></label></div><div><button class="go">Sign in</button></div></form>`);

const bed = new Bed("wrapped", { waitMs: 10_000 });
let wrapped: Page;

beforeEach(async () => {
  wrapped = bed.session.wrap(bed.tab);
  await bed.show("/login", BEFORE, wrapped);
});

async function redesign(): Promise<void> {
  await bed.session.endVisits(); // what was learnt is saved in the background
  bed.site.pages.set("/login", AFTER);
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
  expect(await bed.tab.locator("#said").textContent()).toBe("in as ada");
  if (name !== "css=form >> css=button") expect(bed.session.heals.map((healed) => healed.element)).toEqual([name]);
});

test("a locator that still leads to its element is not healed", async () => {
  const click = () => wrapped.getByRole("button", { name: "Sign in", exact: true }).click();
  await click();
  await redesign();
  await click();
  expect(bed.session.heals).toEqual([]);
});

test("a locator that nobody has seen work fails as the runner has it fail", async () => {
  const failure = await wrapped
    .locator("#never")
    .click({ timeout: 300 })
    .catch((error) => error);
  expect(failure.name).toBe("TimeoutError");
  expect(bed.session.heals).toEqual([]);
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
  bed.site.pages.set("/login", `${BEFORE}${banner}`);
  const interruptions = { cookies: "#accept" };
  const page = bed.sessionWith({ environment: "banner", interruptions }).wrap(await bed.context.newPage());
  await page.goto(`${bed.site.origin}/login`);
  await page.locator("#login").click({ timeout: 5_000 });
  expect(await page.locator("#said").textContent()).toBe("in as ");
});
