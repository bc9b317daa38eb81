// What a warm action costs, checked in its call and in one before it, beside Playwright's own, in one run: `npm run bench`;
// writes bench/actions.json.
import { writeFileSync } from "node:fs";
import { cpus } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { elementOf } from "../src/playwright/element.js";
import { Session } from "../src/playwright/index.js";
import { PlaywrightPlace } from "../src/playwright/place.js";
import { surroundings } from "../test/surroundings.js";
import { quantiles } from "./quantiles.js";

const ROUNDS = Number(process.env.ROUNDS ?? 300);
const WARM = 30;
const FIELDS = 200;
const LABEL = "Field 120";

/** Checks first, and acts then. */
class Apart extends PlaywrightPlace {
  override async actChecked(): Promise<undefined> {
    return undefined;
  }
}

test("a warm action", async () => {
  const { browser, site, client, stop } = await surroundings();
  const field = (at: number) => `<p><label for="f${at}">Field ${at}</label><input id="f${at}"></p>`;
  site.pages.set(
    "/form",
    `<!doctype html><h1>Form</h1>${Array.from({ length: FIELDS }, (_, at) => field(at)).join("")}`,
  );
  const page = await browser.newPage();
  await page.goto(`${site.origin}/form`);
  const session = new Session(client, { app: "bench", environment: "test" });
  const apart = elementOf(session.open(new Apart(page)), { element: LABEL });
  const atOnce = session.element(page, LABEL);
  await atOnce.fill("known");
  await page.reload(); // as most documents of a run: the engine was there before
  const ways = {
    plain: (text: string) => page.locator("#f120").fill(text),
    apart: (text: string) => apart.fill(text),
    atOnce: (text: string) => atOnce.fill(text),
  };
  const names = ["plain", "apart", "atOnce"] as const;
  const times: Record<keyof typeof ways, number[]> = { plain: [], apart: [], atOnce: [] };
  for (let round = -WARM; round < ROUNDS; round += 1) {
    // In turn, so that what else the machine does falls on all.
    for (const name of round % 2 === 0 ? names : names.toReversed()) {
      const started = performance.now();
      await ways[name](String(round));
      if (round >= 0) times[name].push(performance.now() - started);
    }
  }
  expect(await page.locator("#f120").inputValue()).toBe(String(ROUNDS - 1));
  expect(session.heals).toEqual([]);
  const [plain, checkedBefore, checkedWithin] = names.map((name) => quantiles(times[name]));
  const result = {
    what: `fill, known, a page of ${FIELDS} fields, ms`,
    rounds: ROUNDS,
    plain,
    checkedBefore,
    checkedWithin,
    node: process.version,
    cpus: cpus().length,
  };
  writeFileSync(join(import.meta.dirname, "actions.json"), `${JSON.stringify(result, null, 2)}\n`);
  console.log(result);
  await session.close();
  await stop();
}, 600_000);
