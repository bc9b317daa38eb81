// `node build.mjs [product…]`: each application once with the old and once with the new libraries.
import { cpSync, mkdirSync, readdirSync, existsSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const here = dirname(fileURLToPath(import.meta.url));
const { build } = createRequire(join(here, "old", "package.json"))("esbuild");
// Released applications come as they are.
const SERVED_WHOLE = { tinymce: "tinymce", swagger: "swagger-ui-dist" };
const SIDES = ["old", "new"];
const sources = readdirSync(here).filter((name) => existsSync(join(here, name, "index.html")));
const asked = process.argv.slice(2);

for (const product of asked.length ? asked : sources) {
  for (const side of SIDES) await bundle(product, side);
}

async function bundle(product, side) {
  const from = join(here, product);
  const to = join(here, "../../../.data/applications", side, product);
  const modules = join(here, side, "node_modules");
  mkdirSync(to, { recursive: true });
  cpSync(join(from, "index.html"), join(to, "index.html"));
  const entry = readdirSync(from).find((name) => name.startsWith(`${side}.`) || name.startsWith("main."));
  await build({
    entryPoints: { main: join(from, entry) },
    outdir: to,
    bundle: true,
    minify: true,
    legalComments: "none",
    logLevel: "error",
    jsx: "automatic",
    nodePaths: [modules],
    define: { IS_NEW: String(side === "new"), "process.env.NODE_ENV": '"production"' },
    loader: { ".svg": "dataurl", ".woff": "dataurl", ".woff2": "dataurl", ".ttf": "dataurl", ".css": "css" },
  });
  const whole = SERVED_WHOLE[product];
  if (whole) cpSync(join(modules, whole), join(to, whole), { recursive: true });
}
