package dev.pacts;

import dev.pacts.v1.AdminServiceGrpc;
import dev.pacts.v1.DriftServiceGrpc;
import dev.pacts.v1.HealServiceGrpc;
import dev.pacts.v1.RunServiceGrpc;
import dev.pacts.v1.SelectorServiceGrpc;
import io.grpc.Context;
import io.grpc.Context.CancellableContext;
import io.grpc.ManagedChannel;
import io.grpc.StatusRuntimeException;
import io.grpc.stub.AbstractStub;
import java.time.Duration;
import java.util.Iterator;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.stream.Stream;

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
    final RunServiceGrpc.RunServiceBlockingStub runs;

    Calls(ManagedChannel channel, Duration deadline, Duration pageDeadline) {
        this.channel = channel;
        this.deadline = deadline;
        this.pageDeadline = pageDeadline;
        selectors = SelectorServiceGrpc.newBlockingStub(channel);
        drift = DriftServiceGrpc.newBlockingStub(channel);
        heals = HealServiceGrpc.newBlockingStub(channel);
        admin = AdminServiceGrpc.newBlockingStub(channel);
        runs = RunServiceGrpc.newBlockingStub(channel);
    }

    <S extends AbstractStub<S>, A> A run(S stub, Kind kind, Function<S, A> call) {
        return run(stub, kind, kind == Kind.PAGE_LOOKED_AT ? pageDeadline : deadline, call);
    }

    <S extends AbstractStub<S>, A> A run(S stub, Kind kind, Duration wait, Function<S, A> call) {
        S timed = stub.withDeadlineAfter(wait.toNanos(), TimeUnit.NANOSECONDS);
        try {
            return call.apply(kind == Kind.QUICK ? timed : timed.withCompression("gzip"));
        } catch (StatusRuntimeException failure) {
            throw Failure.of(failure);
        }
    }

    /** What a call tells in parts; closing the stream cancels the call. */
    <S extends AbstractStub<S>, A> Stream<A> watch(
            S stub, Duration wait, Function<S, Iterator<A>> call) {
        CancellableContext context = Context.current().withCancellation();
        S timed = stub.withDeadlineAfter(wait.toNanos(), TimeUnit.NANOSECONDS);
        Context before = context.attach();
        try {
            Iterator<A> parts = call.apply(timed);
            return Stream.generate(() -> next(parts))
                    .takeWhile(Objects::nonNull)
                    .onClose(() -> context.cancel(null));
        } finally {
            context.detach(before);
        }
    }

    private static <A> A next(Iterator<A> parts) {
        try {
            return parts.hasNext() ? parts.next() : null;
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
