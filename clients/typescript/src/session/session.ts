import type { Client, Scripts } from "../client.js";
import { FrozenError, PactsError, VersionError } from "../gen/errors.js";
import { ReportEffect } from "../gen/pacts/v1/selector_service.js";
import type { Query } from "../model.js";
import { Flow } from "./flow.js";
import { type Healed, Journal, type Use } from "./journal.js";
import type { Place } from "./place.js";
import { type SessionOptions, type Settings, settingsOf } from "./settings.js";
import { type Ahead, Visit } from "./visit.js";
import { WrittenFlow } from "./written-flow.js";

const WHY_BYTES = 2048;
// How many outcomes are told before the first is answered.
const TOLD_AT_ONCE = 16;
// A login leads through that many documents; a page that goes on by itself is not followed for ever.
const MOST_UNUSED = 3;

/** A page of a runner: the flow on it, and the visit that is kept of its document. */
export class Tab<N> {
  readonly flow: Flow<N>;
  readonly written: WrittenFlow<N>;
  #visit: Visit;
  readonly place: Place<N>;
  readonly #session: Session;
  #ahead: Ahead | undefined;
  #variant: Query["variant"];
  #unused = 0;

  constructor(session: Session, place: Place<N>) {
    this.#session = session;
    this.place = place;
    this.#visit = new Visit(place.url());
    const { client, settings, journal } = session;
    const visits = { visit: () => this.visit(), ahead: (query: Query) => this.#takeAhead(query) };
    const context = { client, settings, journal, place, ...visits, scripts: () => session.scripts() };
    this.flow = new Flow<N>(context);
    this.written = new WrittenFlow<N>(context, (work) => session.inBackground(work));
  }

  /** What is kept of the page that is shown now; another URL is another visit. */
  visit(): Visit {
    if (this.#visit.url !== this.place.url()) this.endVisit();
    return this.#visit;
  }

  /** Asks for all that is known of a page which the runner has gone to, while it loads. */
  askAhead(): void {
    const page = this.place.url();
    if (this.#unused >= MOST_UNUSED || !/^https?:/.test(page)) return;
    const { client, settings } = this.#session;
    const { app, environment } = settings;
    const variant = this.#variant ?? settings.variant;
    const coming = client.pageSelectors({ app, environment, page, variant }, { strategies: this.place.strategies });
    coming.catch(() => undefined); // told to whoever waits for it
    this.#unused += 1;
    this.#ahead = { page, variant, askedAt: performance.now(), coming };
  }

  /** The next page is asked for in the variant of this query. */
  #takeAhead({ variant }: Query): Ahead | undefined {
    const taken = this.#ahead;
    this.#ahead = undefined;
    this.#variant = variant;
    this.#unused = 0;
    return taken;
  }

  /** Forgets what is known of an element, and what is on its way and may say the same. */
  drop(query: Query): void {
    this.#ahead = undefined;
    this.visit().drop(query);
  }

  /** Ends the visit: what was kept is dropped, and what it answered is told to the daemon. */
  endVisit(): void {
    this.#session.tellHits(this.#visit);
    this.#visit = new Visit(this.place.url());
  }
}

/** One application in one environment, as a run of tests uses it. */
export class Session {
  readonly client: Client;
  readonly settings: Settings;
  readonly journal = new Journal();
  #scripts: Promise<Scripts> | undefined;
  readonly #tabs = new Set<Tab<unknown>>();
  readonly #working = new Set<Promise<void>>();

  constructor(client: Client, options: SessionOptions) {
    this.client = client;
    this.settings = settingsOf(options);
  }

  /** What was healed so far. */
  get heals(): readonly Healed[] {
    return this.journal.heals;
  }

  /** Binds a runner's page. */
  open<N>(place: Place<N>): Tab<N> {
    const tab = new Tab(this, place);
    this.#tabs.add(tab as Tab<unknown>);
    return tab;
  }

  /** Says whether a page was opened, and neither it nor the session was left. */
  protected isOpen<N>(tab: Tab<N>): boolean {
    return this.#tabs.has(tab as Tab<unknown>);
  }

  scripts(): Promise<Scripts> {
    this.#scripts ??= this.client.scripts().catch((error) => {
      this.#scripts = undefined;
      throw error;
    });
    return this.#scripts;
  }

  /** Tells the daemon that the test which used elements since the last report has passed. */
  passed(): Promise<void> {
    return this.#report(({ query, version, selector }) => this.client.reportSucceeded(query, version, selector));
  }

  /** Tells it that the test has failed, and why. */
  failed(why: string): Promise<void> {
    const text = new TextDecoder().decode(Buffer.from(why).subarray(0, WHY_BYTES - 3));
    return this.#report(({ query, version, selector }) => this.client.reportFailed(query, version, selector, text));
  }

  /** Forgets what a test has used: it has neither passed nor failed. */
  skipped(): void {
    this.journal.takeUses();
  }

  /** Ends every visit, and waits until what they counted is told. */
  async endVisits(): Promise<void> {
    for (const tab of this.#tabs) tab.endVisit();
    await Promise.all(this.#working);
  }

  /** Ends the visits of a page, and leaves it. */
  leave<N>(tab: Tab<N>): void {
    tab.endVisit();
    this.#tabs.delete(tab as Tab<unknown>);
  }

  /** Ends every visit; the client stays open. */
  async close(): Promise<void> {
    await this.endVisits();
    this.#tabs.clear();
  }

  /** Tells in the background how many lookups were answered from what was kept; best effort. */
  tellHits(visit: Visit): void {
    const hits = visit.takeHits();
    if (hits === 0) return;
    const telling = this.client
      .reportLookups(hits)
      .catch((error) => warnUnless(error instanceof VersionError, `${hits} lookups could not be counted`, error));
    this.inBackground(telling);
  }

  /** Lets work go on that nobody waits for before the session is closed. */
  inBackground(work: Promise<void>): void {
    const tracked = work.finally(() => this.#working.delete(tracked));
    this.#working.add(tracked);
  }

  async #report(tell: (use: Use) => Promise<{ readonly effect: ReportEffect }>): Promise<void> {
    const uses = this.journal.takeUses();
    for (let at = 0; at < uses.length; at += TOLD_AT_ONCE) {
      const some = await Promise.allSettled(
        uses.slice(at, at + TOLD_AT_ONCE).map(async (use) => ({ use, ...(await tell(use)) })),
      );
      for (const [place, told] of some.entries()) {
        if (told.status === "rejected") return warnOf(uses[at + place], told.reason);
        if (told.value.effect !== ReportEffect.PROMOTED) this.#drop(told.value.use);
      }
    }
  }

  #drop({ query }: Use): void {
    for (const tab of this.#tabs) tab.drop(query);
  }
}

function warnOf(use: Use | undefined, error: unknown): void {
  if (!(error instanceof PactsError)) throw error;
  warnUnless(error instanceof FrozenError, `what became of "${use?.query.element}" could not be reported`, error);
}

function warnUnless(isExpected: boolean, what: string, error: Error): void {
  if (!isExpected) process.emitWarning(`${what}: ${error.message}`, "PactsWarning");
}
