import { type ChildProcess, spawn } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { createInterface } from "node:readline";

const ROOT = resolve(import.meta.dirname, "../../..");
const STOP_MS = 20_000;

export interface Daemon {
  readonly target: string;
  stop(): Promise<void>;
}

/** Serves as users do; `settings` are variables of its environment. */
export async function serve(settings: Record<string, string> = {}): Promise<Daemon> {
  const folder = mkdtempSync(join(tmpdir(), "pacts-"));
  const flags = ["serve", "--port", "0", "--management-port", "0", "--data-dir", folder];
  const daemon = spawn(join(ROOT, ".venv/bin/pacts"), flags, {
    env: { ...environmentWithoutSettings(), ...settings },
    stdio: ["ignore", "ignore", "pipe"],
  });
  const target = await addressOf(daemon);
  return {
    target,
    stop: async () => {
      await ended(daemon);
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

function environmentWithoutSettings(): NodeJS.ProcessEnv {
  return Object.fromEntries(Object.entries(process.env).filter(([name]) => !name.startsWith("PACTS_")));
}

async function addressOf(daemon: ChildProcess): Promise<string> {
  const lines: string[] = [];
  const stderr = daemon.stderr;
  if (stderr === null) throw new Error("the daemon has no standard error");
  const reader = createInterface(stderr);
  for await (const line of reader) {
    lines.push(line);
    if (!line.includes('"serving"')) continue;
    stderr.resume(); // what nobody reads would fill the pipe
    return JSON.parse(line).grpc;
  }
  throw new Error(`the daemon ended: ${lines.join("\n")}`);
}

async function ended(daemon: ChildProcess): Promise<void> {
  if (daemon.exitCode !== null) return;
  const exit = new Promise<number | null>((done) => daemon.once("exit", done));
  daemon.kill("SIGTERM");
  const late = new Promise<never>((_, fail) =>
    setTimeout(() => fail(new Error("the daemon does not stop")), STOP_MS).unref(),
  );
  const code = await Promise.race([exit, late]);
  if (code !== 0) throw new Error(`the daemon ended with ${code}`);
}
