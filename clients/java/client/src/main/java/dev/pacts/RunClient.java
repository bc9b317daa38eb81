package dev.pacts;

import dev.pacts.Calls.Kind;
import dev.pacts.v1.PlanRequirementRequest;
import dev.pacts.v1.PlanRequirementResponse;
import dev.pacts.v1.RunEnded;
import dev.pacts.v1.RunRequirementRequest;
import dev.pacts.v1.RunRequirementResponse;
import io.grpc.Status;
import java.time.Duration;
import java.util.Iterator;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * Plans and runs requirements in plain words, where the daemon's settings let callers do that: else
 * each call throws {@link PactsException.RunDisabled}. A requirement that cannot be read is a
 * {@link PactsException.InvalidField} that says where.
 */
public final class RunClient {
    private static final Duration PLANNING = Duration.ofSeconds(90);
    private static final Duration RUNNING = Duration.ofMinutes(30);

    private final Calls calls;

    RunClient(Calls calls) {
        this.calls = calls;
    }

    /** What a requirement asks for, sentence by sentence, within 90 s; nothing is run. */
    public PlanRequirementResponse plan(PlanRequirementRequest request) {
        return plan(request, PLANNING);
    }

    /** What a requirement asks for, within a deadline. */
    public PlanRequirementResponse plan(PlanRequirementRequest request, Duration deadline) {
        return calls.run(calls.runs, Kind.QUICK, deadline, s -> s.planRequirement(request));
    }

    /** Runs a requirement within 30 minutes, and tells what happens, the result last. */
    public Stream<RunRequirementResponse> watch(RunRequirementRequest request) {
        return watch(request, RUNNING);
    }

    /**
     * Runs a requirement within a deadline, and tells what happens, the result last. Past the
     * deadline, or when the stream is closed, the daemon closes the browser and acts no more.
     */
    public Stream<RunRequirementResponse> watch(RunRequirementRequest request, Duration deadline) {
        return calls.watch(calls.runs, deadline, s -> s.runRequirement(request));
    }

    /** Runs a requirement within 30 minutes, and returns what it comes to. */
    public RunEnded run(RunRequirementRequest request) {
        return run(request, RUNNING, event -> {});
    }

    /** Runs a requirement within a deadline, tells what happens, and returns what it comes to. */
    public RunEnded run(
            RunRequirementRequest request,
            Duration deadline,
            Consumer<RunRequirementResponse> onEvent) {
        try (Stream<RunRequirementResponse> told = watch(request, deadline)) {
            RunRequirementResponse last = RunRequirementResponse.getDefaultInstance();
            for (Iterator<RunRequirementResponse> events = told.iterator(); events.hasNext(); ) {
                last = events.next();
                onEvent.accept(last);
            }
            if (last.hasResult()) {
                return last.getResult();
            }
        }
        throw new PactsException.Internal(
                new Failure(
                        "the daemon's run ended without a result",
                        Status.Code.INTERNAL,
                        "INTERNAL",
                        Map.of(),
                        null));
    }
}
