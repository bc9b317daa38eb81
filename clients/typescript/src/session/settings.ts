/** What a session is told once. */
export interface SessionOptions {
  /** The application under test; a part of every query. */
  readonly app: string;
  /** Where it runs; a part of every query. */
  readonly environment: string;
  /** What makes another page of the same route, for every query. */
  readonly variant?: Readonly<Record<string, string>>;
  /** "off": an element whose selectors are not right any more is not looked for again. */
  readonly heal?: "auto" | "off";
  /** Nothing is looked for and nothing is written: only what is known is used. */
  readonly frozen?: boolean;
  /** Names of elements that are never looked for again. */
  readonly neverHeal?: readonly string[];
  /** How many heals there may be before a step fails; absent: any number. */
  readonly maxHeals?: number;
  /** What may cover the page, by its name: the CSS selector of the control that closes it. */
  readonly interruptions?: Readonly<Record<string, string>>;
  /** Milliseconds to wait for an element that is not there, or not shown; 5,000 unless given. */
  readonly waitMs?: number;
  /** Milliseconds between two looks, 250 unless given. */
  readonly stepMs?: number;
  /** Milliseconds that an element may be missing before it is taken to be somewhere else; 1,000. */
  readonly settleMs?: number;
  /** Milliseconds for which what is known of a page is kept, 60,000 unless given. */
  readonly visitMs?: number;
}

export type Settings = Required<Omit<SessionOptions, "maxHeals">> & { readonly maxHeals: number };

export function settingsOf(options: SessionOptions): Settings {
  return {
    variant: {},
    heal: "auto",
    frozen: false,
    neverHeal: [],
    interruptions: {},
    waitMs: 5_000,
    stepMs: 250,
    settleMs: 1_000,
    visitMs: 60_000,
    ...defined(options),
    maxHeals: options.maxHeals ?? Number.POSITIVE_INFINITY,
  };
}

/** Says whether an element may be looked for again. */
export function mayHeal(settings: Settings, element: string): boolean {
  return settings.heal === "auto" && !settings.frozen && !settings.neverHeal.includes(element);
}

function defined<T extends object>(options: T): T {
  return Object.fromEntries(Object.entries(options).filter(([, value]) => value !== undefined)) as T;
}
