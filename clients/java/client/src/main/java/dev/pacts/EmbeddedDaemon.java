package dev.pacts;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * A daemon for one run: {@code pacts serve --ephemeral}. It keeps nothing, and ends with this
 * process if not closed before.
 */
public final class EmbeddedDaemon implements AutoCloseable {
    /** A daemon that hangs ends itself and its browsers within 20 s; killed, it may leave them. */
    private static final int STOP_SECONDS = 25;

    private final Process process;
    private final String target;

    private EmbeddedDaemon(Process process, String target) {
        this.process = process;
        this.target = target;
    }

    /** Starts the command in PACTS_COMMAND, else {@code pacts} from the path. */
    public static EmbeddedDaemon start() {
        return start(VariableNames.text(System.getenv(), VariableNames.COMMAND), Map.of());
    }

    /** Starts a command, with variables beside those of this process. */
    public static EmbeddedDaemon start(String command, Map<String, String> variables) {
        ProcessBuilder builder = building(command).redirectError(logFile(Redirect.INHERIT));
        builder.environment().putAll(variables);
        return started(command, builder);
    }

    /**
     * Starts a command that may outlive this process: it ends when its input has come to an end, a
     * named pipe that no process has open to be written any more. The answer is where it listens.
     */
    public static String startReading(String command, File input) {
        ProcessBuilder builder = building(command).redirectInput(input);
        // What this process writes to may be read until nobody has it open.
        return started(command, builder.redirectError(logFile(Redirect.DISCARD))).target;
    }

    private static ProcessBuilder building(String command) {
        ProcessBuilder builder = new ProcessBuilder(List.of(command, "serve", "--ephemeral"));
        builder.environment().keySet().removeAll(VariableNames.OF_CALLERS);
        return builder;
    }

    private static EmbeddedDaemon started(String command, ProcessBuilder builder) {
        try {
            Process process = builder.start();
            return new EmbeddedDaemon(process, targetOf(command, process));
        } catch (IOException failure) {
            throw new UncheckedIOException(
                    "pacts cannot be started as "
                            + command
                            + ": install it, or name it in PACTS_COMMAND,"
                            + " or a running daemon in PACTS_TARGET",
                    failure);
        }
    }

    /** Where it listens. */
    public String target() {
        return target;
    }

    @Override
    public void close() {
        try {
            process.getOutputStream().close();
            if (!process.waitFor(STOP_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (IOException failure) {
            process.destroy();
        } catch (InterruptedException interrupted) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }

    private static String targetOf(String command, Process process) throws IOException {
        BufferedReader output =
                new BufferedReader(
                        new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
        String line = output.readLine();
        if (line == null) {
            throw new IOException(command + " serve --ephemeral ended before it served");
        }
        JsonObject announced = JsonParser.parseString(line).getAsJsonObject();
        return announced.get("target").getAsString();
    }

    /** PACTS_DAEMON_LOG keeps what the daemon says. */
    private static Redirect logFile(Redirect otherwise) {
        String file = System.getenv(VariableNames.DAEMON_LOG);
        return file == null ? otherwise : Redirect.appendTo(new File(file));
    }
}
