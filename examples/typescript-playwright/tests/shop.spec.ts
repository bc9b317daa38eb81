import { expect, test } from "@pacts/client/playwright-test";

test.beforeEach(({ page }) => page.goto("/shop/products"));

test("elements by their names", async ({ page, pacts }) => {
  await pacts.element("Search products").fill("green tea");
  await pacts.element("Search").click();
  await expect(page.locator("#status")).toHaveText("searched for green tea");
});

test("what is not sold is gone from the page", async ({ pacts }) => {
  await expect(pacts.element("Gift wrapping")).toBeGone();
  await expect(pacts.element("Subscribe")).not.toBeGone();
});

test("existing locators, on a page that is wrapped", async ({ pacts }) => {
  const page = pacts.wrap();
  await page.locator("#subscribe").click();
  await expect(page.locator("#status")).toContainText("subscribed");
});
