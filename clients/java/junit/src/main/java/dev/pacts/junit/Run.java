package dev.pacts.junit;

import dev.pacts.EmbeddedDaemon;
import dev.pacts.PactsClient;
import dev.pacts.PactsClientBuilder;
import dev.pacts.VariableNames;
import dev.pacts.selenium.Pacts;
import dev.pacts.session.HealBudgetException;
import dev.pacts.session.Healed;
import dev.pacts.session.Session;
import dev.pacts.session.Settings;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.opentest4j.TestAbortedException;

/** One run of tests: its daemon, its client, and what was healed in all of it. */
final class Run implements AutoCloseable {
    private final Started daemon;
    private final PactsClient client;
    private final Settings settings;
    private final Summary summary;
    private final Variables variables;
    private String commit;

    Run(Variables variables) {
        this.variables = variables;
        settings = Settings.of(variables.all());
        boolean isNamed = !variables.text(VariableNames.TARGET).isEmpty();
        daemon =
                isNamed || !variables.flag(VariableNames.EPHEMERAL)
                        ? null
                        : Started.by(variables.text(VariableNames.COMMAND));
        PactsClientBuilder builder = PactsClient.builder();
        // One's own listens in the clear, and asks for no token.
        client =
                daemon == null
                        ? builder.variables(variables.all()).build()
                        : builder.target(daemon.target()).deadlines(variables.all()).build();
        if (daemon != null) {
            connectOnce(daemon.target());
        }
        summary =
                new Summary(
                        variables.text(VariableNames.SUMMARY),
                        settings.maxHeals(),
                        variables.text("GITHUB_ACTIONS").equals("true"));
    }

    /** A Java process takes its time for its first call; a test's deadlines are not for that. */
    private static void connectOnce(String target) {
        try (PactsClient patient =
                PactsClient.builder().target(target).deadline(Duration.ofSeconds(30)).build()) {
            patient.scripts();
        }
    }

    PactsClient client() {
        return client;
    }

    Pacts newPacts() {
        return new Pacts(client, settings);
    }

    /** What a test is called. */
    String nameOf(ExtensionContext context) {
        String given = variables.text(VariableNames.TEST_ID);
        return given.isEmpty() ? context.getUniqueId() : given;
    }

    /** Why a test has failed, with its name and the commit. */
    synchronized String whyOf(ExtensionContext context, Throwable failure) {
        if (commit == null) {
            commit = variables.commit();
        }
        String at = commit.isEmpty() ? "" : " @ " + commit;
        return nameOf(context) + at + ": " + failure.getMessage();
    }

    /** Takes in how a test ended; fails it when the run has healed more than it may. */
    void ended(Session session, String file, Optional<Throwable> failure) {
        List<Healed> heals = session.heals();
        int all = summary.add(heals, session.lookups(), file);
        int most = settings.maxHeals();
        boolean isOver = most >= 0 && all > most && !heals.isEmpty();
        if (isOver || failure.isPresent()) {
            boolean aborted = failure.orElse(null) instanceof TestAbortedException;
            summary.count(false, !aborted || isOver);
        } else {
            summary.count(true, false);
        }
        if (isOver && failure.isEmpty()) {
            throw new HealBudgetException(all, most);
        }
    }

    @Override
    public void close() {
        summary.tell();
        client.close();
        if (daemon != null) {
            daemon.end().run();
        }
    }

    /** A daemon that nobody has named, and what ends the use of it. */
    private record Started(String target, Runnable end) {
        static Started by(String command) {
            Optional<Path> meeting = SharedDaemon.meeting();
            if (meeting.isPresent()) {
                return new Started(SharedDaemon.join(meeting.get(), command), () -> {});
            }
            EmbeddedDaemon own = EmbeddedDaemon.start(command, Map.of());
            return new Started(own.target(), own::close);
        }
    }
}
