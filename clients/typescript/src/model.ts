import type {
  DeepPartial,
  Descriptor,
  ElementQuery,
  Evidence,
  Found as FoundMessage,
  Miss as MissMessage,
  PageAccess,
  PageContent,
  Selector as SelectorMessage,
  SelectorStrategy,
  TierVisit,
} from "./gen/pacts/v1/element.js";

type WithOptional<T, Required extends keyof T> = Pick<T, Required> & Partial<Omit<T, Required>>;

/** Names one element of one page; every field is part of the entry's key. */
export type Query = WithOptional<ElementQuery, "app" | "environment" | "page" | "element">;

/** One way to find the element. */
export type Selector = WithOptional<SelectorMessage, "strategy" | "value">;

/** A successful answer. */
export type Found = FoundMessage & { readonly found: true; readonly trail: readonly TierVisit[] };

/** An answer without a selector: a value, never an error. */
export type Miss = MissMessage & { readonly found: false; readonly trail: readonly TierVisit[] };

export type Answer = Found | Miss;

/** One lookup of a batch. */
export interface Lookup {
  readonly query: Query;
  readonly evidence?: DeepPartial<Evidence>;
  readonly access?: DeepPartial<PageAccess>;
  readonly strategies?: readonly SelectorStrategy[];
}

export type Access = DeepPartial<PageAccess>;
export type Identity = DeepPartial<Descriptor>;
export type PageEvidence = DeepPartial<Evidence>;
export type Page = DeepPartial<PageContent>;

interface Result {
  readonly result?:
    | { readonly $case: "found"; readonly value: FoundMessage }
    | { readonly $case: "miss"; readonly value: MissMessage }
    | undefined;
  readonly trail: readonly TierVisit[];
}

/** Reads a found-or-miss response. */
export function answerOf({ result, trail }: Result): Answer {
  if (result?.$case === "found") return { found: true, ...result.value, trail };
  if (result?.$case === "miss") return { found: false, ...result.value, trail };
  throw new TypeError("the daemon answered neither found nor miss");
}

/** Says whether a request has a page in it, not only its digest. */
export function carriesPage(...pages: readonly (Page | undefined)[]): boolean {
  return pages.some((page) => page?.source !== undefined && page.source.$case !== "digest");
}

export function pageOfEvidence(evidence: PageEvidence | undefined): Page | undefined {
  return evidence?.kind?.$case === "page" ? evidence.kind.value : undefined;
}
