export {
  Client,
  type Invalidation,
  type ListFilter,
  type LookupOptions,
  type PageQuery,
  type PageSelectorsOptions,
  type ResolveOptions,
  type SaveOptions,
  type Scripts,
  type Verified,
} from "./client.js";
export type { CallOptions, ClientOptions } from "./connection.js";
export * from "./gen/errors.js";
export type { GetCacheStatsResponse as CacheStats } from "./gen/pacts/v1/admin_service.js";
export type {
  ComparePagesResponse as Drift,
  FingerprintPageResponse as Fingerprint,
} from "./gen/pacts/v1/drift_service.js";
export {
  Action,
  type Descriptor,
  DriftCheck,
  ElementVerdict,
  type Entry,
  FailureClass,
  type Hidden,
  MissReason,
  Outcome,
  type Revealer,
  SelectorStrategy,
  type TierVisit,
} from "./gen/pacts/v1/element.js";
export { type Heal, HealState, HealWay } from "./gen/pacts/v1/heal_service.js";
export type { GetPageSelectorsResponse as PageSelectors, PageSelector } from "./gen/pacts/v1/page_selectors.js";
export {
  type CaseEnded,
  type LoopEnded,
  type PlannedAction,
  type PlannedCase,
  type PlannedStep,
  PlannerKind,
  type PlanRequirementResponse as Plan,
  RunBrowser,
  type RunEnded,
  type RunFailure,
  type RunStarted,
  RunVerdict,
  type StepEnded,
  StepStatus,
} from "./gen/pacts/v1/run_service.js";
export {
  GatePoint,
  ReportEffect,
  type ReportOutcomeResponse as Report,
  type Verification,
} from "./gen/pacts/v1/selector_service.js";
export type { Decision, HealFilter, Heals } from "./heals.js";
export type { Access, Answer, Found, Identity, Lookup, Miss, Page, PageEvidence, Query, Selector } from "./model.js";
export { DaemonNotStartedError, type EphemeralDaemon, startDaemon } from "./run/daemon.js";
export { type Endpoint, endpointFrom, optionsFrom } from "./run/environment.js";
export type { PlanOptions, Requirement, RunEvent, RunOptions, Runs } from "./runs.js";
export { ElementNotFoundError, HealBudgetError, PageNotReadyError, StaleSelectorError } from "./session/errors.js";
export type { Healed } from "./session/journal.js";
export type { Came, Captured, CheckedAction, Place } from "./session/place.js";
export { Session, type Tab } from "./session/session.js";
export type { SessionOptions } from "./session/settings.js";
export type { ElementOptions } from "./session/target.js";
export { DEFAULT_TARGET, type Pem, type TlsOptions } from "./target.js";
