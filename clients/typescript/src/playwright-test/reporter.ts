import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, relative } from "node:path";
import type { FullResult, Reporter, TestCase, TestResult } from "@playwright/test/reporter";
import type { Selector } from "../model.js";
import { count, text } from "../run/environment.js";
import { type Healed, healLine } from "../session/journal.js";
import { HEALS, LOOKUPS } from "./attachments.js";

export interface ReporterOptions {
  /** Path of the summary, PACTS_SUMMARY unless given. */
  readonly summary?: string;
  /** The run fails when more was healed, PACTS_MAX_HEALS unless given. */
  readonly maxHeals?: number;
}

interface Reported extends Healed {
  readonly file: string;
  readonly line: number;
}

/** Says at the end what was healed, writes the summary, and fails a run that healed too much. */
export default class PactsReporter implements Reporter {
  readonly #summary: string | undefined;
  readonly #maxHeals: number | undefined;
  readonly #heals: Reported[] = [];
  readonly #tests = { passed: 0, failed: 0 };
  #lookups = 0;

  constructor(options: ReporterOptions = {}) {
    this.#summary = options.summary ?? (text("PACTS_SUMMARY") || undefined);
    this.#maxHeals = options.maxHeals ?? count("PACTS_MAX_HEALS");
  }

  onTestEnd(test: TestCase, result: TestResult): void {
    const bodies = (name: string) =>
      result.attachments.filter((one) => one.name === name && one.body !== undefined).map((one) => String(one.body));
    const { file, line } = test.location;
    if (result.status === "passed") this.#tests.passed += 1;
    else if (result.status !== "skipped") this.#tests.failed += 1;
    for (const body of bodies(LOOKUPS)) this.#lookups += Number(body);
    for (const healed of bodies(HEALS).flatMap((body) => JSON.parse(body) as Healed[])) {
      this.#heals.push({ ...healed, file: relative(process.cwd(), file), line });
    }
  }

  async onEnd(result: FullResult): Promise<{ status: FullResult["status"] }> {
    const isOver = this.#maxHeals !== undefined && this.#heals.length > this.#maxHeals;
    this.#say(isOver);
    this.#write(isOver);
    return { status: isOver && result.status === "passed" ? "failed" : result.status };
  }

  printsToStdio(): boolean {
    return false;
  }

  #say(isOver: boolean): void {
    if (this.#heals.length > 0) console.log(`\npacts: ${this.#heals.length} healed, ${this.#lookups} looked up`);
    for (const healed of this.#heals) {
      console.log(`  ${healLine(healed)} (${healed.file}:${healed.line})`);
      if (process.env.GITHUB_ACTIONS === "true") console.log(annotation("warning", healed));
    }
    if (isOver)
      console.error(`pacts: ${this.#heals.length} elements were healed, and a run may have ${this.#maxHeals}`);
  }

  #write(isOver: boolean): void {
    if (this.#summary === undefined) return;
    const summary = {
      ...this.#tests,
      lookups: this.#lookups,
      heals: this.#heals.map(summed),
      max_heals: this.#maxHeals ?? null,
      is_over_budget: isOver,
    };
    mkdirSync(dirname(this.#summary), { recursive: true });
    writeFileSync(this.#summary, `${JSON.stringify(summary, null, 2)}\n`);
  }
}

/** Writes a heal as the summary has it in every language. */
function summed({ element, page, old, new: found, verdict, healId, test, file, line }: Reported) {
  const said = word(verdict, "ELEMENT_VERDICT_");
  return {
    element,
    page,
    old: old === undefined ? null : summedSelector(old),
    new: summedSelector(found),
    verdict: said === "unspecified" ? null : said,
    heal_id: healId,
    test,
    file,
    line,
  };
}

function summedSelector({ strategy, value, role, attribute, positional }: Selector) {
  const [ofRole, ofAttribute] = [role ?? "", attribute ?? ""];
  const named = word(strategy, "SELECTOR_STRATEGY_");
  return { strategy: named, value, role: ofRole, attribute: ofAttribute, positional: positional ?? false };
}

function word(name: string, prefix: string): string {
  return name.replace(prefix, "").toLowerCase();
}

function annotation(level: string, healed: Reported): string {
  const escaped = (text: string) => text.replace(/%/g, "%25").replace(/\r/g, "%0D").replace(/\n/g, "%0A");
  const place = (text: string) => escaped(text).replace(/:/g, "%3A").replace(/,/g, "%2C");
  return `::${level} file=${place(healed.file)},line=${healed.line},title=healed by PACTS::${escaped(healLine(healed))}`;
}
