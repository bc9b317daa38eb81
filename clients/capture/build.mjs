// Builds the scripts into a folder: `node build.mjs [FOLDER]`.
import { mkdir, writeFile } from "node:fs/promises";
import { resolve } from "node:path";
import { build } from "esbuild";
import { librarySource } from "./library.mjs";

const TARGET = process.argv[2] ?? resolve(import.meta.dirname, "../../pacts_daemon/browser");
const LIBRARY = "Role and name code: ivya (MIT), from Playwright (Apache-2.0), changed.";

const library = `export function load(page, Map, Set) { ${await librarySource()} }`;
await mkdir(TARGET, { recursive: true });

// One expression each, opening on the line a caller's "return" stands on.
await write("capture.js", "main", "capture, format 1", "limits", "return pacts.capture(limits)})({})");
await write("elements.js", "elements", "on a live page", "", "return pacts})()");
// Where nothing can be replaced between two checks, as in a world of a runner's own, it is made once.
await write("check.js", "check/main", "check of what is known", "check,tell", "return tell===true?pacts.check:pacts.check(check,tell)})");

async function write(file, entry, what, given, end) {
  const notice = `/*! PACTS ${what}, Apache-2.0. ${LIBRARY} */`;
  await writeFile(resolve(TARGET, file), `(function(${given}){${notice}\n${await bundled(entry)}\n${end}\n`);
}

async function bundled(entry) {
  const made = await build({
    entryPoints: [resolve(import.meta.dirname, `src/${entry}.ts`)],
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
  return made.outputFiles[0].text.trim();
}

function provideLibrary(it) {
  it.onResolve({ filter: /^library$/ }, () => ({ path: "library", namespace: "made" }));
  it.onLoad({ filter: /.*/, namespace: "made" }, () => ({ contents: library, loader: "js" }));
}
