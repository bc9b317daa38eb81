// A session in a browser without a port: what the scenarios, which all clients share, do not say.
import { beforeEach, expect, test } from "vitest";
import {
  ElementNotFoundError,
  HealBudgetError,
  ReportEffect,
  SelectorStrategy,
  StaleSelectorError,
} from "../src/index.js";
import { Bed } from "./bed.js";

const row = (name: string) => `<li><h3>${name}</h3><p>Fresh</p></li>`;
const page = (form: string) => `<!doctype html><title>Notes</title><header><nav aria-label="Main">
  <a href="/a">Start</a> <a href="/b">Archive</a></nav></header><main><h1>Notes</h1><ul>${["Tea", "Milk", "Rice"].map(row).join("")}</ul>
  ${form}<output id="said"></output></main>`;
const FORM = `<form onsubmit="said.textContent='saved '+t.value;return false"><label for="t">Title</label><input id="t">
  <button id="save">Save note</button></form>`;
const REDESIGNED = `<section><form onsubmit="said.textContent='saved '+document.querySelector('input').value;return false">
  <p><label>Title <input class="wide"></label></p><div><button class="primary">Save note</button></div></form></section>`;

const bed = new Bed("app", { waitMs: 2_000 });

beforeEach(() => bed.show("/notes", page(FORM)));

async function redesign(): Promise<void> {
  bed.site.pages.set("/notes", page(REDESIGNED));
  await bed.tab.reload();
}

async function saveById(): Promise<void> {
  const query = { app: bed.app, environment: "test", page: bed.tab.url(), element: "Save note" };
  const { capture } = await bed.client.scripts();
  const source = { $case: "capture", value: await bed.tab.evaluate<string>(capture) } as const;
  const evidence = { kind: { $case: "page", value: { source } } } as const;
  await bed.client.save(query, [{ strategy: SelectorStrategy.CSS, value: "#save" }], { evidence });
}

const said = () => bed.tab.locator("#said").textContent();

test("an element is found by its name, acted on, and known the next time", async () => {
  await bed.session.element(bed.tab, "Title").fill("Tea");
  await bed.session.element(bed.tab, "Save note").click();
  expect(await said()).toBe("saved Tea");
  const before = (await bed.client.stats()).cacheMiss;
  await bed.session.element(bed.tab, "Title").fill("Milk");
  expect((await bed.client.stats()).cacheMiss).toBe(before);
});

test("the native locator is Playwright's own", async () => {
  const locator = await bed.session.element(bed.tab, "Save note").native();
  expect(await locator.evaluate((element) => element.id)).toBe("save");
  expect(await bed.session.element(bed.tab, "Save note").isVisible()).toBe(true);
});

test("an element that comes late is waited for", async () => {
  await bed.tab.evaluate(() => {
    setTimeout(() => document.body.insertAdjacentHTML("beforeend", "<button>Late offer</button>"), 700);
  });
  await bed.session.element(bed.tab, "Late offer").click();
  expect(bed.session.heals).toEqual([]);
});

test("an element that is not there fails with why, and what there is", async () => {
  const failure = await bed.session
    .element(bed.tab, "Save notes for ever")
    .click()
    .catch((error) => error);
  expect(failure).toBeInstanceOf(ElementNotFoundError);
  expect(failure.element).toBe("Save notes for ever");
  expect(failure.message).toContain("not found");
  expect(await bed.session.element(bed.tab, "Save notes for ever").isVisible()).toBe(false);
});

test("after a redesign the element is healed, and the heal names old and new", async () => {
  await saveById();
  await redesign();
  await bed.session.element(bed.tab, "Save note").click();
  expect(await said()).toBe("saved ");
  expect(bed.session.heals).toHaveLength(1);
  expect(bed.session.heals[0]).toMatchObject({
    element: "Save note",
    page: `${bed.site.origin}/notes`,
    old: { value: "#save" },
  });
});

test("more heals than there may be fail the step", async () => {
  const session = bed.sessionWith({ maxHeals: 0 });
  await saveById();
  await redesign();
  await expect(session.element(bed.tab, "Save note").click()).rejects.toBeInstanceOf(HealBudgetError);
});

test("an element held from before the page was loaded anew is stale, and says what is known now", async () => {
  const held = await bed.session.element(bed.tab, "Save note").hold();
  await held.click();
  await bed.tab.reload();
  const failure = await held.click().catch((error) => error);
  expect(failure).toBeInstanceOf(StaleSelectorError);
  expect(failure.candidates.length).toBeGreaterThan(0);
});

test("a page is sent once in a visit, then only its digest", async () => {
  const sent: unknown[] = [];
  const { get } = bed.client;
  bed.client.get = (query, options) => {
    if (options?.access) sent.push(options.access.page?.source?.$case);
    return get.call(bed.client, query, options);
  };
  await bed.session.element(bed.tab, "Save note").native();
  await bed.session.element(bed.tab, "Archive").native();
  bed.client.get = get;
  expect(sent).toEqual(["capture", "digest"]);
});

test("what the runner throws is thrown, with what the daemon says of the element", async () => {
  await bed.session.element(bed.tab, "Save note").click();
  await bed.tab.evaluate(() => document.getElementById("save")?.setAttribute("disabled", ""));
  const failure = await bed.session
    .element(bed.tab, "Save note")
    .click({ timeout: 300 })
    .catch((error) => error);
  expect(failure.name).toBe("TimeoutError");
  expect(failure.message).toContain("pacts: it is disabled");
});

test("a passed test promotes what it used, and a skipped one reports nothing", async () => {
  const { reportSucceeded } = bed.client;
  const effects: ReportEffect[] = [];
  bed.client.reportSucceeded = async (...given) => {
    const report = await reportSucceeded.apply(bed.client, given);
    effects.push(report.effect);
    return report;
  };
  await bed.session.element(bed.tab, "Title").fill("Tea");
  await bed.session.element(bed.tab, "Save note").click();
  await bed.session.passed();
  await bed.session.element(bed.tab, "Save note").click();
  bed.session.skipped();
  await bed.session.passed();
  bed.client.reportSucceeded = reportSucceeded;
  expect(effects).toEqual([ReportEffect.PROMOTED, ReportEffect.PROMOTED]);
});

test("a selector whose page has two of it is resolved, not guessed", async () => {
  const query = { app: bed.app, environment: "test", page: `${bed.site.origin}/notes`, element: "Archive" };
  await bed.client.save(query, [{ strategy: SelectorStrategy.CSS, value: "nav a" }]);
  await bed.session.element(bed.tab, "Archive").hover();
  expect(bed.session.heals.map((healed) => healed.element)).toEqual(["Archive"]);
});

test("an element in a frame of another origin is found and acted on", async () => {
  const other = bed.site.origin.replace("127.0.0.1", "localhost");
  const pay =
    "<h2>Card</h2><label>Number <input id=n></label><button onclick=\"this.textContent='paid'\">Pay now</button>";
  bed.site.pages.set("/pay", pay);
  bed.site.pages.set("/notes", page(`${FORM}<iframe name="payment" src="${other}/pay"></iframe>`));
  await bed.tab.reload();
  await bed.session.element(bed.tab, "Number", { frame: "payment" }).fill("4111");
  await bed.session.element(bed.tab, "Pay now", { frame: "payment" }).click();
  const frame = bed.tab.frame("payment");
  expect(await frame?.locator("button").textContent()).toBe("paid");
  expect(await frame?.locator("#n").inputValue()).toBe("4111");
});

test("a page that goes to another one meanwhile is looked at when it is there", async () => {
  await bed.tab.evaluate((url) => {
    location.href = url;
  }, `${bed.site.origin}/notes?again`);
  expect(await bed.session.element(bed.tab, "Save note").gone()).toBe(false);
});
