// The package as npm installs it, in a folder of its own.
import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";

const CLIENT = resolve(import.meta.dirname, "..");
const MANIFEST = JSON.parse(readFileSync(join(CLIENT, "package.json"), "utf8"));
const USE = `
import { Client, PactsError, SelectorStrategy, type Answer } from "@pacts/client";
export async function ask(): Promise<string> {
  const client = new Client();
  const answer: Answer = await client.get({ app: "a", environment: "b", page: "c", element: "d" });
  if (answer.found) return answer.selectors[0]?.strategy === SelectorStrategy.CSS ? "css" : String(answer.version + 1);
  // @ts-expect-error a miss has no selectors
  return answer.selectors;
}
export const error: Error = new PactsError("none");
`;

let folder: string;
let files: string[];

const run = (program: string, args: string[], cwd = folder) =>
  execFileSync(program, args, { cwd, encoding: "utf8", stdio: ["ignore", "pipe", "pipe"] });

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "pacts-pack-"));
  run("npm", ["run", "--silent", "build"], CLIENT);
  const [packed] = JSON.parse(run("npm", ["pack", "--json", "--pack-destination", folder], CLIENT));
  files = packed.files.map((file: { path: string }) => file.path);
  writeFileSync(join(folder, "package.json"), '{ "private": true }');
  run("npm", ["install", "--no-audit", "--no-fund", "--prefer-offline", `./${packed.filename}`]);
}, 180_000);

afterAll(() => rmSync(folder, { recursive: true, force: true }));

test("the package holds what is built, and neither sources nor tests", () => {
  expect(files).toContain("dist/index.mjs");
  expect(files).toContain("README.md");
  expect(files.filter((file) => !/^(dist\/|package\.json$|README\.md$|LICENSE$)/.test(file))).toEqual([]);
});

test("publint has nothing to say", () => {
  expect(run(join(CLIENT, "node_modules/.bin/publint"), ["--strict"], CLIENT)).toContain("All good!");
});

test("it installs alone, without a runner or a telemetry API", () => {
  const installed = Object.keys(JSON.parse(run("npm", ["ls", "--json"])).dependencies);
  expect(installed).toEqual(["@pacts/client"]);
  expect(() => run("node", ["-e", 'require.resolve("playwright-core")'])).toThrow();
});

test("a module imports it, and asks a daemon that is not there", () => {
  writeFileSync(
    join(folder, "use.mjs"),
    `import { Client, DaemonUnreachableError } from "@pacts/client";
     const client = new Client({ target: "127.0.0.1:1" });
     try { await client.stats() } catch (error) { console.log(error instanceof DaemonUnreachableError, error.name) }`,
  );
  expect(run("node", ["use.mjs"]).trim()).toBe("true DaemonUnreachableError");
});

test("a script requires it, and asks a daemon that is not there", () => {
  writeFileSync(
    join(folder, "use.cjs"),
    `const { Client, DaemonUnreachableError } = require("@pacts/client");
     new Client({ target: "127.0.0.1:1" }).stats().catch((error) => console.log(error instanceof DaemonUnreachableError));`,
  );
  expect(run("node", ["use.cjs"]).trim()).toBe("true");
});

test.each(["NodeNext", "Bundler"])("its types check under %s, from a module and from a script", (resolution) => {
  const sources = join(folder, `types-${resolution}`);
  mkdirSync(sources);
  for (const name of ["module.mts", "script.cts"]) writeFileSync(join(sources, name), USE);
  const module = resolution === "NodeNext" ? "NodeNext" : "Preserve";
  const options = { module, moduleResolution: resolution, target: "ES2022", strict: true, noEmit: true, types: [] };
  const compilerOptions = { ...options, typeRoots: [join(CLIENT, "node_modules/@types")], skipLibCheck: false };
  writeFileSync(join(sources, "tsconfig.json"), JSON.stringify({ compilerOptions, include: ["*.mts", "*.cts"] }));
  expect(run(join(CLIENT, "node_modules/.bin/tsc"), ["--project", sources])).toBe("");
});

test("its versions are exact", () => {
  const versions = [...Object.values(MANIFEST.dependencies), ...Object.values(MANIFEST.devDependencies)];
  expect(versions.filter((version) => !/^\d+\.\d+\.\d+$/.test(version as string))).toEqual([]);
});
