// Made by `make gen` from clients/shared/errors.toml.
package dev.pacts;

import io.grpc.Status;
import java.util.Map;
import java.util.function.Function;

/** Which class a failure is. */
final class ErrorClasses {
    static final Map<String, Function<Failure, PactsException>> BY_REASON =
            Map.ofEntries(
                    Map.entry("INVALID_FIELD", PactsException.InvalidField::new),
                    Map.entry("INVALID_PAGE", PactsException.InvalidPage::new),
                    Map.entry("PAGE_TOO_LARGE", PactsException.PageTooLarge::new),
                    Map.entry("INVALID_FINGERPRINT", PactsException.InvalidFingerprint::new),
                    Map.entry("ADDRESS_NOT_ALLOWED", PactsException.AddressNotAllowed::new),
                    Map.entry("INCOMPATIBLE_FINGERPRINTS", PactsException.IncompatibleFingerprints::new),
                    Map.entry("PAGE_NOT_KEPT", PactsException.PageNotKept::new),
                    Map.entry("TIER_UNAVAILABLE", PactsException.TierUnavailable::new),
                    Map.entry("ALL_TIERS_UNAVAILABLE", PactsException.AllTiersUnavailable::new),
                    Map.entry("OVERLOADED", PactsException.Overloaded::new),
                    Map.entry("CALLER_LIMIT", PactsException.CallerLimit::new),
                    Map.entry("BROWSER_UNAVAILABLE", PactsException.BrowserUnavailable::new),
                    Map.entry("VERSION_CONFLICT", PactsException.VersionConflict::new),
                    Map.entry("HEAL_STATE", PactsException.HealState::new),
                    Map.entry("RUN_DISABLED", PactsException.RunDisabled::new),
                    Map.entry("HEAL_NOT_FOUND", PactsException.HealNotFound::new),
                    Map.entry("FROZEN", PactsException.Frozen::new),
                    Map.entry("FROZEN_MISS", PactsException.FrozenMiss::new),
                    Map.entry("UNAUTHENTICATED", PactsException.AccessDenied::new),
                    Map.entry("SCOPE_MISSING", PactsException.ScopeMissing::new),
                    Map.entry("APP_NOT_ALLOWED", PactsException.AppNotAllowed::new),
                    Map.entry("PROTOCOL_UNSUPPORTED", PactsException.ProtocolUnsupported::new),
                    Map.entry("INTERNAL", PactsException.Internal::new));

    static final Map<Status.Code, Function<Failure, PactsException>> BY_CODE =
            Map.ofEntries(
                    Map.entry(Status.Code.UNAVAILABLE, PactsException.DaemonUnreachable::new),
                    Map.entry(Status.Code.DEADLINE_EXCEEDED, PactsException.DeadlineExceeded::new),
                    Map.entry(Status.Code.UNAUTHENTICATED, PactsException.AccessDenied::new),
                    Map.entry(Status.Code.PERMISSION_DENIED, PactsException.AccessDenied::new),
                    Map.entry(Status.Code.UNIMPLEMENTED, PactsException.Version::new),
                    Map.entry(Status.Code.INTERNAL, PactsException.Internal::new));

    private ErrorClasses() {}
}
