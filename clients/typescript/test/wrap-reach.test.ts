// What a wrapped page leads to: frames, parts of locators, pop-ups and other tabs.
import { type Frame, type FrameLocator, type Page, selectors } from "playwright-core";
import { beforeEach, expect, test, vi } from "vitest";
import { Bed } from "./bed.js";

const NEWS =
  "<section><h2>News</h2><p>Our letter.</p><button id=sub onclick=\"document.title='sub'\">Subscribe</button></section>";
const SEARCH = '<form><label>Search <input id="q"></label><button type="button" id="go">Search</button></form>';
const SHOP = `<!doctype html><title>Shop</title><main><h1>Shop</h1>${SEARCH}${NEWS}
  <button id="pay">Ways to pay</button><iframe name="payment" src="/pay"></iframe>
  <iframe srcdoc="<button id=more onclick='top.document.title=\`more\`'>More</button>"></iframe>
  <a id="help" target="_blank" href="/help">Help</a></main>`;
const REDESIGNED = `<!doctype html><title>Shop</title><main><h1>Shop</h1><div>${NEWS.replace("id=sub", "class=letter")}</div>
  ${SEARCH}<button id="pay">Ways to pay</button></main>`;
const CARD = (inner: string) =>
  `<!doctype html><title>Shop</title><my-app><template shadowrootmode=open><h2>News</h2><my-card>
  <template shadowrootmode=open>${inner}</template></my-card></template></my-app>`;
const SUBSCRIBE = "onclick=\"document.title='sub'\">Subscribe</button>";
const PAY = `<!doctype html><h1>Pay</h1><p>By card.</p><form><label>Card number <input id="card"></label>
  <button id="pay" type="button" onclick="top.document.title='paid ' + card.value">Pay now</button></form>`;
const PAY_REDESIGNED = `<!doctype html><h1>Pay</h1><p>By card.</p><div><label>Card number <input class="digits"></label></div>
  <div><button class="go" onclick="top.document.title='paid ' + document.querySelector('input').value">Pay now</button></div>`;

const bed = new Bed("reach", { waitMs: 10_000 });
let page: Page;

beforeEach(async () => {
  bed.site.pages.set("/pay", PAY);
  bed.site.pages.set("/help", SHOP);
  page = bed.session.wrap(bed.tab);
  await bed.show("/shop", SHOP, page);
});

async function known(): Promise<[frame: string, element: string][]> {
  await bed.session.endVisits(); // what was learnt is saved in the background
  const found: [string, string][] = [];
  for await (const { query } of bed.client.list({ app: bed.app }))
    found.push([query?.frame ?? "", query?.element ?? ""]);
  return found.sort();
}

test("locators in a frame are named with it and healed in it", async () => {
  const ways: (Frame | FrameLocator | null | undefined)[] = [
    page.frameLocator("[name=payment]"),
    page.frameLocator("iframe").first(),
    page.locator("[name=payment]").contentFrame(),
    page.frame("payment"),
    page.frames()[1],
    page.mainFrame().childFrames()[0],
  ];
  for (const within of ways) await within?.locator("#pay").click();
  await page.click("#pay");
  expect(await known()).toEqual([
    ["", "css=#pay"],
    ["payment", "css=#pay"],
  ]);

  bed.site.pages.set("/pay", PAY_REDESIGNED);
  await page.reload();
  await page.frameLocator("iframe").first().getByLabel("Card number").fill("4111");
  await page.frame("payment")?.click("#pay");
  expect(await page.title()).toBe("paid 4111");
  expect(bed.session.heals.map((healed) => healed.element)).toEqual(["css=#pay"]);
});

test("a locator in a frame of a frame of another origin is healed in it", async () => {
  const bank = bed.site.origin.replace("127.0.0.1", "localhost");
  bed.site.pages.set(
    "/bank",
    `<!doctype html><h1>Bank</h1><iframe name="payment" src="${bed.site.origin}/pay"></iframe>`,
  );
  bed.site.pages.set("/shop", `<!doctype html><h1>Shop</h1><iframe name="bank" src="${bank}/bank"></iframe>`);
  await page.reload();
  const pay = page.frameLocator("[name=bank]").frameLocator("iframe").locator("#pay");
  await pay.click();
  expect(await known()).toEqual([["payment", "css=#pay"]]);
  bed.site.pages.set("/pay", PAY_REDESIGNED);
  await page.reload();
  await pay.click();
  expect(await page.title()).toBe("paid");
  expect(bed.session.heals.map((healed) => healed.element)).toEqual(["css=#pay"]);
});

test("a frame that nothing tells from others is left to the runner", async () => {
  await page.frameLocator("iframe >> nth=1").locator("#more").click();
  expect(await page.title()).toBe("more");
  await expect(page.frameLocator("#nowhere").locator("#pay").click({ timeout: 300 })).rejects.toThrow("Timeout 300ms");
  expect(await known()).toEqual([]);
});

test("a frame that its element tells is named in one call", async () => {
  const other = bed.site.origin.replace("127.0.0.1", "localhost");
  for (const path of ["/plain", "/bank", "/renamed"]) bed.site.pages.set(path, PAY);
  bed.site.pages.set(
    "/shop",
    `<!doctype html><h1>Shop</h1><iframe name="payment" src="/pay"></iframe><iframe id="help" src="/pay"></iframe>
    <iframe class="plain" src="/plain?a=b"></iframe><iframe class="other" src="${other}/bank"></iframe>
    <iframe class="renamed" name="was" src="/renamed"></iframe>
    <script>document.querySelector(".renamed").name = "is"</script>`,
  );
  await page.reload();
  const handles = vi.spyOn(Object.getPrototypeOf((await bed.context.newPage()).locator("html")), "elementHandle");
  const asked: number[] = [];
  for (const one of ["[name=payment]", "#help", ".plain", ".other", ".renamed"]) {
    handles.mockClear();
    await page.frameLocator(one).locator("button").click();
    asked.push(handles.mock.calls.length);
  }
  handles.mockRestore();
  expect(asked).toEqual([0, 0, 0, 1, 1]);
  const frames = (await known()).map(([frame]) => frame);
  expect(frames).toEqual(["help", `${bed.site.origin}/plain`, `${other}/bank`, "payment", "was"].sort());
});

test("a locator in what is no frame fails in the runner's own words", async () => {
  await expect(page.frameLocator("h1").locator("#pay").click({ timeout: 300 })).rejects.toThrow("iframe");
});

test("a chain is one name, and one that counts is led to its own element after a redesign", async () => {
  const second = page.locator("button").nth(1);
  await second.click();
  await page
    .locator("section")
    .filter({ has: page.locator("h2") })
    .locator("#sub")
    .click();
  await page.getByRole("button").and(page.locator("#sub")).click();
  await page.locator("#sub").or(page.locator("#old")).click();
  for (const one of await page.locator("section").all()) await one.locator("#sub").click();
  expect((await known()).map(([, name]) => name)).toEqual(
    [
      "css=#sub >> or=(css=#old)",
      "css=button >> nth=1",
      "css=section >> has=css=h2 >> css=#sub",
      "css=section >> nth=0 >> css=#sub",
      "role=button >> and=(css=#sub)",
    ].sort(),
  );
  bed.site.pages.set("/shop", REDESIGNED); // where the second button is that of the search
  await page.reload();
  await second.click();
  expect(await page.title()).toBe("sub");
  expect(bed.session.heals.map((healed) => healed.element)).toEqual(["css=button >> nth=1"]);
});

test("a chain through shadow roots is remembered and healed", async () => {
  const chains = () => [
    page.locator("my-card").locator("#sub"),
    page.locator("my-card").locator("button").nth(1),
    page.locator("my-app").getByRole("button", { name: "Subscribe" }),
    page.locator("#sub"),
  ];
  bed.site.pages.set("/shop", CARD(`<p>Our letter.</p><button id=no>Not now</button><button id=sub ${SUBSCRIBE}`));
  await page.reload();
  for (const one of chains()) await one.click();
  expect((await known()).map(([, name]) => name)).toEqual([
    "css=#sub",
    'css=my-app >> role=button[name="Subscribe"]',
    "css=my-card >> css=#sub",
    "css=my-card >> css=button >> nth=1",
  ]);
  const inner = `<div><button class=letter ${SUBSCRIBE}<p>Our letter.</p><button class=no>Not now</button></div>`;
  bed.site.pages.set("/shop", CARD(inner));
  const lost = [0, 1, 3]; // the other one leads there still
  for (const one of chains().filter((_, at) => lost.includes(at))) {
    await page.reload();
    await one.click();
    expect(await page.title()).toBe("sub");
  }
  expect(bed.session.heals.map((healed) => healed.element).sort()).toEqual([
    "css=#sub",
    "css=my-card >> css=#sub",
    "css=my-card >> css=button >> nth=1",
  ]);
});

test("what is in a closed shadow root is the runner's own, and that is said once", async () => {
  const query = (_: unknown, css: string) => (globalThis as unknown as { root: ShadowRoot }).root.querySelector(css);
  const source = `({ query: ${query}, queryAll: (_, css) => [...root.querySelectorAll(css)] })`;
  await selectors.register("closed", { content: source });
  const script = `root = document.querySelector("my-card").attachShadow({ mode: "closed" });
    root.innerHTML = \`<button id=sub ${SUBSCRIBE}\``;
  bed.site.pages.set("/shop", `<!doctype html><h1>Shop</h1><my-card></my-card><script>${script}</script>`);
  const said = vi.spyOn(process, "emitWarning").mockImplementation(() => {});
  for (const _ of [1, 2]) {
    await page.reload();
    await page.locator("closed=#sub").click();
  }
  expect(await page.title()).toBe("sub");
  expect(await known()).toEqual([]);
  expect(said.mock.calls).toEqual([
    ["closed=#sub is not remembered: no selector leads into a closed shadow root", "PactsWarning"],
  ]);
  said.mockRestore();
});

test("an element is told by a path where ids stand twice", async () => {
  const box = (said: string) => `<div id=box><p onclick="document.title='${said}'">Buy</p></div>`;
  bed.site.pages.set("/shop", `<!doctype html><h1>Shop</h1>${box("one")}${box("two")}`);
  await page.reload();
  await page.getByText("Buy").nth(1).click();
  expect(await page.title()).toBe("two");
  expect((await known()).map(([, name]) => name)).toEqual(['text="Buy" >> nth=1']);
});

test("a page that is got through a wrapped one is wrapped", async () => {
  const heard: Page[] = [];
  const hear = (popup: Page) => heard.push(popup);
  page.on("popup", hear);
  const [popup] = await Promise.all([page.waitForEvent("popup"), page.locator("#help").click()]);
  page.off("popup", hear);
  expect(await popup.opener()).toBe(page);
  const [other] = await Promise.all([page.context().waitForEvent("page"), popup.locator("#help").click()]);
  const made = await page.context().newPage();
  await made.goto(`${bed.site.origin}/help`);
  await made.locator("#sub").click();
  expect(heard).toEqual([popup]);
  expect(page.context().pages()).toEqual([page, popup, other, made]);
  expect(bed.session.wrap(made)).toBe(made);
  expect((await known()).map(([, name]) => name)).toEqual(["css=#help", "css=#help", "css=#sub"]);
});
