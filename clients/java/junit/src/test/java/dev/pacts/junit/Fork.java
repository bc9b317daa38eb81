package dev.pacts.junit;

import dev.pacts.Command;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A process that shares a daemon, as a fork of Maven or a worker of Gradle does. */
final class Fork implements AutoCloseable {
    private final Process process;
    private final BufferedReader said;

    /** Starts one that its build tool tells a folder by a property of the system. */
    Fork(String property, Path folder) throws IOException {
        List<String> words =
                List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty(
                                "surefire.test.class.path", System.getProperty("java.class.path")),
                        "-D" + property + "=" + folder,
                        "-Dpacts.repository=" + System.getProperty("pacts.repository"),
                        Fork.class.getName());
        process = new ProcessBuilder(words).redirectError(ProcessBuilder.Redirect.INHERIT).start();
        said =
                new BufferedReader(
                        new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
    }

    /** Joins, says the target, and ends once it is told to. */
    public static void main(String[] none) throws IOException {
        Path folder = SharedDaemon.meeting().orElseThrow();
        System.out.println(SharedDaemon.join(folder, Command.path()));
        System.in.read();
    }

    String target() throws IOException {
        return said.readLine();
    }

    void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    /** Has it end, and waits until it has. */
    @Override
    public void close() throws IOException {
        try (OutputStream input = process.getOutputStream()) {
            input.write('\n');
        }
        try {
            process.waitFor(1, TimeUnit.MINUTES);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        } finally {
            process.destroyForcibly();
        }
    }
}
