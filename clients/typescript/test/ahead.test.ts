// A page is asked for while it loads: its first element finds the answer there.
import type { Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, beforeEach, expect, type MockInstance, test, vi } from "vitest";
import { type Client, SelectorStrategy, UnavailableError } from "../src/index.js";
import { Session } from "../src/playwright/index.js";
import { type Surroundings, surroundings } from "./surroundings.js";

const NOTES = "<!doctype html><title>Notes</title><button id=save>Save note</button><iframe srcdoc='Help'></iframe>";

let around: Surroundings;
let tab: Page;
let session: Session;
let asked: MockInstance<Client["pageSelectors"]>;
let apps = 0;

beforeAll(async () => {
  around = await surroundings();
});

afterAll(() => around.stop());

beforeEach(async () => {
  around.site.pages.set("/notes", NOTES);
  tab = await around.browser.newPage();
  apps += 1;
  session = new Session(around.client, { app: `ahead-${apps}`, environment: "test", waitMs: 2_000 });
  const query = { app: session.settings.app, environment: "test", page: url(0), element: "Save note" };
  await around.client.save(query, [{ strategy: SelectorStrategy.CSS, value: "#save" }]);
  asked = vi.spyOn(around.client, "pageSelectors");
});

afterEach(async () => {
  asked.mockRestore();
  await session.close();
  await tab.close();
});

const url = (number: number) => `${around.site.origin}/notes?${number}`;
const click = () => session.element(tab, "Save note").click();

test("the first element of the next page finds what was asked for ahead, and lookups are counted", async () => {
  const before = await around.client.stats();
  await tab.goto(url(0));
  await click();
  await tab.goto(url(1));
  const ahead = asked.mock.calls.length;
  await click();
  await click();
  await session.endVisits();
  const after = await around.client.stats();

  expect([ahead, asked.mock.calls.length]).toEqual([2, 2]);
  expect((after.hits.client ?? 0) - (before.hits.client ?? 0)).toBe(3);
  expect(after.cacheMiss).toEqual(before.cacheMiss);
});

test("what could not be asked for ahead is asked for once more", async () => {
  await tab.goto(url(0));
  await click();
  asked.mockRejectedValueOnce(new UnavailableError("not now"));
  await tab.goto(url(1));
  await click();

  expect(asked.mock.calls.length).toBe(3);
});

test("pages that a test only passes through are not asked for without end, and none after the session", async () => {
  await tab.goto(url(0));
  await click();
  for (let number = 1; number < 6; number++) await tab.goto(url(number));
  expect(asked.mock.calls.length).toBe(4);

  await click();
  await session.close();
  await tab.goto(url(6));
  expect(asked.mock.calls.length).toBe(5);
});
