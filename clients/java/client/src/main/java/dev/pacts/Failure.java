package dev.pacts;

import com.google.protobuf.Any;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.rpc.ErrorInfo;
import dev.pacts.v1.BatchError;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.protobuf.StatusProto;
import java.util.Map;
import java.util.function.Function;

/** What a call failed with, read from its status. */
record Failure(
        String message,
        Status.Code code,
        String reason,
        Map<String, String> metadata,
        Throwable cause) {

    static PactsException of(StatusRuntimeException thrown) {
        ErrorInfo info = infoOf(thrown);
        String message = thrown.getStatus().getDescription();
        return new Failure(
                        message == null ? thrown.getStatus().getCode().name() : message,
                        thrown.getStatus().getCode(),
                        info.getReason(),
                        Map.copyOf(info.getMetadataMap()),
                        thrown)
                .exception();
    }

    static PactsException of(BatchError error) {
        return new Failure(
                        error.getMessage(),
                        Status.fromCodeValue(error.getCode()).getCode(),
                        error.getReason(),
                        Map.copyOf(error.getMetadataMap()),
                        null)
                .exception();
    }

    private PactsException exception() {
        if (code == Status.Code.UNIMPLEMENTED && reason.isEmpty()) {
            return new PactsException.Version(
                    withMessage("the daemon is older than this client: " + message));
        }
        Function<Failure, PactsException> other =
                ErrorClasses.BY_CODE.getOrDefault(code, PactsException::new);
        return ErrorClasses.BY_REASON.getOrDefault(reason, other).apply(this);
    }

    private Failure withMessage(String other) {
        return new Failure(other, code, reason, metadata, cause);
    }

    private static ErrorInfo infoOf(StatusRuntimeException thrown) {
        com.google.rpc.Status status = StatusProto.fromThrowable(thrown);
        if (status == null) {
            return ErrorInfo.getDefaultInstance();
        }
        try {
            for (Any detail : status.getDetailsList()) {
                if (detail.is(ErrorInfo.class)) {
                    return detail.unpack(ErrorInfo.class);
                }
            }
        } catch (InvalidProtocolBufferException unreadable) {
            thrown.addSuppressed(unreadable);
        }
        return ErrorInfo.getDefaultInstance();
    }
}
