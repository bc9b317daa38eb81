package dev.pacts;

import io.grpc.Metadata;
import io.opentelemetry.api.trace.propagation.W3CTraceContextPropagator;
import io.opentelemetry.context.Context;

/**
 * Hands the caller's span on. Loaded only where the OpenTelemetry API is; it never asks for the
 * global provider, since asking would make one.
 */
final class TraceContext {
    private TraceContext() {}

    static void inject(Metadata headers) {
        W3CTraceContextPropagator.getInstance()
                .inject(
                        Context.current(),
                        headers,
                        (carrier, name, value) -> {
                            Metadata.Key<String> key = CallMetadata.key(name);
                            carrier.discardAll(key);
                            carrier.put(key, value);
                        });
    }
}
