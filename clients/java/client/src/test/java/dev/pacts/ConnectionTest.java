package dev.pacts;

import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.pacts.v1.ElementQuery;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConnectionTest {
    /** A cold process connects slowly. */
    private static final Duration PATIENT = Duration.ofSeconds(20);

    private static final ElementQuery QUERY =
            ElementQuery.newBuilder()
                    .setApp("shop")
                    .setEnvironment("test")
                    .setPage("home")
                    .setElement("Save")
                    .build();

    @TempDir Path folder;

    @Test
    void unixSocketIsATargetLikeAnother() throws Exception {
        Path socket = folder.resolve("pacts.sock");
        try (TestDaemon daemon =
                        new TestDaemon(folder, Map.of(), "--unix-socket", socket.toString());
                PactsClient client =
                        PactsClient.builder().target("unix:" + socket).deadline(PATIENT).build()) {
            assertTrue(Files.exists(socket), daemon.target);
            assertInstanceOf(Lookup.Miss.class, client.get(QUERY));
        }
    }

    @Test
    void wrongTokenIsRefusedAndTheRightOneIsNot() throws Exception {
        Map<String, String> variables =
                Map.of("PACTS_GRPC_TOKEN", "right-token-of-32-characters-len");
        try (TestDaemon daemon = new TestDaemon(folder, variables)) {
            try (PactsClient client = builder(daemon).token("wrong").build()) {
                assertThrows(PactsException.AccessDenied.class, () -> client.get(QUERY));
            }
            String right = variables.get("PACTS_GRPC_TOKEN");
            try (PactsClient client = builder(daemon).token(right).build()) {
                assertInstanceOf(Lookup.Miss.class, client.get(QUERY));
            }
        }
    }

    @Test
    void tlsWithACaOfOnesOwnAndAClientCertificate() throws Exception {
        Path made = certificates(folder);
        Map<String, String> variables =
                Map.of(
                        "PACTS_GRPC_TLS_CERTIFICATE", made.resolve("server.pem").toString(),
                        "PACTS_GRPC_TLS_KEY", made.resolve("server.key").toString(),
                        "PACTS_GRPC_TLS_CLIENT_CA", made.resolve("ca.pem").toString());
        try (TestDaemon daemon = new TestDaemon(folder, variables)) {
            try (PactsClient client =
                    builder(daemon)
                            .tls(
                                    made.resolve("ca.pem").toFile(),
                                    made.resolve("client.pem").toFile(),
                                    made.resolve("client.key").toFile())
                            .build()) {
                assertInstanceOf(Lookup.Miss.class, client.get(QUERY));
            }
            Map<String, String> told =
                    Map.of(
                            VariableNames.TARGET, daemon.target,
                            VariableNames.TIMEOUT_S, "20",
                            VariableNames.TLS_CA, made.resolve("ca.pem").toString(),
                            VariableNames.TLS_CERTIFICATE, made.resolve("client.pem").toString(),
                            VariableNames.TLS_KEY, made.resolve("client.key").toString());
            try (PactsClient client = PactsClient.builder().variables(told).build()) {
                assertInstanceOf(Lookup.Miss.class, client.get(QUERY));
            }
            try (PactsClient client = builder(daemon).tls().build()) {
                assertThrows(PactsException.DaemonUnreachable.class, () -> client.get(QUERY));
            }
        }
    }

    @Test
    void nobodyThereIsUnreachable() {
        try (PactsClient client =
                PactsClient.builder().target("127.0.0.1:1").deadline(PATIENT).build()) {
            assertThrows(PactsException.DaemonUnreachable.class, () -> client.get(QUERY));
        }
    }

    @Test
    void deadlineThatIsOverIsAnErrorOfItsOwn() throws Exception {
        try (TestDaemon daemon = new TestDaemon(folder, Map.of());
                PactsClient client = builder(daemon).deadline(Duration.ofNanos(1)).build()) {
            assertThrows(PactsException.DeadlineExceeded.class, () -> client.get(QUERY));
        }
    }

    @Test
    void settingsThatCannotBeAreRefusedAtOnce() {
        PactsClientBuilder builder = PactsClient.builder();
        assertThrows(IllegalArgumentException.class, () -> builder.target("127.0.0.1:99999"));
        assertThrows(IllegalArgumentException.class, () -> builder.deadline(Duration.ZERO));
        PactsClientBuilder clear = PactsClient.builder().target("pacts.example:50551").token("t");
        assertThrows(IllegalArgumentException.class, clear::build);
    }

    private static PactsClientBuilder builder(TestDaemon daemon) {
        return PactsClient.builder().target(daemon.target).deadline(PATIENT);
    }

    private static Path certificates(Path folder) throws IOException, InterruptedException {
        Path script = Path.of("src/test/resources/certificates.sh").toAbsolutePath();
        Process made =
                new ProcessBuilder("bash", script.toString(), folder.toString())
                        .redirectErrorStream(true)
                        .start();
        String said = new String(made.getInputStream().readAllBytes());
        if (made.waitFor() != 0) {
            throw new IOException("no certificates: " + said);
        }
        return folder;
    }
}
