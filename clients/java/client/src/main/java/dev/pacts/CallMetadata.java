package dev.pacts;

import io.grpc.CallOptions;
import io.grpc.Channel;
import io.grpc.ClientCall;
import io.grpc.ClientInterceptor;
import io.grpc.ForwardingClientCall.SimpleForwardingClientCall;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import java.util.function.Consumer;

/**
 * Puts on each call what all of them carry: the protocol's version, the token, the caller's trace.
 */
final class CallMetadata implements ClientInterceptor {
    static final String PROTOCOL = "1";
    private static final Metadata.Key<String> PROTOCOL_KEY = key("pacts-protocol");
    private static final Metadata.Key<String> AUTHORIZATION_KEY = key("authorization");

    private final String protocol;
    private final String token;
    private final Consumer<Metadata> trace;

    CallMetadata(String protocol, String token) {
        this.protocol = protocol;
        this.token = token;
        this.trace = hasOpenTelemetry() ? TraceContext::inject : headers -> {};
    }

    @Override
    public <Q, A> ClientCall<Q, A> interceptCall(
            MethodDescriptor<Q, A> method, CallOptions options, Channel next) {
        return new SimpleForwardingClientCall<>(next.newCall(method, options)) {
            @Override
            public void start(Listener<A> listener, Metadata headers) {
                headers.put(PROTOCOL_KEY, protocol);
                if (token != null) {
                    headers.put(AUTHORIZATION_KEY, "Bearer " + token);
                }
                trace.accept(headers);
                super.start(listener, headers);
            }
        };
    }

    static Metadata.Key<String> key(String name) {
        return Metadata.Key.of(name, Metadata.ASCII_STRING_MARSHALLER);
    }

    private static boolean hasOpenTelemetry() {
        try {
            Class.forName(
                    "io.opentelemetry.api.trace.propagation.W3CTraceContextPropagator",
                    false,
                    CallMetadata.class.getClassLoader());
            return true;
        } catch (ClassNotFoundException absent) {
            return false;
        }
    }
}
