import type { PactsOptions } from "@pacts/client/playwright-test";
import { defineConfig } from "@playwright/test";

const port = process.env.SHOP_PORT ?? "4173";
const isRoot = process.getuid?.() === 0;

export default defineConfig<PactsOptions>({
  testDir: "tests",
  workers: 1,
  globalSetup: "@pacts/client/global-setup",
  reporter: [["list"], ["@pacts/client/reporter"]],
  use: {
    baseURL: `http://127.0.0.1:${port}`,
    pactsOptions: { app: "corner-shop" },
    launchOptions: { executablePath: process.env.PACTS_BROWSER, args: isRoot ? ["--no-sandbox"] : [] },
  },
  webServer: { command: "node shop.mjs", url: `http://127.0.0.1:${port}/shop/products`, env: { SHOP_PORT: port } },
});
