import { execFileSync } from "node:child_process";
import { basename } from "node:path";
import { VARIABLES, type VariableName } from "../gen/variables.js";
import type { SessionOptions } from "../session/settings.js";
import type { TlsOptions } from "../target.js";

type Variables = Readonly<Record<string, string | undefined>>;

/** Where the daemon is, and how it is spoken to; no target: nowhere yet. */
export interface Endpoint {
  readonly target?: string;
  readonly token?: string;
  readonly tls?: TlsOptions | true;
  readonly timeoutMs?: number;
  readonly pageTimeoutMs?: number;
}

/** Reads what the PACTS_* variables say of the daemon: target, token, TLS and deadlines. */
export function endpointFrom(variables: Variables = process.env): Endpoint {
  const target = text("PACTS_TARGET", variables);
  const token = text("PACTS_TOKEN", variables);
  const tls = tlsFrom(variables);
  return {
    ...(target ? { target } : {}),
    ...(token ? { token } : {}),
    ...(tls ? { tls } : {}),
    timeoutMs: milliseconds("PACTS_TIMEOUT_S", variables),
    pageTimeoutMs: milliseconds("PACTS_PAGE_TIMEOUT_S", variables),
  };
}

function tlsFrom(variables: Variables): TlsOptions | true | undefined {
  const files = { ca: "PACTS_TLS_CA", certificate: "PACTS_TLS_CERTIFICATE", key: "PACTS_TLS_KEY" } as const;
  const said = Object.entries(files).flatMap(([part, name]) => {
    const file = text(name, variables);
    return file ? [[part, { file }] as const] : [];
  });
  if (said.length > 0) return Object.fromEntries(said);
  return flag("PACTS_TLS", variables) || undefined;
}

/** Reads what the PACTS_* variables say of a session: app, environment, healing; what is given wins. */
export function optionsFrom(given: Partial<SessionOptions>, variables: Variables = process.env): SessionOptions {
  return {
    ...given,
    app: given.app || text("PACTS_APP", variables) || basename(process.cwd()) || "app",
    environment: given.environment || text("PACTS_ENVIRONMENT", variables),
    frozen: given.frozen ?? flag("PACTS_FROZEN", variables),
    heal: given.heal ?? healing(text("PACTS_HEAL", variables)),
    maxHeals: given.maxHeals ?? count("PACTS_MAX_HEALS", variables),
    waitMs: given.waitMs ?? milliseconds("PACTS_WAIT_S", variables),
  };
}

/** Returns the commit under test, as the build names it, else as git does; empty: not known. */
export function commitFrom(variables: Variables = process.env): string {
  for (const name of ["PACTS_COMMIT", "GITHUB_SHA", "CI_COMMIT_SHA", "GIT_COMMIT"]) {
    if (variables[name]) return variables[name];
  }
  try {
    return execFileSync("git", ["rev-parse", "HEAD"], { encoding: "utf8", stdio: ["ignore", "pipe", "ignore"] }).trim();
  } catch {
    return ""; // there is no git, or no repository
  }
}

/** Returns what a variable says, or what stands for it; empty: nothing does. */
export function text(name: VariableName, variables: Variables = process.env): string {
  return variables[name] || VARIABLES[name];
}

export function count(name: VariableName, variables: Variables = process.env): number | undefined {
  const word = text(name, variables);
  if (!word) return undefined;
  if (!/^\d+$/.test(word)) throw new TypeError(`${name}: must be a number, not ${JSON.stringify(word)}`);
  return Number(word);
}

export function flag(name: VariableName, variables: Variables = process.env): boolean {
  const word = text(name, variables).trim().toLowerCase();
  if (["1", "true", "yes", "on"].includes(word)) return true;
  if (["", "0", "false", "no", "off"].includes(word)) return false;
  throw new TypeError(`${name}: must be true or false, not ${JSON.stringify(word)}`);
}

function milliseconds(name: VariableName, variables: Variables): number {
  const word = text(name, variables);
  const seconds = Number(word);
  if (seconds > 0 && Number.isFinite(seconds)) return seconds * 1_000;
  throw new TypeError(`${name}: must be a number of seconds above 0, not ${JSON.stringify(word)}`);
}

function healing(word: string): "auto" | "off" {
  if (word === "auto" || word === "off") return word;
  throw new TypeError(`PACTS_HEAL: must be auto or off, not ${JSON.stringify(word)}`);
}
