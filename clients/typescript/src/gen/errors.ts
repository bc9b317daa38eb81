// Every failure of a call, in one tree. Made by `make gen` from clients/shared/errors.toml.
//
//     PactsError
//         InvalidRequestError
//             InvalidFieldError
//                 InvalidPageError
//                 PageTooLargeError
//                 InvalidFingerprintError
//                 AddressNotAllowedError
//             IncompatibleFingerprintsError
//         PageNotKeptError
//         UnavailableError
//             TierUnavailableError
//             AllTiersUnavailableError
//             OverloadedError
//                 CallerLimitError
//             DaemonUnreachableError
//         BrowserUnavailableError
//         ConflictError
//             VersionConflictError
//             HealStateError
//         RunDisabledError
//         HealNotFoundError
//         FrozenError
//             FrozenMissError
//         DeadlineExceededError
//         AccessDeniedError
//             ScopeMissingError
//             AppNotAllowedError
//         VersionError
//             ProtocolUnsupportedError
//         InternalError
//
// A miss is not in this tree: it is an answer, unless the daemon is frozen.

export interface Failure {
  /** The canonical name of the status, "INVALID_ARGUMENT". */
  readonly code?: string;
  /** The daemon's ErrorReason without its prefix; empty when the failure is not one of the daemon's own. */
  readonly reason?: string;
  /** The dynamic parts of the failure, as the daemon gave them. */
  readonly metadata?: Readonly<Record<string, string>>;
  readonly cause?: unknown;
}

/** The parent of every error; raised itself for a status that has no class of its own. */
export class PactsError extends Error {
  override readonly name: string = "PactsError";
  readonly code: string;
  readonly reason: string;
  readonly metadata: Readonly<Record<string, string>>;

  constructor(message: string, failure: Failure = {}) {
    super(message, failure.cause === undefined ? undefined : { cause: failure.cause });
    this.code = failure.code ?? "UNKNOWN";
    this.reason = failure.reason ?? "";
    this.metadata = failure.metadata ?? {};
  }
}

/** The request is wrong, and will be the next time. */
export class InvalidRequestError extends PactsError {
  override readonly name: string = "InvalidRequestError";
}

/** A field of the request is missing or wrong. */
export class InvalidFieldError extends InvalidRequestError {
  override readonly name: string = "InvalidFieldError";

  /** Which field; empty when the daemon did not say. */
  get field(): string {
    return this.metadata["field"] ?? "";
  }

  /** What is wrong, and what to do. */
  get problem(): string {
    return this.metadata["problem"] ?? this.message;
  }
}

/** The page cannot be read as what it says it is. */
export class InvalidPageError extends InvalidFieldError {
  override readonly name: string = "InvalidPageError";
}

/** The page is over a limit on bytes, nodes or depth. */
export class PageTooLargeError extends InvalidFieldError {
  override readonly name: string = "PageTooLargeError";
}

/** The bytes are not a fingerprint. */
export class InvalidFingerprintError extends InvalidFieldError {
  override readonly name: string = "InvalidFingerprintError";
}

/** The daemon may not open that address. */
export class AddressNotAllowedError extends InvalidFieldError {
  override readonly name: string = "AddressNotAllowedError";

  /** The address that was refused. */
  get address(): string {
    return this.metadata["address"] ?? "";
  }
}

/** The fingerprints differ in source kind, algorithm or rules, so no ratio exists. */
export class IncompatibleFingerprintsError extends InvalidRequestError {
  override readonly name: string = "IncompatibleFingerprintsError";

  /** What is wrong, and what to do. */
  get problem(): string {
    return this.metadata["problem"] ?? this.message;
  }
}

/** The daemon does not have the page of that digest, or not any more: send the page itself. */
export class PageNotKeptError extends PactsError {
  override readonly name: string = "PageNotKeptError";

  /** Which field; empty when the daemon did not say. */
  get field(): string {
    return this.metadata["field"] ?? "";
  }
}

/** Something the call needs did not answer; the same call may succeed later. */
export class UnavailableError extends PactsError {
  override readonly name: string = "UnavailableError";
}

/** A tier that the call needs did not answer. */
export class TierUnavailableError extends UnavailableError {
  override readonly name: string = "TierUnavailableError";

  /** Which tier. */
  get tier(): string {
    return this.metadata["tier"] ?? "";
  }

  /** What is wrong, and what to do. */
  get problem(): string {
    return this.metadata["problem"] ?? this.message;
  }
}

/** No tier that could know the answer was reachable. */
export class AllTiersUnavailableError extends UnavailableError {
  override readonly name: string = "AllTiersUnavailableError";

  /** The tiers that were asked. */
  get tiers(): string[] {
    return (this.metadata["tiers"] ?? "").split(",").filter((name) => name !== "");
  }
}

/** As much is under way as may be at a time: discoveries, calls or bytes. */
export class OverloadedError extends UnavailableError {
  override readonly name: string = "OverloadedError";
}

/** This caller does as much at a time, or in a second, as the daemon lets one caller do. */
export class CallerLimitError extends OverloadedError {
  override readonly name: string = "CallerLimitError";

  /** The setting of the daemon that limits a caller. */
  get limit(): string {
    return this.metadata["limit"] ?? "";
  }

  /** When the same call may be let in, in milliseconds from now. */
  get retryAfterMs(): number {
    return Number(this.metadata["retry_after_ms"] ?? 0);
  }
}

/** Nothing answers at the target, or the connection broke. */
export class DaemonUnreachableError extends UnavailableError {
  override readonly name: string = "DaemonUnreachableError";
}

/** The daemon has no browser to discover with, and fails until somebody sees to one. */
export class BrowserUnavailableError extends PactsError {
  override readonly name: string = "BrowserUnavailableError";

  /** What is wrong, and what to do. */
  get problem(): string {
    return this.metadata["problem"] ?? this.message;
  }
}

/** What the call would change has changed meanwhile. */
export class ConflictError extends PactsError {
  override readonly name: string = "ConflictError";
}

/** The stored version is not the one that the caller named. */
export class VersionConflictError extends ConflictError {
  override readonly name: string = "VersionConflictError";

  /** The version that the caller named. */
  get expected(): number {
    return Number(this.metadata["expected"] ?? 0);
  }

  /** The version that is stored; 0 when there is none. */
  get current(): number {
    return Number(this.metadata["current"] ?? 0);
  }
}

/** The heal stands where it cannot be decided on this way. */
export class HealStateError extends ConflictError {
  override readonly name: string = "HealStateError";

  /** Which heal. */
  get healId(): string {
    return this.metadata["id"] ?? "";
  }

  /** Where the heal stands, a value of HealState. */
  get state(): string {
    return this.metadata["state"] ?? "";
  }
}

/** The daemon's settings do not let it run requirements. */
export class RunDisabledError extends PactsError {
  override readonly name: string = "RunDisabledError";

  /** What is wrong, and what to do. */
  get problem(): string {
    return this.metadata["problem"] ?? this.message;
  }
}

/** There is no heal of that name. */
export class HealNotFoundError extends PactsError {
  override readonly name: string = "HealNotFoundError";

  /** Which heal. */
  get healId(): string {
    return this.metadata["id"] ?? "";
  }
}

/** The daemon is frozen, and the call would discover or write. */
export class FrozenError extends PactsError {
  override readonly name: string = "FrozenError";

  /** What is wrong, and what to do. */
  get problem(): string {
    return this.metadata["problem"] ?? this.message;
  }
}

/** The element is not known, and a frozen daemon does not look for it. */
export class FrozenMissError extends FrozenError {
  override readonly name: string = "FrozenMissError";

  /** Why it is a miss, a value of MissReason. */
  get miss(): string {
    return this.metadata["miss"] ?? "";
  }
}

/** The call took longer than its deadline; whether it was carried out is not known. */
export class DeadlineExceededError extends PactsError {
  override readonly name: string = "DeadlineExceededError";
}

/** The daemon refuses the caller's token or certificate. */
export class AccessDeniedError extends PactsError {
  override readonly name: string = "AccessDeniedError";

  /** Which field; empty when the daemon did not say. */
  get field(): string {
    return this.metadata["field"] ?? "";
  }
}

/** The caller's token or certificate does not give it the scope that the call needs. */
export class ScopeMissingError extends AccessDeniedError {
  override readonly name: string = "ScopeMissingError";

  /** The scope that is missing. */
  get scope(): string {
    return this.metadata["scope"] ?? "";
  }
}

/** The caller's token or certificate reaches other applications only. */
export class AppNotAllowedError extends AccessDeniedError {
  override readonly name: string = "AppNotAllowedError";

  /** The application that is out of reach. */
  get app(): string {
    return this.metadata["app"] ?? "";
  }
}

/** The daemon is older than this client: it does not know the call. */
export class VersionError extends PactsError {
  override readonly name: string = "VersionError";
}

/** The daemon does not speak this client's version of the protocol. */
export class ProtocolUnsupportedError extends VersionError {
  override readonly name: string = "ProtocolUnsupportedError";

  /** The version of the protocol that this client speaks. */
  get client(): string {
    return this.metadata["client"] ?? "";
  }

  /** The version, or versions, that the daemon speaks. */
  get supported(): string {
    return this.metadata["supported"] ?? "";
  }
}

/** A defect of the daemon. */
export class InternalError extends PactsError {
  override readonly name: string = "InternalError";

  /** What to look for in the daemon's log. */
  get requestId(): string {
    return this.metadata["request_id"] ?? "";
  }
}

type ErrorClass = new (message: string, failure?: Failure) => PactsError;

/** The class of each ErrorReason, without its prefix. */
export const classOfReason: Readonly<Record<string, ErrorClass>> = {
  INVALID_FIELD: InvalidFieldError,
  INVALID_PAGE: InvalidPageError,
  PAGE_TOO_LARGE: PageTooLargeError,
  INVALID_FINGERPRINT: InvalidFingerprintError,
  ADDRESS_NOT_ALLOWED: AddressNotAllowedError,
  INCOMPATIBLE_FINGERPRINTS: IncompatibleFingerprintsError,
  PAGE_NOT_KEPT: PageNotKeptError,
  TIER_UNAVAILABLE: TierUnavailableError,
  ALL_TIERS_UNAVAILABLE: AllTiersUnavailableError,
  OVERLOADED: OverloadedError,
  CALLER_LIMIT: CallerLimitError,
  BROWSER_UNAVAILABLE: BrowserUnavailableError,
  VERSION_CONFLICT: VersionConflictError,
  HEAL_STATE: HealStateError,
  RUN_DISABLED: RunDisabledError,
  HEAL_NOT_FOUND: HealNotFoundError,
  FROZEN: FrozenError,
  FROZEN_MISS: FrozenMissError,
  UNAUTHENTICATED: AccessDeniedError,
  SCOPE_MISSING: ScopeMissingError,
  APP_NOT_ALLOWED: AppNotAllowedError,
  PROTOCOL_UNSUPPORTED: ProtocolUnsupportedError,
  INTERNAL: InternalError,
};

/** The class of a failure without a reason, by the name of its status. */
export const classOfCode: Readonly<Record<string, ErrorClass>> = {
  UNAVAILABLE: DaemonUnreachableError,
  DEADLINE_EXCEEDED: DeadlineExceededError,
  UNAUTHENTICATED: AccessDeniedError,
  PERMISSION_DENIED: AccessDeniedError,
  UNIMPLEMENTED: VersionError,
  INTERNAL: InternalError,
};
