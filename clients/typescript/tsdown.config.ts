import { defineConfig } from "tsdown";

export default defineConfig({
  entry: {
    index: "src/index.ts",
    playwright: "src/playwright/index.ts",
    "playwright-test": "src/playwright-test/index.ts",
    "global-setup": "src/playwright-test/global-setup.ts",
    reporter: "src/playwright-test/reporter.ts",
  },
  format: ["esm", "cjs"],
  platform: "node",
  target: "node20",
  dts: true,
  sourcemap: false,
  clean: true,
});
