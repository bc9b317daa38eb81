package dev.pacts;

/** Lets tests speak a protocol that is not this client's. */
public final class OtherProtocol {
    private OtherProtocol() {}

    public static PactsClientBuilder of(PactsClientBuilder builder, String protocol) {
        return builder.protocol(protocol);
    }
}
