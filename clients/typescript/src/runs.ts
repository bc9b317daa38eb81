import type { CallOptions, Connection, Stub } from "./connection.js";
import { InternalError } from "./gen/errors.js";
import {
  PlannerKind,
  type PlanRequirementResponse,
  type RunBrowser,
  type RunEnded,
  type RunRequirementResponse,
  RunServiceDefinition,
} from "./gen/pacts/v1/run_service.js";

const PLANNING_MS = 90_000;
const RUNNING_MS = 1_800_000;

/** A requirement as people wrote it. */
export interface Requirement {
  readonly text: string;
  /** Its ending says its form: `.md` or `.txt` numbered steps, `.feature` Gherkin, `.yaml` or `.json` a suite. */
  readonly name?: string;
  /** Only cases that have one of these tags, and none of those behind a `!`. */
  readonly tags?: readonly string[];
  /** Only the cases of this name; `*` and `?` stand for what differs. */
  readonly caseName?: string;
}

export interface PlanOptions extends CallOptions {
  /** Who reads the sentences: as the daemon is set unless given. */
  readonly planner?: PlannerKind;
}

export interface RunOptions extends PlanOptions {
  /** How often every case is run. */
  readonly loops?: number;
  /** How many cases run at a time. */
  readonly parallel?: number;
  /** The application under test, before what the requirement says; so are the next two. */
  readonly app?: string;
  readonly environment?: string;
  /** What relative addresses start from. */
  readonly baseUrl?: string;
  /** The values of `{{env.NAME}}` by NAME: typed, and written nowhere. */
  readonly secrets?: Readonly<Record<string, string>>;
  /** Files that the requirement uploads, by name. */
  readonly files?: Readonly<Record<string, Uint8Array>>;
  /** Nothing is looked for and nothing is written. */
  readonly frozen?: boolean;
  /** The run fails when anything was healed. */
  readonly strict?: boolean;
  /** How many elements may be found again; any number unless given. */
  readonly maxHeals?: number;
  /** False: no menu or tab is opened that an element is hidden in. */
  readonly reveal?: boolean;
  /** Send the report for people with the result. */
  readonly htmlReport?: boolean;
  /** Which browser it runs in, Chromium unless given; the run is BLOCKED where the daemon's machine has none of that kind. */
  readonly browser?: RunBrowser;
  /** What every case begins logged in with: the content of a file that `context.storageState({ path })` wrote. */
  readonly storageState?: Uint8Array;
  /** Send what a case that passed was logged in with, as `storageState` of the result. */
  readonly saveStorageState?: boolean;
  /** Where the report links each case's spans to, with `{trace_id}` in it. */
  readonly traceUrl?: string;
}

/** One thing that happened in a run, told apart by `$case`; `result` is the last. */
export type RunEvent = NonNullable<RunRequirementResponse["event"]>;

/**
 * Plans and runs requirements, where the daemon's settings let callers do that: else a RunDisabledError. One that cannot be
 * read is an InvalidFieldError that says where.
 */
export class Runs {
  readonly #stub: Stub<typeof RunServiceDefinition>;

  constructor(connection: Connection) {
    this.#stub = connection.stub(RunServiceDefinition);
  }

  /** Says what a requirement asks for, sentence by sentence; nothing is run. Ends after 90 s unless `timeoutMs` is given. */
  plan(requirement: Requirement, options: PlanOptions = {}): Promise<PlanRequirementResponse> {
    const { planner, ...sending } = options;
    const request = { requirement: textOf(requirement), planner: planner ?? PlannerKind.UNSPECIFIED };
    return this.#stub.planRequirement(request, { timeoutMs: PLANNING_MS, ...sending });
  }

  /**
   * Runs a requirement and yields what happens, the result last. Ends after 30 minutes unless `timeoutMs` is given; past it,
   * or when the loop is left, the daemon closes the browser and acts no more.
   */
  async *watch(requirement: Requirement, options: RunOptions = {}): AsyncGenerator<RunEvent, void, undefined> {
    const { timeoutMs = RUNNING_MS, signal, reveal = true, files, ...rest } = options;
    const request = {
      ...rest,
      requirement: textOf(requirement),
      files: files as Record<string, Uint8Array> | undefined,
      noReveal: !reveal,
    };
    for await (const { event } of this.#stub.runRequirement(request, { timeoutMs, signal })) {
      if (event !== undefined) yield event;
    }
  }

  /** Runs a requirement as `watch` does and returns what it comes to; `onEvent` is told what happens. */
  async run(
    requirement: Requirement,
    options: RunOptions & { readonly onEvent?: (event: RunEvent) => void } = {},
  ): Promise<RunEnded> {
    const { onEvent, ...rest } = options;
    let ended: RunEnded | undefined;
    for await (const event of this.watch(requirement, rest)) {
      onEvent?.(event);
      if (event.$case === "result") ended = event.value;
    }
    if (ended !== undefined) return ended;
    const message = "the daemon's run ended without a result";
    throw new InternalError(message, { code: "INTERNAL", reason: "INTERNAL", metadata: {} });
  }
}

function textOf({ text, name = "requirement.md", tags = [], caseName }: Requirement) {
  return { text, name, tags: [...tags], caseName };
}
