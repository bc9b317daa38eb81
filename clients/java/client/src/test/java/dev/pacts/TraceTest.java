package dev.pacts;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import io.grpc.Metadata;
import io.opentelemetry.api.baggage.Baggage;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.TraceFlags;
import io.opentelemetry.api.trace.TraceState;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.Scope;
import org.junit.jupiter.api.Test;

class TraceTest {
    private static final Metadata.Key<String> PARENT = CallMetadata.key("traceparent");
    private static final Metadata.Key<String> BAGGAGE = CallMetadata.key("baggage");
    private static final String TRACE = "4bf92f3577b34da6a3ce929d0e0e4736";

    @Test
    void callersSpanIsHandedOn() {
        Metadata headers = headersWith(Baggage.empty());
        assertEquals("00-" + TRACE + "-00f067aa0ba902b7-01", headers.get(PARENT));
    }

    @Test
    void baggageOfTheTestIsHandedOnAndNoOther() {
        Baggage said =
                Baggage.builder().put("test.name", "buys a book").put("user", "alice").build();
        assertEquals("test.name=buys%20a%20book", headersWith(said).get(BAGGAGE));
    }

    @Test
    void baggageThatSaysNothingOfATestIsNotHandedOn() {
        Metadata headers = headersWith(Baggage.builder().put("user", "alice").build());
        assertEquals("00-" + TRACE + "-00f067aa0ba902b7-01", headers.get(PARENT));
        assertNull(headers.get(BAGGAGE));
    }

    @Test
    void withoutASpanNothingIsSent() {
        Metadata headers = new Metadata();
        TraceContext.inject(headers);
        assertNull(headers.get(PARENT));
    }

    private static Metadata headersWith(Baggage said) {
        SpanContext span =
                SpanContext.create(
                        TRACE,
                        "00f067aa0ba902b7",
                        TraceFlags.getSampled(),
                        TraceState.getDefault());
        Metadata headers = new Metadata();
        try (Scope scope = Context.root().with(Span.wrap(span)).with(said).makeCurrent()) {
            TraceContext.inject(headers);
        }
        return headers;
    }
}
