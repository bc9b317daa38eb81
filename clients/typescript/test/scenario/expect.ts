// What is not as a step expects it, in words; nothing when all is.
import type * as pacts from "../../src/index.js";
import { plain } from "./play.js";
import type { Words } from "./world.js";

type Read<T> = Readonly<Record<string, (answer: T) => unknown>>;

const FOUND: Read<pacts.Found> = {
  source: (found) => found.source,
  verdict: (found) => plain(found.verdict),
  drift_check: (found) => plain(found.driftCheck),
  first: (found) => toldOf(found.selectors[0]),
};
const MISS: Read<pacts.Miss> = {
  reason: (miss) => plain(miss.reason),
  failure_class: (miss) => plain(miss.failureClass),
  verdict: (miss) => plain(miss.verdict),
  nearest: (miss) => miss.nearest,
  revealed_by: (miss) => miss.hidden?.revealedBy.map((one) => one.brief) ?? [],
};
const VERIFICATION: Read<pacts.Verification> = {
  is_same: (checked) => checked.isSame,
  matches: (checked) => checked.matches,
  failed: (checked) => plain(checked.failed),
  failure_class: (checked) => plain(checked.failureClass),
};

export function answerDiffers(answer: pacts.Answer | Error, expected: unknown): string {
  if (expected === undefined) return "";
  if (answer instanceof Error) return `it is an error: ${answer}`;
  const { found, miss } = expected as { found?: Words; miss?: Words };
  if (answer.found) return found === undefined ? "it was found" : differs(FOUND, answer, found);
  return miss === undefined ? `it is a miss: ${plain(answer.reason)}, ${answer.detail}` : differs(MISS, answer, miss);
}

export function verificationDiffers(verified: pacts.Verified, expected: unknown): string {
  const { verification, miss } = expected as { verification?: Words; miss?: Words };
  if (!verified.found) {
    return miss === undefined ? `it is a miss: ${verified.detail}` : differs(MISS, { ...verified, trail: [] }, miss);
  }
  return verification === undefined ? "it was verified" : differs(VERIFICATION, verified, verification);
}

export function statsDiffer(now: pacts.CacheStats, before: pacts.CacheStats, expected: Words): string {
  const grown: Words = {
    lookups: now.lookups - before.lookups,
    misses: now.cacheMiss - before.cacheMiss,
    ...Object.fromEntries(
      Object.keys(expected)
        .filter(isHits)
        .map((key) => [key, grownHits(key)]),
    ),
  };
  const wrong = Object.keys(expected).filter((key) => grown[key] !== expected[key]);
  return wrong.map((key) => `${key} grew by ${grown[key]}`).join(", ");

  function grownHits(key: string): number {
    const source = key.slice("hits.".length);
    return (now.hits[source] ?? 0) - (before.hits[source] ?? 0);
  }
}

export function healsDiffer(heals: readonly pacts.Healed[], expected: readonly Words[]): string {
  const told = heals.map(({ element, verdict }) => ({ element, verdict: plain(verdict) }));
  const isRight = told.length === expected.length && expected.every((want, at) => has(told[at], want));
  return isRight ? "" : `the heals are ${JSON.stringify(told)}`;
}

export function runDiffers(ended: pacts.RunEnded, steps: readonly pacts.StepEnded[], expected: Words): string {
  const messages = steps.map((step) => step.failure?.message ?? "");
  const told: Words = { verdict: plain(ended.verdict), steps: steps.length, failure: messages };
  const { failure = [], ...rest } = expected;
  return has(told, { ...rest, failure: [failure].flat() }) ? "" : `it came to ${JSON.stringify(told)}`;
}

const isHits = (key: string) => key.startsWith("hits.");

function differs<T>(read: Read<T>, answer: T, expected: Words): string {
  const wrong = Object.entries(expected).filter(([key, want]) => !has(read[key]?.(answer), want));
  return wrong.map(([key]) => `${key} is ${JSON.stringify(read[key]?.(answer))}`).join(", ");
}

/** Says whether all that is wanted is there: each text of a list is a part of one that there is. */
function has(is: unknown, want: unknown): boolean {
  if (Array.isArray(want)) return Array.isArray(is) && want.every((part) => is.some((one) => one.includes(part)));
  if (typeof want !== "object" || want === null) return is === want;
  return Object.entries(want).every(([key, value]) => has((is as Words | undefined)?.[key], value));
}

function toldOf(selector: pacts.Selector | undefined): Words | undefined {
  return selector && { ...selector, strategy: plain(selector.strategy) };
}
