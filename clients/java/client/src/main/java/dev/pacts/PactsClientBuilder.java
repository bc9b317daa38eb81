package dev.pacts;

import io.grpc.ChannelCredentials;
import io.grpc.InsecureChannelCredentials;
import io.grpc.TlsChannelCredentials;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** Settings of a {@link PactsClient}. */
public final class PactsClientBuilder {
    private String target = "127.0.0.1:50551";
    private String token;
    private String protocol = CallMetadata.PROTOCOL;
    private ChannelCredentials credentials = InsecureChannelCredentials.create();
    private Duration deadline = Duration.ofSeconds(2);
    private Duration pageDeadline = Duration.ofSeconds(30);

    PactsClientBuilder() {}

    /** Where the daemon listens: {@code host:port}, or on Linux {@code unix:/path}. */
    public PactsClientBuilder target(String value) {
        target = Channels.checked(value);
        return this;
    }

    /** The token that the daemon asks for; in clear it is sent to this machine only. */
    public PactsClientBuilder token(String value) {
        token = value;
        return this;
    }

    /** Another protocol than this client's own, to see how a daemon refuses it. */
    PactsClientBuilder protocol(String value) {
        protocol = value;
        return this;
    }

    /** Encrypts, and trusts the authorities that the Java runtime trusts. */
    public PactsClientBuilder tls() {
        credentials = TlsChannelCredentials.create();
        return this;
    }

    /** Encrypts, and trusts the authorities in a PEM file. */
    public PactsClientBuilder tls(File authorities) {
        try {
            credentials = TlsChannelCredentials.newBuilder().trustManager(authorities).build();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
        return this;
    }

    /**
     * Encrypts, and shows a certificate of the caller's own; all three are PEM files. Without
     * authorities (null) those of the Java runtime are trusted.
     */
    public PactsClientBuilder tls(File authorities, File certificate, File key) {
        try {
            TlsChannelCredentials.Builder tls = TlsChannelCredentials.newBuilder();
            if (authorities != null) {
                tls.trustManager(authorities);
            }
            credentials = tls.keyManager(certificate, key).build();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
        return this;
    }

    /** Sets what PACTS_* variables say of the daemon: target, token, TLS and deadlines. */
    public PactsClientBuilder variables(Map<String, String> variables) {
        String named = VariableNames.text(variables, VariableNames.TARGET);
        if (!named.isEmpty()) {
            target(named);
        }
        String secret = VariableNames.text(variables, VariableNames.TOKEN);
        if (!secret.isEmpty()) {
            token(secret);
        }
        File authorities = file(variables, VariableNames.TLS_CA);
        File certificate = file(variables, VariableNames.TLS_CERTIFICATE);
        File key = file(variables, VariableNames.TLS_KEY);
        if ((certificate == null) != (key == null)) {
            throw new IllegalArgumentException(
                    "PACTS_TLS_CERTIFICATE and PACTS_TLS_KEY go together");
        }
        if (certificate != null) {
            tls(authorities, certificate, key);
        } else if (authorities != null) {
            tls(authorities);
        } else if (VariableNames.flag(variables, VariableNames.TLS)) {
            tls();
        }
        return deadlines(variables);
    }

    /** Sets what PACTS_* variables say of deadlines alone. */
    public PactsClientBuilder deadlines(Map<String, String> variables) {
        return deadline(VariableNames.seconds(variables, VariableNames.TIMEOUT_S))
                .pageDeadline(VariableNames.seconds(variables, VariableNames.PAGE_TIMEOUT_S));
    }

    private static File file(Map<String, String> variables, String name) {
        String path = VariableNames.text(variables, name);
        return path.isEmpty() ? null : new File(path);
    }

    /** How long a call may take that looks at no page; 2 s unless set. */
    public PactsClientBuilder deadline(Duration value) {
        deadline = positive(value);
        return this;
    }

    /** How long a call may take that looks at a page; 30 s unless set. */
    public PactsClientBuilder pageDeadline(Duration value) {
        pageDeadline = positive(value);
        return this;
    }

    /** Makes the client; it connects with its first call. */
    public PactsClient build() {
        Channels.checkToken(target, token, credentials);
        return new PactsClient(
                new Calls(
                        Channels.open(
                                target, credentials, List.of(new CallMetadata(protocol, token))),
                        deadline,
                        pageDeadline));
    }

    private static Duration positive(Duration value) {
        if (Objects.requireNonNull(value).isNegative() || value.isZero()) {
            throw new IllegalArgumentException("deadline: must be above zero, not " + value);
        }
        return value;
    }
}
