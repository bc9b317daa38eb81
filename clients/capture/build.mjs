// Builds the script into one file: `node build.mjs [FILE]`.
import { writeFile } from "node:fs/promises";
import { resolve } from "node:path";
import { build } from "esbuild";
import { librarySource } from "./library.mjs";

const TARGET = resolve(import.meta.dirname, "../../pacts_daemon/browser/capture.js");
const NOTICE = "/*! PACTS capture, format 1, Apache-2.0. Role and name code: ivya (MIT), from Playwright (Apache-2.0), changed. */";

const library = `export function load(page, Map, Set) { ${await librarySource()} }`;
const made = await build({
  entryPoints: [resolve(import.meta.dirname, "src/main.ts")],
  bundle: true,
  write: false,
  format: "iife",
  globalName: "pacts",
  target: "es2020",
  minify: true,
  legalComments: "none",
  charset: "ascii",
  plugins: [{ name: "library", setup: provideLibrary }],
});

// One expression, opening on the line a caller's "return" stands on.
const body = made.outputFiles[0].text.trim();
await writeFile(process.argv[2] ?? TARGET, `(function(limits){${NOTICE}\n${body}\nreturn pacts.capture(limits)})({})\n`);

function provideLibrary(it) {
  it.onResolve({ filter: /^library$/ }, () => ({ path: "library", namespace: "made" }));
  it.onLoad({ filter: /.*/, namespace: "made" }, () => ({ contents: library, loader: "js" }));
}
