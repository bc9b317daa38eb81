// Made by `make gen` from clients/shared/errors.toml.
package dev.pacts;

import io.grpc.Status;
import java.util.List;
import java.util.Map;

/**
 * The parent of every failure of a call; thrown itself for a status this client has no class for. A
 * miss is not in this tree: it is an answer, unless the daemon is frozen.
 */
public class PactsException extends RuntimeException {
    private final Status.Code code;
    private final String reason;
    private final transient Map<String, String> metadata;

    /** A failure that no call made, such as a session's. */
    protected PactsException(String message, Status.Code code) {
        this(new Failure(message, code, "", Map.of(), null));
    }

    PactsException(Failure failure) {
        super(failure.message(), failure.cause());
        code = failure.code();
        reason = failure.reason();
        metadata = failure.metadata();
    }

    /** The canonical status. */
    public final Status.Code code() {
        return code;
    }

    /** The daemon's ErrorReason without its prefix; empty when the failure is not the daemon's own. */
    public final String reason() {
        return reason;
    }

    /** The dynamic parts of the failure, as the daemon gave them. */
    public final Map<String, String> metadata() {
        return metadata == null ? Map.of() : metadata;
    }

    final String text(String key) {
        return metadata().getOrDefault(key, "");
    }

    /** The request is wrong, and will be the next time. */
    public static class InvalidRequest extends PactsException {
        InvalidRequest(Failure failure) { super(failure); }
    }

    /** A field of the request is missing or wrong. */
    public static class InvalidField extends InvalidRequest {
        InvalidField(Failure failure) { super(failure); }

        /** Which field; empty when the daemon did not say. */
        public final String field() {
            return text("field");
        }

        /** What is wrong, and what to do. */
        public final String problem() {
            return metadata().getOrDefault("problem", getMessage());
        }
    }

    /** The page cannot be read as what it says it is. */
    public static class InvalidPage extends InvalidField {
        InvalidPage(Failure failure) { super(failure); }
    }

    /** The page is over a limit on bytes, nodes or depth. */
    public static class PageTooLarge extends InvalidField {
        PageTooLarge(Failure failure) { super(failure); }
    }

    /** The bytes are not a fingerprint. */
    public static class InvalidFingerprint extends InvalidField {
        InvalidFingerprint(Failure failure) { super(failure); }
    }

    /** The daemon may not open that address. */
    public static class AddressNotAllowed extends InvalidField {
        AddressNotAllowed(Failure failure) { super(failure); }

        /** The address that was refused. */
        public final String address() {
            return text("address");
        }
    }

    /** The fingerprints differ in source kind, algorithm or rules, so no ratio exists. */
    public static class IncompatibleFingerprints extends InvalidRequest {
        IncompatibleFingerprints(Failure failure) { super(failure); }

        /** What is wrong, and what to do. */
        public final String problem() {
            return metadata().getOrDefault("problem", getMessage());
        }
    }

    /** The daemon does not have the page of that digest, or not any more: send the page itself. */
    public static class PageNotKept extends PactsException {
        PageNotKept(Failure failure) { super(failure); }

        /** Which field; empty when the daemon did not say. */
        public final String field() {
            return text("field");
        }
    }

    /** Something the call needs did not answer; the same call may succeed later. */
    public static class Unavailable extends PactsException {
        Unavailable(Failure failure) { super(failure); }
    }

    /** A tier that the call needs did not answer. */
    public static class TierUnavailable extends Unavailable {
        TierUnavailable(Failure failure) { super(failure); }

        /** Which tier. */
        public final String tier() {
            return text("tier");
        }

        /** What is wrong, and what to do. */
        public final String problem() {
            return metadata().getOrDefault("problem", getMessage());
        }
    }

    /** No tier that could know the answer was reachable. */
    public static class AllTiersUnavailable extends Unavailable {
        AllTiersUnavailable(Failure failure) { super(failure); }

        /** The tiers that were asked. */
        public final List<String> tiers() {
            return text("tiers").isEmpty() ? List.of() : List.of(text("tiers").split(","));
        }
    }

    /** As much is under way as may be at a time: discoveries, calls or bytes. */
    public static class Overloaded extends Unavailable {
        Overloaded(Failure failure) { super(failure); }
    }

    /** This caller does as much at a time, or in a second, as the daemon lets one caller do. */
    public static class CallerLimit extends Overloaded {
        CallerLimit(Failure failure) { super(failure); }

        /** The setting of the daemon that limits a caller. */
        public final String limit() {
            return text("limit");
        }

        /** When the same call may be let in, in milliseconds from now. */
        public final long retryAfterMs() {
            return Long.parseLong(metadata().getOrDefault("retry_after_ms", "0"));
        }
    }

    /** Nothing answers at the target, or the connection broke. */
    public static class DaemonUnreachable extends Unavailable {
        DaemonUnreachable(Failure failure) { super(failure); }
    }

    /** The daemon has no browser to discover with, and fails until somebody sees to one. */
    public static class BrowserUnavailable extends PactsException {
        BrowserUnavailable(Failure failure) { super(failure); }

        /** What is wrong, and what to do. */
        public final String problem() {
            return metadata().getOrDefault("problem", getMessage());
        }
    }

    /** What the call would change has changed meanwhile. */
    public static class Conflict extends PactsException {
        Conflict(Failure failure) { super(failure); }
    }

    /** The stored version is not the one that the caller named. */
    public static class VersionConflict extends Conflict {
        VersionConflict(Failure failure) { super(failure); }

        /** The version that the caller named. */
        public final long expected() {
            return Long.parseLong(metadata().getOrDefault("expected", "0"));
        }

        /** The version that is stored; 0 when there is none. */
        public final long current() {
            return Long.parseLong(metadata().getOrDefault("current", "0"));
        }
    }

    /** The heal stands where it cannot be decided on this way. */
    public static class HealState extends Conflict {
        HealState(Failure failure) { super(failure); }

        /** Which heal. */
        public final String healId() {
            return text("id");
        }

        /** Where the heal stands, a value of HealState. */
        public final String state() {
            return text("state");
        }
    }

    /** The daemon's settings do not let it run requirements. */
    public static class RunDisabled extends PactsException {
        RunDisabled(Failure failure) { super(failure); }

        /** What is wrong, and what to do. */
        public final String problem() {
            return metadata().getOrDefault("problem", getMessage());
        }
    }

    /** There is no heal of that name. */
    public static class HealNotFound extends PactsException {
        HealNotFound(Failure failure) { super(failure); }

        /** Which heal. */
        public final String healId() {
            return text("id");
        }
    }

    /** The daemon is frozen, and the call would discover or write. */
    public static class Frozen extends PactsException {
        Frozen(Failure failure) { super(failure); }

        /** What is wrong, and what to do. */
        public final String problem() {
            return metadata().getOrDefault("problem", getMessage());
        }
    }

    /** The element is not known, and a frozen daemon does not look for it. */
    public static class FrozenMiss extends Frozen {
        FrozenMiss(Failure failure) { super(failure); }

        /** Why it is a miss, a value of MissReason. */
        public final String miss() {
            return text("miss");
        }
    }

    /** The call took longer than its deadline; whether it was carried out is not known. */
    public static class DeadlineExceeded extends PactsException {
        DeadlineExceeded(Failure failure) { super(failure); }
    }

    /** The daemon refuses the caller's token or certificate. */
    public static class AccessDenied extends PactsException {
        AccessDenied(Failure failure) { super(failure); }

        /** Which field; empty when the daemon did not say. */
        public final String field() {
            return text("field");
        }
    }

    /** The caller's token or certificate does not give it the scope that the call needs. */
    public static class ScopeMissing extends AccessDenied {
        ScopeMissing(Failure failure) { super(failure); }

        /** The scope that is missing. */
        public final String scope() {
            return text("scope");
        }
    }

    /** The caller's token or certificate reaches other applications only. */
    public static class AppNotAllowed extends AccessDenied {
        AppNotAllowed(Failure failure) { super(failure); }

        /** The application that is out of reach. */
        public final String app() {
            return text("app");
        }
    }

    /** The daemon is older than this client: it does not know the call. */
    public static class Version extends PactsException {
        Version(Failure failure) { super(failure); }
    }

    /** The daemon does not speak this client's version of the protocol. */
    public static class ProtocolUnsupported extends Version {
        ProtocolUnsupported(Failure failure) { super(failure); }

        /** The version of the protocol that this client speaks. */
        public final String client() {
            return text("client");
        }

        /** The version, or versions, that the daemon speaks. */
        public final String supported() {
            return text("supported");
        }
    }

    /** A defect of the daemon. */
    public static class Internal extends PactsException {
        Internal(Failure failure) { super(failure); }

        /** What to look for in the daemon's log. */
        public final String requestId() {
            return text("request_id");
        }
    }
}
