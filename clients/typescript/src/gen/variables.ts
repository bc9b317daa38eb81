// The variables of a run. Made by `make gen` from clients/shared/variables.toml.

/** Each with what stands for it when it is not set; empty: nothing does. */
export const VARIABLES = {
  /** The daemon: `host:port` or `unix:/path`. */
  PACTS_TARGET: "",
  /** The bearer token that it asks for. */
  PACTS_TOKEN: "",
  /** The connection is encrypted, which it is with each of the next three, too. */
  PACTS_TLS: "false",
  /** PEM file of the authorities that the daemon's certificate is held against. */
  PACTS_TLS_CA: "",
  /** PEM file of the caller's own certificate; goes with the key. */
  PACTS_TLS_CERTIFICATE: "",
  /** PEM file of its private key. */
  PACTS_TLS_KEY: "",
  /** How long a call may take. */
  PACTS_TIMEOUT_S: "2",
  /** How long a call may take that looks at a page. */
  PACTS_PAGE_TIMEOUT_S: "30",
  /** Where no daemon is named, one is started that keeps nothing; `false`: 127.0.0.1:50551 is asked. */
  PACTS_EPHEMERAL: "true",
  /** The program that is started then. */
  PACTS_COMMAND: "pacts",
  /** File that the log of a daemon that was started is added to. */
  PACTS_DAEMON_LOG: "",
  /** The application under test; a part of every query. */
  PACTS_APP: "",
  /** Where it runs; a part of every query. */
  PACTS_ENVIRONMENT: "local",
  /** Only what is known is used, and nothing is written. */
  PACTS_FROZEN: "false",
  /** `off`: an element whose selectors are not right any more fails. */
  PACTS_HEAL: "auto",
  /** The run fails that heals more than this. */
  PACTS_MAX_HEALS: "",
  /** How long an element is waited for. */
  PACTS_WAIT_S: "5",
  /** File that the summary of the run is written to, as JSON. */
  PACTS_SUMMARY: "",
  /** The commit under test, told with each failure. */
  PACTS_COMMIT: "",
  /** What a test is called in failures and in the summary. */
  PACTS_TEST_ID: "",
} as const;

export type VariableName = keyof typeof VARIABLES;

/** All that a daemon of the run is not told of. */
export const OF_CALLERS: ReadonlySet<string> = new Set([
  ...Object.keys(VARIABLES),
  "PACTS_BROWSER",
  "PACTS_CHROMEDRIVER",
]);
