// As a selector engine of Playwright the check says what it says alone, and acts where it holds.
import type { Browser, Locator, Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test, vi } from "vitest";
import { Action, type Selector } from "../src/gen/pacts/v1/element.js";
import { PageCheck } from "../src/gen/pacts/v1/page_selectors.js";
import { type CheckedAction, type Client, SelectorStrategy } from "../src/index.js";
import { Session } from "../src/playwright/index.js";
import { PlaywrightPlace } from "../src/playwright/place.js";
import { firstTried } from "../src/session/decisions.js";
import { Journal } from "../src/session/journal.js";
import type { Site } from "./site.js";
import { type Surroundings, surroundings } from "./surroundings.js";

const BUTTON = "<button onclick='window.clicked=(window.clicked||0)+1'>Edit</button>";
const row = (id: string, name: string) => `<tr id=${id}><td>${name}<td>${BUTTON}`;
const PAGE = `<table>${row("anna", "Anna Berg")}${row("bob", "Bob Stone")}</table>`;
const ROLE: Selector = made(SelectorStrategy.ROLE, "Edit", "button");
const CSS: Selector = made(SelectorStrategy.CSS, "#bob button");

let around: Surroundings;
let browser: Browser;
let site: Site;
let client: Client;
let script: string;
let tab: Page;
let place: PlaywrightPlace;

beforeAll(async () => {
  around = await surroundings();
  ({ browser, site, client } = around);
  script = (await client.scripts()).check;
});

afterAll(() => around.stop());

beforeEach(async () => {
  tab = await browser.newPage();
  place = new PlaywrightPlace(tab);
});

afterEach(async () => {
  vi.restoreAllMocks();
  await tab.close();
});

function made(strategy: SelectorStrategy, value: string, role = ""): Selector {
  return { strategy, value, role, attribute: "", positional: false };
}

/** A click on a locator as a test has it, where that is the element. */
function own(found: Locator, isByPath = false, native = (one: Locator): Promise<unknown> => one.click()) {
  const selector = isByPath ? { ...made(SelectorStrategy.XPATH, ""), positional: true } : CSS;
  return { ...asked(native, [selector]), at: 0, selector, own: found };
}

function asked(
  native = (found: Locator): Promise<unknown> => found.click(),
  selectors = [ROLE, CSS],
  records = [{ keys: ["Bob Stone"] }],
): CheckedAction<Locator> {
  const identity = { tag: "button", role: "button", name: "Edit", records };
  const input = JSON.stringify(PageCheck.toJSON(PageCheck.fromPartial({ selectors, identity, action: Action.CLICK })));
  return { frame: "", input, at: 1, selector: CSS, native };
}

const clicks = () => tab.evaluate<number>("window.clicked || 0");

test("an action is done once where the check holds", async () => {
  await tab.setContent(PAGE);
  const both = [await place.actChecked(script, asked()), await place.actChecked(script, asked())];
  expect(both.map((came) => came?.kind)).toEqual(["done", "done"]);
  expect(await clicks()).toBe(2);
});

test.each([
  ["of another record", PAGE.replace("Bob Stone", "Erin Hall")],
  ["gone", PAGE.replace("id=bob", "id=rob")],
  ["renamed", PAGE.replaceAll(">Edit<", ">Remove<")],
  ["covered", `${PAGE}<div style='position:fixed;inset:0;background:#fff'></div>`],
  ["disabled", PAGE.replaceAll("<button", "<button disabled")],
])("what the check says otherwise is what it says alone: %s", async (_, html) => {
  await tab.setContent(html);
  const [came, ...read] = [
    await place.actChecked(script, asked()),
    await place.actChecked(
      script,
      asked((found) => found.isEnabled()),
    ),
    await place.actChecked(
      script,
      asked((found) => found.boundingBox()),
    ),
  ];
  const alone = await place.check("", script, asked().input);
  expect(came).toEqual({ kind: "refused", check: alone });
  expect(read).toEqual([came, came]);
  expect(await clicks()).toBe(0);
});

test("a page that allows no scripts but its own takes the engine", async () => {
  const headers = { "content-security-policy": "default-src 'none'; script-src 'self'" };
  await tab.route("http://strict.test/", (route) => route.fulfill({ body: PAGE, headers }));
  await tab.goto("http://strict.test/");
  expect((await place.actChecked(script, asked()))?.kind).toBe("done");
});

test("a document that Playwright had entered before is checked first, the next one at once", async () => {
  const another = `/* another one */${script}`;
  await tab.setContent(PAGE);
  await tab.locator("#anna button").click();
  expect(await place.actChecked(another, asked())).toBeUndefined();
  expect(await clicks()).toBe(1);
  await tab.goto(`data:text/html,${PAGE}`);
  expect((await place.actChecked(another, asked()))?.kind).toBe("done");
});

test.each([
  ["of an older daemon", "(function(check){throw new Error('the check: must be an object')})"],
  ["broken", "(function(check){"],
])("a script that knows no engine does nothing and no harm: %s", async (_, older) => {
  await tab.setContent(PAGE);
  expect(await place.actChecked(older, asked())).toBeUndefined();
  expect(await clicks()).toBe(0);
  await tab.goto(`data:text/html,${PAGE}`);
  await tab.locator("#bob button").click();
});

test("an action that fails names the element as people do", async () => {
  await tab.setContent(PAGE);
  const came = await place.actChecked(
    script,
    asked((found) => found.fill("x")),
  );
  const error = came?.kind === "failed" ? (came.error as Error) : new Error("it did not fail");
  expect(error.message).toContain("waiting for css=#bob button");
  expect(`${error.message}${error.stack}`).not.toContain("pacts_");
});

describe.each([
  ["its selector", false],
  ["its path", true],
])("a locator that acts itself, judged by %s", (_, isByPath) => {
  test("does so where it finds the one that the check holds of", async () => {
    await tab.setContent(PAGE);
    for (const found of [tab.locator("#bob").getByRole("button"), tab.locator("button").last()]) {
      expect((await place.actChecked(script, own(found, isByPath)))?.kind).toBe("done");
    }
    expect(await clicks()).toBe(2);
  });

  test.each([
    ["none", "#nobody button", { matches: 0 }],
    ["several", "button", { matches: 2 }],
    ["another", "#anna button", { matches: 1, isSame: false }],
  ])("is refused at once where it finds %s", async (_, css, said) => {
    await tab.setContent(PAGE);
    const came = await place.actChecked(script, own(tab.locator(css), isByPath));
    expect(came?.kind === "refused" && JSON.parse(came.check)).toMatchObject(said);
    expect(await clicks()).toBe(0);
  });
});

test("a locator that fails to act is called as its runner has it", async () => {
  await tab.setContent(PAGE);
  const came = await place.actChecked(
    script,
    own(tab.locator("#bob button"), false, (found) => found.fill("x")),
  );
  const error = came?.kind === "failed" ? (came.error as Error) : new Error("it did not fail");
  expect(error.message).toContain("waiting for locator('#bob button')");
  expect(error.message).not.toContain(".and(");
  expect(`${error.message}${error.stack}`).not.toContain("pacts_");
});

test("what is wrapped or held is checked in the call that acts", async () => {
  site.pages.set("/team", `<!doctype html><h1>Team</h1><p>All of us</p><ul><li>${BUTTON}</li></ul>`);
  const session = new Session(client, { app: "as-written", environment: "test", interruptions: { news: "#none" } });
  const page = session.wrap(tab);
  await page.goto(`${site.origin}/team`);
  const written = [() => page.locator("li > button"), () => page.getByRole("listitem").getByRole("button")];
  for (const one of written) await one().click();
  const held = await session.element(page, "Edit").hold();
  await session.endVisits(); // what was learnt is saved in the background
  await page.reload();
  const alone = vi.spyOn(PlaywrightPlace.prototype, "check");
  const atOnce = vi.spyOn(PlaywrightPlace.prototype, "actChecked");
  const dismissed = vi.spyOn(PlaywrightPlace.prototype, "dismiss");
  for (const one of written) await one().click();
  const again = await session.element(page, "Edit").hold();
  alone.mockClear();
  await again.click();
  expect([await clicks(), alone.mock.calls.length, dismissed.mock.calls.length]).toEqual([3, 0, 0]);
  expect((await Promise.all(atOnce.mock.results.map((one) => one.value))).map((one) => one?.kind)).toEqual(
    Array(3).fill("done"),
  );
  await expect(held.click()).rejects.toThrow("a document that is not there any more");
  await session.close();
});

test("the selector that is tried first is the one that is foretold", async () => {
  await tab.setContent("<button id=a title=t data-testid=b>Edit</button>");
  const all = [
    made(SelectorStrategy.ROLE, "Edit", "button"),
    made(SelectorStrategy.TEXT, "Edit"),
    made(SelectorStrategy.XPATH, "//button"),
    made(SelectorStrategy.TITLE, "t"),
    { ...made(SelectorStrategy.CSS, "body > button"), positional: true },
  ];
  for (const start of all.keys()) {
    const turned = [...all.slice(start), ...all.slice(0, start)];
    for (const count of all.keys()) {
      const selectors = turned.slice(0, count + 1);
      const at = firstTried(selectors, () => false);
      const { input } = asked(undefined, selectors, []);
      const came = await place.actChecked(script, { ...asked((found) => found.textContent()), input, at });
      expect(came, JSON.stringify(selectors)).toEqual({ kind: "done", value: "Edit" });
    }
  }
});

test("a selector that misled is not expected again until it is right", () => {
  const [label, old] = [made(SelectorStrategy.LABEL, "Name"), made(SelectorStrategy.CSS, "#old")];
  const journal = new Journal();
  const expected = () => firstTried([label, old], (one, at) => journal.isMisled(one, at));
  expect(expected()).toBe(1);
  journal.wasRight([label, old], 1, label);
  expect(expected()).toBe(0);
  journal.wasRight([label, old], 0, old);
  expect(expected()).toBe(1);
});

test("what is known is checked in the call that acts, and healed when that refuses", async () => {
  const at = (html: string) =>
    site.pages.set("/team", `<!doctype html><h1>Team</h1><p>All of us</p><main>${html}</main>`);
  at(`<form onsubmit="return false">${BUTTON.replace("<button", "<button id=edit")}</form>`);
  await tab.goto(`${site.origin}/team`);
  const query = { app: "at-once", environment: "test", page: tab.url(), element: "Edit" };
  const value = await tab.evaluate<string>((await client.scripts()).capture);
  const evidence = { kind: { $case: "page", value: { source: { $case: "capture", value } } } } as const;
  await client.save(query, [made(SelectorStrategy.CSS, "#edit")], { evidence });
  const session = new Session(client, { app: "at-once", environment: "test" });
  const alone = vi.spyOn(PlaywrightPlace.prototype, "check");
  const atOnce = vi.spyOn(PlaywrightPlace.prototype, "actChecked");
  await session.element(tab, "Edit").click();
  expect([await clicks(), alone.mock.calls.length]).toEqual([1, 0]);

  at(`<section><div>${BUTTON}</div></section>`);
  await tab.reload();
  await session.element(tab, "Edit").click();
  const came = await Promise.all(atOnce.mock.results.map((result) => result.value));
  expect(came.map((one) => one?.kind)).toEqual(["done", "refused"]);
  expect([await clicks(), session.heals.map((heal) => heal.element)]).toEqual([1, ["Edit"]]);
  await session.close();
});
