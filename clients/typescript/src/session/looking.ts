import type { Client, Scripts } from "../client.js";
import { PactsError, PageNotKeptError, VersionError } from "../gen/errors.js";
import {
  type Action,
  ElementVerdict,
  type Found as FoundMessage,
  type Miss as MissMessage,
} from "../gen/pacts/v1/element.js";
import { PageCheck } from "../gen/pacts/v1/page_selectors.js";
import { Verification } from "../gen/pacts/v1/selector_service.js";
import type { Access, Answer, Query } from "../model.js";
import { firstTried, notYet, trusted } from "./decisions.js";
import { HealBudgetError } from "./errors.js";
import type { Healed, Journal } from "./journal.js";
import type { Patience } from "./patience.js";
import { type Acted, accessByDigest, accessOf, type Captured, type CheckedAction, type Place } from "./place.js";
import type { Settings } from "./settings.js";
import { type Ahead, answers, type Visit } from "./visit.js";

/** An element that can be acted on: what is known of it, and the check that found it right. */
export interface Ready {
  readonly query: Query;
  readonly action: Action;
  readonly found: FoundMessage;
  readonly checked: Verification & { readonly selector: NonNullable<Verification["selector"]> };
  /** What came of the action, where it was carried out with the check. */
  readonly done?: Acted;
}

/** What was asked for, and why it is not there to act on. */
export type Looked = Ready | MissMessage;

export const isReady = (looked: Looked): looked is Ready => "checked" in looked;

/** What the elements of one page share. */
export interface Context<N> {
  readonly client: Client;
  readonly settings: Settings;
  readonly journal: Journal;
  readonly place: Place<N>;
  /** What is kept of the document that the page shows now. */
  visit(): Visit;
  /** Takes what was asked for when the page came, if anything, for a query that needs it. */
  ahead(query: Query): Ahead | undefined;
  /** The daemon's scripts, fetched once a session. */
  scripts(): Promise<Scripts>;
}

/** Asks for an element: of what is kept, of the daemon, and of the page as it is. */
export class Looking<N> {
  protected readonly on: Context<N>;

  constructor(context: Context<N>) {
    this.on = context;
  }

  /** Asks what is known: of what is kept for the visit, else of the daemon. */
  protected async lookup(query: Query): Promise<Answer> {
    const { client, settings, place } = this.on;
    const visit = this.on.visit();
    const now = performance.now();
    if (visit.isDue(query, now, settings.visitMs)) await this.#keepPage(visit, query, now);
    const kept = visit.known(query);
    if (kept !== undefined) return { found: true, ...kept, trail: [] };
    const answer = await client.get(query, { strategies: place.strategies });
    if (answer.found) visit.keep(query, answer);
    return answer;
  }

  async #keepPage(visit: Visit, query: Query, now: number): Promise<void> {
    const ahead = this.on.ahead(query);
    if (ahead !== undefined && answers(ahead, query, now - this.on.settings.visitMs)) {
      try {
        return visit.keepPage(query, (await ahead.coming).selectors, ahead.askedAt);
      } catch (error) {
        if (!(error instanceof PactsError)) throw error; // asked for once more, it says what is wrong
      }
    }
    visit.keepPage(query, await this.#pageAtOnce(query), now);
  }

  async #pageAtOnce({ app, environment, page, variant }: Query) {
    const { client, place } = this.on;
    try {
      const known = await client.pageSelectors({ app, environment, page, variant }, { strategies: place.strategies });
      return known.selectors;
    } catch (error) {
      if (isOlder(error)) return []; // each element is asked for by itself
      throw error;
    }
  }

  /** Evaluates the check script in the element's frame. */
  protected async check(query: Query, action: Action, found: FoundMessage, document = ""): Promise<Verification> {
    const { check } = await this.on.scripts();
    return this.#read(await this.on.place.check(query.frame ?? "", check, inputOf(found, action, document)));
  }

  /** Whether what an element was found by leads to it as the page is now. */
  protected async still({ query, action, found, checked }: Ready): Promise<boolean> {
    return (await this.check(query, action, { ...found, selectors: [checked.selector] })).isSame === true;
  }

  /** Checks and acts in one call; undefined: the runner can't, and nothing was done. */
  protected async doChecked(
    query: Query,
    action: Action,
    found: FoundMessage,
    native: (native: N) => Promise<unknown>,
    document = "",
  ): Promise<Ready | Verification | undefined> {
    const { journal } = this.on;
    const at = firstTried(found.selectors, (one, place) => journal.isMisled(one, place));
    const selector = found.selectors[at];
    if (selector === undefined) return undefined;
    const input = inputOf(found, action, document);
    const came = await this.atOnce({ frame: query.frame ?? "", input, at, selector, native });
    if (came === undefined) return undefined;
    if ("kind" in came) return { query, action, found, checked: trusted(selector), done: came };
    if (came.isSame && came.selector !== undefined) journal.wasRight(found.selectors, at, came.selector);
    return came;
  }

  /** Does both; a check that does not hold of all comes back as it is. */
  protected async atOnce(action: CheckedAction<N>): Promise<Acted | Verification | undefined> {
    const { check } = await this.on.scripts();
    const came = await this.on.place.actChecked?.(check, action);
    return came?.kind === "refused" ? this.#read(came.check) : came;
  }

  #read(said: string): Verification {
    const checked = Verification.fromJSON(JSON.parse(said));
    this.on.visit().arrive(checked.document);
    return checked;
  }

  protected async capture(): Promise<Captured> {
    return this.on.place.capture((await this.on.scripts()).capture);
  }

  /** Has the daemon look for an element that it does not know on the page as it is. */
  protected discover(query: Query, page: Captured): Promise<Answer> {
    const { client, place } = this.on;
    return this.#withPage(page, (access) => client.get(query, { access, strategies: place.strategies }));
  }

  /** Has it look for an element again whose selector is not right any more. */
  protected resolve(query: Query, page: Captured, checked: Verification): Promise<Answer> {
    const { client, place } = this.on;
    this.on.visit().drop(query);
    const options = { failedSelector: checked.selector, strategies: place.strategies };
    return this.#withPage(page, (access) => client.resolve(query, access, options));
  }

  async #withPage(page: Captured, ask: (access: Access) => Promise<Answer>): Promise<Answer> {
    const visit = this.on.visit();
    if (visit.sent === page.digest) {
      try {
        return await ask(accessByDigest(page));
      } catch (error) {
        if (!(error instanceof PageNotKeptError)) throw error;
      }
    }
    const answer = await ask(accessOf(page));
    visit.sent = page.digest;
    return answer;
  }

  /** Checks in the page what was just found on its capture, and notes what was healed. */
  protected async prove(
    query: Query,
    action: Action,
    answer: Answer,
    failed: Verification | undefined,
    patience: Patience,
  ): Promise<Looked> {
    if (!answer.found) return answer;
    this.on.visit().keep(query, answer);
    const checked = await this.check(query, action, answer);
    if (!checked.isSame || checked.selector === undefined) {
      patience.asked = undefined;
      return notYet(checked);
    }
    if (failed !== undefined || answer.verdict !== ElementVerdict.UNSPECIFIED) this.#healed(query, answer, failed);
    return { query, action, found: answer, checked: { ...checked, selector: checked.selector } };
  }

  #healed(query: Query, found: FoundMessage, failed: Verification | undefined): void {
    const { journal, settings } = this.on;
    const healed: Healed = {
      element: query.element,
      page: query.page,
      old: failed?.selector,
      new: found.selectors[0] as Healed["new"],
      verdict: found.verdict,
      healId: found.healId,
      test: journal.test,
    };
    journal.heals.push(healed);
    if (journal.heals.length > settings.maxHeals) throw new HealBudgetError(journal.heals.length, settings.maxHeals);
  }
}

export function inputOf({ selectors, identity }: FoundMessage, action: Action, document = ""): string {
  return JSON.stringify(PageCheck.toJSON({ selectors, identity, action, document }));
}

// A daemon of another protocol refuses every call; one that is older lacks only some of them.
function isOlder(error: unknown): boolean {
  return error instanceof VersionError && error.code === "UNIMPLEMENTED";
}
