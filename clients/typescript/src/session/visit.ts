import type { ElementQuery, Found as FoundMessage } from "../gen/pacts/v1/element.js";
import type { GetPageSelectorsResponse } from "../gen/pacts/v1/page_selectors.js";
import type { Query } from "../model.js";
import { elementKey, variantKey } from "./target.js";

/** What is known of a page, asked for before its first element was. */
export interface Ahead {
  readonly page: string;
  readonly variant: Query["variant"];
  /** By `performance.now`. */
  readonly askedAt: number;
  readonly coming: Promise<GetPageSelectorsResponse>;
}

/** Says whether it is what would be asked for a query now, and no older than it may be. */
export function answers(ahead: Ahead, query: Query, oldest: number): boolean {
  return (
    ahead.page === query.page &&
    variantKey({ ...query, variant: ahead.variant }) === variantKey(query) &&
    ahead.askedAt >= oldest
  );
}

/** What is kept of one document while a test is on it. */
export class Visit {
  /** The digest of the page that the daemon was last sent. */
  sent = "";
  /** Names of locators that were learnt, or could not be. */
  readonly taught = new Set<string>();
  readonly url: string;
  #document = "";
  #hits = 0;
  readonly #known = new Map<string, Map<string, FoundMessage>>();
  readonly #askedAt = new Map<string, number>();

  constructor(url: string) {
    this.url = url;
  }

  /** Says whether all of the page has to be asked for, for the variant of a query. */
  isDue(query: Query, now: number, visitMs: number): boolean {
    const askedAt = this.#askedAt.get(variantKey(query));
    return askedAt === undefined || now - askedAt > visitMs;
  }

  /** Keeps all that is known of the page in the variant of a query. */
  keepPage(query: Query, entries: readonly { query?: ElementQuery; found?: FoundMessage }[], now: number): void {
    const variant = variantKey(query);
    this.#askedAt.set(variant, now);
    const known = new Map<string, FoundMessage>();
    for (const { query: answered, found } of entries) {
      if (answered !== undefined && found !== undefined) known.set(elementKey(answered), found);
    }
    this.#known.set(variant, known);
  }

  keep(query: Query, found: FoundMessage): void {
    const variant = variantKey(query);
    const known = this.#known.get(variant) ?? new Map<string, FoundMessage>();
    this.#known.set(variant, known.set(elementKey(query), found));
  }

  drop(query: Query): void {
    this.#known.get(variantKey(query))?.delete(elementKey(query));
  }

  /** Returns what is kept, and counts the lookup that it answers. */
  known(query: Query): FoundMessage | undefined {
    const found = this.#known.get(variantKey(query))?.get(elementKey(query));
    if (found !== undefined) this.#hits += 1;
    return found;
  }

  /** Notes which document it is: what was sent of another one is not this page. */
  arrive(document: string): void {
    if (document === "" || document === this.#document) return;
    if (this.#document !== "") this.sent = "";
    this.#document = document;
  }

  /** Returns how many lookups were answered since this was last asked. */
  takeHits(): number {
    const taken = this.#hits;
    this.#hits = 0;
    return taken;
  }
}
