// ivya's role and name code, changed as `changes.mjs` says, as the body of a function of `page`.
import { readFile } from "node:fs/promises";
import { build } from "esbuild";
import { CHANGES } from "./changes.mjs";

const CHUNK = new URL("node_modules/ivya/dist/src-c2dVUPx0.js", import.meta.url);
const REGIONS = ["src/domUtils.ts", "src/roleUtils.ts"];
const BEFORE = "let roles; let texts;\n";
// It is run once, and begins anew for each page that is looked at: its tables cost more than a name.
const AFTER = `
function begin() { roles = new Map(); texts = new Map(); if (cachesCounter) endAriaCaches(); beginAriaCaches(); }
export { begin, getAriaRole, getElementAccessibleName };`;

export async function librarySource() {
  const chunk = await readFile(CHUNK, "utf8");
  const code = CHANGES.reduce(changed, REGIONS.map((name) => regionOf(chunk, name)).join("\n"));
  const made = await build({
    stdin: { contents: BEFORE + code + AFTER },
    bundle: true,
    write: false,
    format: "iife",
    globalName: "library",
    target: "es2020",
    legalComments: "none",
  });
  return `${made.outputFiles[0].text}; return library;`;
}

function regionOf(chunk, name) {
  const [, found, ...more] = chunk.split(`//#region ${name}\n`);
  if (found === undefined || more.length) throw new Error(`ivya has no single region ${name}`);
  return found.split("//#endregion")[0];
}

function changed(code, [why, from, to]) {
  const found = code.split(from).length - 1;
  if (found !== 1) throw new Error(`ivya has ${found} places to change, not 1 (${why})`);
  return code.replace(from, () => to);
}
