// A session in a browser without a port: what the scenarios, which all clients share, do not say.
import type { Browser, Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from "vitest";
import {
  type Client,
  ElementNotFoundError,
  HealBudgetError,
  ReportEffect,
  SelectorStrategy,
  type SessionOptions,
  StaleSelectorError,
} from "../src/index.js";
import { Session } from "../src/playwright/index.js";
import type { Site } from "./site.js";
import { type Surroundings, surroundings } from "./surroundings.js";

const row = (name: string) => `<li><h3>${name}</h3><p>Fresh</p></li>`;
const page = (form: string) => `<!doctype html><title>Notes</title><header><nav aria-label="Main">
  <a href="/a">Start</a> <a href="/b">Archive</a></nav></header><main><h1>Notes</h1><ul>${["Tea", "Milk", "Rice"].map(row).join("")}</ul>
  ${form}<output id="said"></output></main>`;
const FORM = `<form onsubmit="said.textContent='saved '+t.value;return false"><label for="t">Title</label><input id="t">
  <button id="save">Save note</button></form>`;
const REDESIGNED = `<section><form onsubmit="said.textContent='saved '+document.querySelector('input').value;return false">
  <p><label>Title <input class="wide"></label></p><div><button class="primary">Save note</button></div></form></section>`;

let around: Surroundings;
let browser: Browser;
let site: Site;
let tab: Page;
let client: Client;
let session: Session;
let apps = 0;

beforeAll(async () => {
  around = await surroundings();
  ({ browser, site, client } = around);
});

afterAll(() => around.stop());

beforeEach(async () => {
  site.pages.set("/notes", page(FORM));
  tab = await browser.newPage();
  session = sessionWith({});
  await tab.goto(`${site.origin}/notes`);
});

afterEach(async () => {
  await session.close();
  await tab.close();
});

function sessionWith(options: Partial<SessionOptions>): Session {
  apps += 1;
  return new Session(client, { app: `app-${apps}`, environment: "test", waitMs: 2_000, ...options });
}

async function redesign(): Promise<void> {
  site.pages.set("/notes", page(REDESIGNED));
  await tab.reload();
}

async function saveById(): Promise<void> {
  const query = { app: session.settings.app, environment: "test", page: tab.url(), element: "Save note" };
  const { capture } = await client.scripts();
  const source = { $case: "capture", value: await tab.evaluate<string>(capture) } as const;
  const evidence = { kind: { $case: "page", value: { source } } } as const;
  await client.save(query, [{ strategy: SelectorStrategy.CSS, value: "#save" }], { evidence });
}

const said = () => tab.locator("#said").textContent();

test("an element is found by its name, acted on, and known the next time", async () => {
  await session.element(tab, "Title").fill("Tea");
  await session.element(tab, "Save note").click();
  expect(await said()).toBe("saved Tea");
  const before = (await client.stats()).cacheMiss;
  await session.element(tab, "Title").fill("Milk");
  expect((await client.stats()).cacheMiss).toBe(before);
});

test("the native locator is Playwright's own", async () => {
  const locator = await session.element(tab, "Save note").native();
  expect(await locator.evaluate((element) => element.id)).toBe("save");
  expect(await session.element(tab, "Save note").isVisible()).toBe(true);
});

test("an element that comes late is waited for", async () => {
  await tab.evaluate(() => {
    setTimeout(() => document.body.insertAdjacentHTML("beforeend", "<button>Late offer</button>"), 700);
  });
  await session.element(tab, "Late offer").click();
  expect(session.heals).toEqual([]);
});

test("an element that is not there fails with why, and what there is", async () => {
  const failure = await session
    .element(tab, "Save notes for ever")
    .click()
    .catch((error) => error);
  expect(failure).toBeInstanceOf(ElementNotFoundError);
  expect(failure.element).toBe("Save notes for ever");
  expect(failure.message).toContain("not found");
  expect(await session.element(tab, "Save notes for ever").isVisible()).toBe(false);
});

test("after a redesign the element is healed, and the heal names old and new", async () => {
  await saveById();
  await redesign();
  await session.element(tab, "Save note").click();
  expect(await said()).toBe("saved ");
  expect(session.heals).toHaveLength(1);
  expect(session.heals[0]).toMatchObject({
    element: "Save note",
    page: `${site.origin}/notes`,
    old: { value: "#save" },
  });
});

test("more heals than there may be fail the step", async () => {
  session = sessionWith({ maxHeals: 0 });
  await saveById();
  await redesign();
  await expect(session.element(tab, "Save note").click()).rejects.toBeInstanceOf(HealBudgetError);
});

test("an element held from before the page was loaded anew is stale, and says what is known now", async () => {
  const held = await session.element(tab, "Save note").hold();
  await held.click();
  await tab.reload();
  const failure = await held.click().catch((error) => error);
  expect(failure).toBeInstanceOf(StaleSelectorError);
  expect(failure.candidates.length).toBeGreaterThan(0);
});

test("a page is sent once in a visit, then only its digest", async () => {
  const sent: unknown[] = [];
  const { get } = client;
  client.get = (query, options) => {
    if (options?.access) sent.push(options.access.page?.source?.$case);
    return get.call(client, query, options);
  };
  await session.element(tab, "Save note").native();
  await session.element(tab, "Archive").native();
  client.get = get;
  expect(sent).toEqual(["capture", "digest"]);
});

test("what the runner throws is thrown, with what the daemon says of the element", async () => {
  await session.element(tab, "Save note").click();
  await tab.evaluate(() => document.getElementById("save")?.setAttribute("disabled", ""));
  const failure = await session
    .element(tab, "Save note")
    .click({ timeout: 300 })
    .catch((error) => error);
  expect(failure.name).toBe("TimeoutError");
  expect(failure.message).toContain("pacts: it is disabled");
});

test("a passed test promotes what it used, and a skipped one reports nothing", async () => {
  const { reportSucceeded } = client;
  const effects: ReportEffect[] = [];
  client.reportSucceeded = async (...given) => {
    const report = await reportSucceeded.apply(client, given);
    effects.push(report.effect);
    return report;
  };
  await session.element(tab, "Title").fill("Tea");
  await session.element(tab, "Save note").click();
  await session.passed();
  await session.element(tab, "Save note").click();
  session.skipped();
  await session.passed();
  client.reportSucceeded = reportSucceeded;
  expect(effects).toEqual([ReportEffect.PROMOTED, ReportEffect.PROMOTED]);
});

test("a selector whose page has two of it is resolved, not guessed", async () => {
  const query = { app: session.settings.app, environment: "test", page: `${site.origin}/notes`, element: "Archive" };
  await client.save(query, [{ strategy: SelectorStrategy.CSS, value: "nav a" }]);
  await session.element(tab, "Archive").hover();
  expect(session.heals.map((healed) => healed.element)).toEqual(["Archive"]);
});

test("an element in a frame of another origin is found and acted on", async () => {
  const other = site.origin.replace("127.0.0.1", "localhost");
  const pay =
    "<h2>Card</h2><label>Number <input id=n></label><button onclick=\"this.textContent='paid'\">Pay now</button>";
  site.pages.set("/pay", pay);
  site.pages.set("/notes", page(`${FORM}<iframe name="payment" src="${other}/pay"></iframe>`));
  await tab.reload();
  await session.element(tab, "Number", { frame: "payment" }).fill("4111");
  await session.element(tab, "Pay now", { frame: "payment" }).click();
  const frame = tab.frame("payment");
  expect(await frame?.locator("button").textContent()).toBe("paid");
  expect(await frame?.locator("#n").inputValue()).toBe("4111");
});

test("a page that goes to another one meanwhile is looked at when it is there", async () => {
  await tab.evaluate((url) => {
    location.href = url;
  }, `${site.origin}/notes?again`);
  expect(await session.element(tab, "Save note").gone()).toBe(false);
});
