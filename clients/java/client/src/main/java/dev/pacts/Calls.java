package dev.pacts;

import dev.pacts.v1.AdminServiceGrpc;
import dev.pacts.v1.DriftServiceGrpc;
import dev.pacts.v1.HealServiceGrpc;
import dev.pacts.v1.SelectorServiceGrpc;
import io.grpc.ManagedChannel;
import io.grpc.StatusRuntimeException;
import io.grpc.stub.AbstractStub;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/**
 * One channel's stubs, and how each call on them is made: with a deadline and the tree's errors.
 */
final class Calls {
    /** How a call is made: quickly, or with the time and the compression that a page takes. */
    enum Kind {
        QUICK,
        PAGE_SENT,
        PAGE_LOOKED_AT
    }

    private final ManagedChannel channel;
    private final Duration deadline;
    private final Duration pageDeadline;
    final SelectorServiceGrpc.SelectorServiceBlockingStub selectors;
    final DriftServiceGrpc.DriftServiceBlockingStub drift;
    final HealServiceGrpc.HealServiceBlockingStub heals;
    final AdminServiceGrpc.AdminServiceBlockingStub admin;

    Calls(ManagedChannel channel, Duration deadline, Duration pageDeadline) {
        this.channel = channel;
        this.deadline = deadline;
        this.pageDeadline = pageDeadline;
        selectors = SelectorServiceGrpc.newBlockingStub(channel);
        drift = DriftServiceGrpc.newBlockingStub(channel);
        heals = HealServiceGrpc.newBlockingStub(channel);
        admin = AdminServiceGrpc.newBlockingStub(channel);
    }

    <S extends AbstractStub<S>, A> A run(S stub, Kind kind, Function<S, A> call) {
        Duration wait = kind == Kind.PAGE_LOOKED_AT ? pageDeadline : deadline;
        S timed = stub.withDeadlineAfter(wait.toNanos(), TimeUnit.NANOSECONDS);
        try {
            return call.apply(kind == Kind.QUICK ? timed : timed.withCompression("gzip"));
        } catch (StatusRuntimeException failure) {
            throw Failure.of(failure);
        }
    }

    void close() {
        channel.shutdown();
        try {
            if (!channel.awaitTermination(1, TimeUnit.SECONDS)) {
                channel.shutdownNow();
            }
        } catch (InterruptedException interrupted) {
            channel.shutdownNow();
            Thread.currentThread().interrupt();
        }
    }
}
