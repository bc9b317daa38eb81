package dev.pacts;

import io.grpc.Metadata;
import io.opentelemetry.api.baggage.Baggage;
import io.opentelemetry.api.baggage.BaggageBuilder;
import io.opentelemetry.api.baggage.propagation.W3CBaggagePropagator;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.propagation.W3CTraceContextPropagator;
import io.opentelemetry.context.Context;

/**
 * Hands the caller's span on, and what its baggage says of its test ({@code test.*}). Loaded only
 * where the OpenTelemetry API is; it never asks for the global provider, since asking would make
 * one.
 */
final class TraceContext {
    private TraceContext() {}

    static void inject(Metadata headers) {
        Context current = Context.current();
        if (!Span.fromContext(current).getSpanContext().isValid()) {
            return;
        }
        W3CTraceContextPropagator.getInstance().inject(current, headers, TraceContext::put);
        Context ofTest = current.with(ofTest(Baggage.fromContext(current)));
        W3CBaggagePropagator.getInstance().inject(ofTest, headers, TraceContext::put);
    }

    private static void put(Metadata carrier, String name, String value) {
        Metadata.Key<String> key = CallMetadata.key(name);
        carrier.discardAll(key);
        carrier.put(key, value);
    }

    private static Baggage ofTest(Baggage carried) {
        BaggageBuilder kept = Baggage.builder();
        carried.forEach(
                (name, entry) -> {
                    if (name.startsWith("test.")) {
                        kept.put(name, entry.getValue(), entry.getMetadata());
                    }
                });
        return kept.build();
    }
}
