import { Action, type ElementQuery } from "../gen/pacts/v1/element.js";
import type { Query } from "../model.js";
import type { Settings } from "./settings.js";

/** What tells an element from others of its name. */
export interface ElementOptions {
  /** The part of the page it is in: "dialog", "row of Alice". */
  readonly scope?: string;
  /** Which of several, counted from 1. */
  readonly ordinal?: number;
  /** Name or URL of the frame it is in. */
  readonly frame?: string;
  /** What makes another page of the same route. */
  readonly variant?: Readonly<Record<string, string>>;
}

/** An element as a test names it, before it is known on which page. */
export interface Target extends ElementOptions {
  readonly element: string;
}

/** The query of an element on a page. What is done with it is no part: an element has one entry. */
export function queryOf(target: Target, settings: Settings, page: string): Query {
  const { app, environment, variant } = settings;
  return { app, environment, page, ...target, variant: { ...variant, ...target.variant } };
}

/** What tells a query from the others of its page and variant. */
export function elementKey(query: Query | ElementQuery): string {
  const { element, action, scope, ordinal, frame } = query;
  return JSON.stringify([element, action ?? Action.UNSPECIFIED, scope ?? "", ordinal ?? 0, frame ?? ""]);
}

/** What tells a query from the others of an app in one environment. */
export function keyOf(query: Query): string {
  return `${query.page}\n${elementKey(query)}${variantKey(query)}`;
}

export function variantKey(query: Query | ElementQuery): string {
  return JSON.stringify(Object.entries(query.variant ?? {}).sort());
}
