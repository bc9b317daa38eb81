import { spawn } from "node:child_process";
import { resolve } from "node:path";
import { createInterface } from "node:readline";

const ROOT = resolve(import.meta.dirname, "../../../..");

export type Words = Readonly<Record<string, unknown>>;

export interface Step {
  readonly do: string;
  readonly with: Words;
  readonly expect?: unknown;
  readonly error?: {
    class: string;
    reason?: string;
    failure_class?: string;
    metadata?: Record<string, string>;
    says?: string;
  };
  readonly within_s?: number;
}

export interface Scenario {
  readonly name: string;
  readonly feature: string;
  readonly daemon: string;
  readonly options: Words;
  readonly steps: readonly Step[];
}

export interface World {
  readonly site: string;
  readonly spans: string;
  readonly daemons: Readonly<Record<string, { target: string; token?: string }>>;
  readonly environment: string;
  readonly results: string;
  readonly scenarios: readonly Scenario[];
  stop(): Promise<void>;
}

/** Starts the site, the daemons and the collector of spans. */
export async function startWorld(): Promise<World> {
  const world = spawn(`${ROOT}/.venv/bin/python`, ["-m", "tests.scenarios.world"], {
    cwd: ROOT,
    stdio: ["pipe", "pipe", "inherit"],
  });
  const ended = new Promise<number | null>((done) => world.once("exit", done));
  const [line] = await Promise.race([
    createInterface(world.stdout)
      [Symbol.asyncIterator]()
      .next()
      .then((next) => [next.value as string | undefined]),
    ended.then((code) => [undefined, code]),
  ]);
  if (typeof line !== "string") throw new Error("the world of the scenarios did not start");
  const stop = async () => {
    world.stdin.end();
    const code = await ended;
    if (code !== 0) throw new Error(`the world ended with ${code}`);
  };
  return { ...JSON.parse(line), stop };
}
