import { type CallOptions, type ClientOptions, Connection, type Sending } from "./connection.js";
import { AdminServiceDefinition, type GetCacheStatsResponse } from "./gen/pacts/v1/admin_service.js";
import { type ComparePagesResponse, DriftServiceDefinition } from "./gen/pacts/v1/drift_service.js";
import type { Entry, Miss as MissMessage, SelectorStrategy } from "./gen/pacts/v1/element.js";
import type { GetPageSelectorsResponse } from "./gen/pacts/v1/page_selectors.js";
import {
  type ReportOutcomeRequest,
  type ReportOutcomeResponse,
  SelectorServiceDefinition,
  type Verification as VerificationMessage,
} from "./gen/pacts/v1/selector_service.js";
import { Heals } from "./heals.js";
import {
  type Access,
  type Answer,
  answerOf,
  carriesPage,
  type Identity,
  type Lookup,
  type Page,
  type PageEvidence,
  pageOfEvidence,
  type Query,
  type Selector,
} from "./model.js";
import { pagesOf } from "./pages.js";
import { Runs } from "./runs.js";
import { errorOfBatch } from "./status.js";

export type LookupOptions = CallOptions & Omit<Lookup, "query">;

export interface SaveOptions extends CallOptions {
  /** What identifies the element. */
  readonly identity?: Identity;
  /** The page the selectors were made on. */
  readonly evidence?: PageEvidence;
  /** Refuse unless the stored version is this one; 0: unless nothing is stored. */
  readonly expectedVersion?: number;
  /** Never look for the element again. */
  readonly neverHeal?: boolean;
}

export interface ResolveOptions extends CallOptions {
  /** A selector that has just failed. */
  readonly failedSelector?: Selector;
  readonly strategies?: readonly SelectorStrategy[];
}

/** A page of an application, with what makes another one of it. */
export interface PageQuery {
  readonly app: string;
  readonly environment: string;
  readonly page: string;
  readonly variant?: Readonly<Record<string, string>>;
}

export interface PageSelectorsOptions extends CallOptions {
  readonly evidence?: PageEvidence;
  readonly strategies?: readonly SelectorStrategy[];
}

/** What a stored selector does on the page, or the miss when nothing is stored. */
export type Verified =
  | (VerificationMessage & { readonly found: true; readonly version: number })
  | (MissMessage & { readonly found: false });

/** What to invalidate; neither `page` nor `query` drops all of the app in that environment. */
export interface Invalidation {
  readonly app: string;
  readonly environment: string;
  readonly page?: string;
  readonly query?: Query;
}

export interface ListFilter {
  readonly app?: string;
  readonly environment?: string;
  readonly page?: string;
  /** Entries a call fetches, 1 to 1000. */
  readonly pageSize?: number;
}

/** The scripts that run in a page. */
export interface Scripts {
  /** An expression; its value is the capture as JSON text. */
  readonly capture: string;
  /** An expression; its value is a function from a PageCheck to a Verification, both as JSON. */
  readonly check: string;
  readonly format: number;
}

/** The daemon's calls, each with a deadline; a miss is a value, and a failure an error of the tree. */
export class Client {
  /** Heals: list them, decide on them. */
  readonly heals: Heals;
  /** Requirements in plain words: plan them, run them. */
  readonly runs: Runs;
  readonly #connection: Connection;
  readonly #selectors;
  readonly #drift;
  readonly #admin;

  constructor(options: ClientOptions = {}) {
    this.#connection = new Connection(options);
    this.#selectors = this.#connection.stub(SelectorServiceDefinition);
    this.#drift = this.#connection.stub(DriftServiceDefinition);
    this.#admin = this.#connection.stub(AdminServiceDefinition);
    this.heals = new Heals(this.#connection);
    this.runs = new Runs(this.#connection);
  }

  /** Asks for one element; with `access`, one that is not known is looked for on the page and saved. */
  async get(query: Query, options: LookupOptions = {}): Promise<Answer> {
    return answerOf(
      await this.#selectors.getSelector(lookupOf({ query, ...options }), lookupSending([options], options)),
    );
  }

  /** Asks for up to 500 elements; a lookup that failed has its error in its place. */
  async batchGet(lookups: readonly Lookup[], options: CallOptions = {}): Promise<(Answer | Error)[]> {
    const request = { requests: lookups.map(lookupOf) };
    const { results } = await this.#selectors.batchGetSelectors(request, lookupSending(lookups, options));
    return results.map(({ result }) => {
      if (result?.$case === "response") return answerOf(result.value);
      if (result?.$case === "error") return errorOfBatch(result.value);
      throw new TypeError("the daemon answered neither a response nor an error");
    });
  }

  /** Asks for all that is known of a page, to be kept while on it. */
  pageSelectors(page: PageQuery, options: PageSelectorsOptions = {}): Promise<GetPageSelectorsResponse> {
    const { evidence, strategies } = options;
    const sending = { ...options, carriesPage: carriesPage(pageOfEvidence(evidence)) };
    return this.#selectors.getPageSelectors({ ...page, evidence, strategies: [...(strategies ?? [])] }, sending);
  }

  /** Stores selectors, best first; acknowledged once they are durable. */
  async save(query: Query, selectors: readonly Selector[], options: SaveOptions = {}): Promise<Entry> {
    const { identity, evidence, expectedVersion, neverHeal } = options;
    const request = { query, selectors: [...selectors], identity, evidence, expectedVersion, neverHeal };
    const sending = { ...options, carriesPage: carriesPage(pageOfEvidence(evidence)) };
    const { entry } = await this.#selectors.saveSelector(request, sending);
    return entry as Entry;
  }

  /** Looks for the element on the page, whatever is stored, and saves what it finds. */
  async resolve(query: Query, access: Access, options: ResolveOptions = {}): Promise<Answer> {
    const { failedSelector, strategies } = options;
    const request = { query, access, failedSelector, strategies: [...(strategies ?? [])] };
    const sending = { ...options, looksAtPage: true, carriesPage: carriesPage(access.page) };
    return answerOf(await this.#selectors.resolveSelector(request, sending));
  }

  /** Checks on the page that what is stored still leads to its element. */
  async verify(query: Query, access: Access, options: CallOptions = {}): Promise<Verified> {
    const sending = { ...options, looksAtPage: true, carriesPage: carriesPage(access.page) };
    const { result, version } = await this.#selectors.verifySelector({ query, access }, sending);
    if (result?.$case === "verification") return { found: true, ...result.value, version };
    if (result?.$case === "miss") return { found: false, ...result.value };
    throw new TypeError("the daemon answered neither a verification nor a miss");
  }

  /** Tells that the step did what the test wanted. */
  reportSucceeded(query: Query, version: number, selector?: Selector, options?: CallOptions) {
    return this.#report(query, version, selector, { $case: "succeeded", value: {} }, options);
  }

  /** Tells that the selector did not lead to the right element, and why. */
  reportFailed(query: Query, version: number, selector: Selector, why: string, options?: CallOptions) {
    return this.#report(query, version, selector, { $case: "failed", value: { why } }, options);
  }

  /** Counts lookups answered from `pageSelectors`. */
  async reportLookups(hits: number, options?: CallOptions): Promise<void> {
    await this.#selectors.reportLookups({ hits }, options);
  }

  /** Drops entries from every tier; returns how many. */
  async invalidate(what: Invalidation, options?: CallOptions): Promise<number> {
    const { app, environment, page, query } = what;
    if (page !== undefined && query !== undefined) throw new TypeError("page and query exclude each other");
    const target = query
      ? ({ $case: "query", value: query } as const)
      : page
        ? ({ $case: "page", value: page } as const)
        : undefined;
    return (await this.#selectors.invalidateSelectors({ app, environment, target }, options)).invalidated;
  }

  /** Lists entries in key order. */
  list(filter: ListFilter = {}, options?: CallOptions): AsyncGenerator<Entry, void, undefined> {
    return pagesOf(async (pageToken) => {
      const { entries, nextPageToken } = await this.#selectors.listSelectors({ ...filter, pageToken }, options);
      return [entries, nextPageToken];
    });
  }

  /** Makes the fingerprint of a page. */
  fingerprint(page: Page, options: CallOptions = {}) {
    return this.#drift.fingerprintPage({ page }, { ...options, carriesPage: carriesPage(page) });
  }

  /** Says how much two pages differ and, with `maxChanges`, where. */
  compare(
    before: PageEvidence,
    after: PageEvidence,
    options: CallOptions & { readonly maxChanges?: number } = {},
  ): Promise<ComparePagesResponse> {
    const sending = { ...options, carriesPage: carriesPage(pageOfEvidence(before), pageOfEvidence(after)) };
    return this.#drift.comparePages({ old: before, new: after, maxChanges: options.maxChanges }, sending);
  }

  /** Fetches the scripts that run in a page. */
  async scripts(options?: CallOptions): Promise<Scripts> {
    const { script, checkScript, format } = await this.#drift.getCaptureScript({}, options);
    return { capture: script, check: checkScript, format };
  }

  /** Reads the counters. */
  stats(options?: CallOptions): Promise<GetCacheStatsResponse> {
    return this.#admin.getCacheStats({}, options);
  }

  /** Closes the connection; calls under way fail. */
  close(): void {
    this.#connection.close();
  }

  #report(
    query: Query,
    version: number,
    selector: Selector | undefined,
    outcome: ReportOutcomeRequest["outcome"],
    options?: CallOptions,
  ): Promise<ReportOutcomeResponse> {
    return this.#selectors.reportOutcome({ query, version, selector, outcome }, options);
  }
}

function lookupOf({ query, evidence, access, strategies }: Lookup) {
  return { query, evidence, access, strategies: [...(strategies ?? [])] };
}

function lookupSending(lookups: readonly Omit<Lookup, "query">[], options: CallOptions): Sending {
  return {
    ...options,
    looksAtPage: lookups.some(({ access }) => access !== undefined),
    carriesPage: lookups.some(({ access, evidence }) => carriesPage(access?.page, pageOfEvidence(evidence))),
  };
}
