package dev.pacts.scenarios;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/** The site, the daemons and the collector of spans that scenarios are done in. */
final class World implements AutoCloseable {
    private final Process process;
    final JsonObject told;

    /** PACTS_TEST_WORLD names the checkout that has it; else it is this one. */
    World() throws IOException {
        String named = System.getenv("PACTS_TEST_WORLD");
        Path root = Path.of(named == null ? System.getProperty("pacts.repository") : named);
        Path folder = root.toAbsolutePath().normalize();
        Path results = Path.of(System.getProperty("pacts.repository"), ".data", "scenarios");
        process =
                new ProcessBuilder(
                                folder.resolve(".venv/bin/python").toString(),
                                "-m",
                                "tests.scenarios.world",
                                results.toAbsolutePath().normalize().toString())
                        .directory(folder.toFile())
                        .redirectError(ProcessBuilder.Redirect.INHERIT)
                        .start();
        String line =
                new BufferedReader(
                                new InputStreamReader(
                                        process.getInputStream(), StandardCharsets.UTF_8))
                        .readLine();
        if (line == null) {
            throw new IOException("the world of the scenarios ended before it began");
        }
        told = JsonParser.parseString(line).getAsJsonObject();
    }

    String text(String key) {
        return told.get(key).getAsString();
    }

    @Override
    public void close() throws IOException {
        process.getOutputStream().close();
        try {
            if (!process.waitFor(30, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException interrupted) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
