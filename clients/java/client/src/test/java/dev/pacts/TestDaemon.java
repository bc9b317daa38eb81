package dev.pacts;

import com.google.gson.JsonParser;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** A real daemon with settings of the test's own. */
final class TestDaemon implements AutoCloseable {
    private final Process process;
    private final Thread drain;
    final String target;

    static String command() {
        String named = System.getenv("PACTS_COMMAND");
        Path built = Path.of(System.getProperty("pacts.repository"), ".venv/bin/pacts");
        return named == null ? built.normalize().toString() : named;
    }

    TestDaemon(Path data, Map<String, String> variables, String... flags) throws IOException {
        List<String> words =
                new ArrayList<>(
                        List.of(command(), "serve", "--port", "0", "--management-port", "0"));
        words.addAll(List.of("--data-dir", data.toString()));
        words.addAll(List.of(flags));
        ProcessBuilder builder = new ProcessBuilder(words);
        builder.environment().keySet().removeIf(name -> name.startsWith("PACTS_"));
        builder.environment().putAll(variables);
        process = builder.redirectOutput(ProcessBuilder.Redirect.DISCARD).start();
        BufferedReader log =
                new BufferedReader(
                        new InputStreamReader(process.getErrorStream(), StandardCharsets.UTF_8));
        target = targetOf(log);
        drain = new Thread(() -> drain(log), "daemon-log");
        drain.setDaemon(true);
        drain.start();
    }

    private static void drain(BufferedReader log) {
        try {
            log.lines().forEach(line -> {});
        } catch (UncheckedIOException closed) {
            // The daemon was ended, and its output with it.
        }
    }

    private static String targetOf(BufferedReader log) throws IOException {
        String line = log.readLine();
        if (line == null) {
            throw new IOException("the daemon ended before it served");
        }
        return JsonParser.parseString(line).getAsJsonObject().get("grpc").getAsString();
    }

    @Override
    public void close() throws InterruptedException {
        process.destroy();
        if (!process.waitFor(20, TimeUnit.SECONDS)) {
            process.destroyForcibly();
            throw new IllegalStateException("the daemon did not end within 20 s");
        }
    }
}
