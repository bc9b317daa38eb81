import type { SessionOptions } from "./settings.js";

type Variables = Readonly<Record<string, string | undefined>>;

/** Where the daemon is; no target: nowhere yet. */
export interface Endpoint {
  readonly target?: string;
  readonly token?: string;
}

/** Reads PACTS_TARGET and PACTS_TOKEN. */
export function endpointFrom(variables: Variables = process.env): Endpoint {
  const { PACTS_TARGET: target, PACTS_TOKEN: token } = variables;
  return { ...(target ? { target } : {}), ...(token ? { token } : {}) };
}

/** Reads PACTS_APP, PACTS_ENVIRONMENT, PACTS_FROZEN, PACTS_HEAL and PACTS_MAX_HEALS; what is given wins. */
export function optionsFrom(given: Partial<SessionOptions>, variables: Variables = process.env): SessionOptions {
  const app = given.app || variables.PACTS_APP;
  if (!app) throw new TypeError("app: name the application under test, here or in PACTS_APP");
  const environment = given.environment || variables.PACTS_ENVIRONMENT || "local";
  return {
    ...given,
    app,
    environment,
    frozen: given.frozen ?? flag("PACTS_FROZEN", variables),
    heal: given.heal ?? healing(variables.PACTS_HEAL || "auto"),
    maxHeals: given.maxHeals ?? count("PACTS_MAX_HEALS", variables),
  };
}

export function count(name: string, variables: Variables = process.env): number | undefined {
  const word = variables[name];
  if (!word) return undefined;
  if (!/^\d+$/.test(word)) throw new TypeError(`${name}: must be a number, not ${JSON.stringify(word)}`);
  return Number(word);
}

function flag(name: string, variables: Variables): boolean {
  const word = (variables[name] ?? "").trim().toLowerCase();
  if (["1", "true", "yes", "on"].includes(word)) return true;
  if (["", "0", "false", "no", "off"].includes(word)) return false;
  throw new TypeError(`${name}: must be true or false, not ${JSON.stringify(word)}`);
}

function healing(word: string): "auto" | "off" {
  if (word === "auto" || word === "off") return word;
  throw new TypeError(`PACTS_HEAL: must be auto or off, not ${JSON.stringify(word)}`);
}
