import { type ChildProcess, spawn } from "node:child_process";
import { createWriteStream } from "node:fs";
import { createInterface } from "node:readline";
import { PactsError } from "../gen/errors.js";
import { OF_CALLERS } from "../gen/variables.js";
import { text } from "./environment.js";

/** A daemon that hangs ends itself within 20 s, and its browsers with it; killed, it may leave them. */
const STOP_MS = 25_000;
const SAID_CHARACTERS = 500;

/** No daemon is configured, and none could be started. */
export class DaemonNotStartedError extends PactsError {
  override readonly name: string = "DaemonNotStartedError";
}

/** A daemon for one run of tests. */
export interface EphemeralDaemon {
  readonly target: string;
  stop(): Promise<void>;
}

/** Runs `pacts serve --ephemeral`; it keeps nothing, and ends with this process at the latest. */
export async function startDaemon(): Promise<EphemeralDaemon> {
  const env = Object.fromEntries(Object.entries(process.env).filter(([name]) => !OF_CALLERS.has(name)));
  const daemon = spawn(text("PACTS_COMMAND"), ["serve", "--ephemeral"], { env, stdio: "pipe" });
  let said = "";
  daemon.stderr.on("data", (text) => {
    said = `${said}${text}`.slice(-SAID_CHARACTERS);
  });
  const log = text("PACTS_DAEMON_LOG");
  if (log) daemon.stderr.pipe(createWriteStream(log, { flags: "a" }));
  const ended = new Promise<string>((done) => {
    daemon.once("error", (error) => done(error.message));
    daemon.once("close", (code) => done(`it ended with ${code}: ${said.trim()}`));
  });
  const target = await targetOf(daemon, ended);
  daemon.unref();
  return { target, stop: () => stopped(daemon, ended) };
}

async function targetOf(daemon: ChildProcess, ended: Promise<string>): Promise<string> {
  const { stdout } = daemon;
  const line = new Promise<string>((done) => stdout && createInterface(stdout).once("line", done));
  const first = await Promise.race([line.then((text) => ({ text })), ended.then((why) => ({ why }))]);
  if ("text" in first) return JSON.parse(first.text).target;
  throw new DaemonNotStartedError(
    `no daemon is configured, and none could be started (${first.why}): set PACTS_TARGET, or name pacts in PACTS_COMMAND, or put it on the PATH`,
  );
}

async function stopped(daemon: ChildProcess, ended: Promise<string>): Promise<void> {
  daemon.stdin?.end();
  const late = setTimeout(() => daemon.kill("SIGKILL"), STOP_MS);
  await ended;
  clearTimeout(late);
}
