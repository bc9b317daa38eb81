package dev.pacts.junit;

import dev.pacts.EmbeddedDaemon;
import dev.pacts.PactsClient;
import dev.pacts.PactsClientBuilder;
import dev.pacts.selenium.Pacts;
import dev.pacts.session.HealBudgetException;
import dev.pacts.session.Healed;
import dev.pacts.session.Settings;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.opentest4j.TestAbortedException;

/** One run of tests: its daemon, its client, and what was healed in all of it. */
final class Run implements AutoCloseable {
    private final EmbeddedDaemon daemon;
    private final PactsClient client;
    private final Settings settings;
    private final Summary summary;

    Run(Variables variables) {
        settings = Settings.of(variables.all());
        String target = variables.text("PACTS_TARGET", "");
        String command = variables.text("PACTS_COMMAND", "pacts");
        daemon = target.isBlank() ? EmbeddedDaemon.start(command, Map.of()) : null;
        PactsClientBuilder builder =
                PactsClient.builder().target(daemon == null ? target : daemon.target());
        String token = variables.text("PACTS_TOKEN", "");
        client = (token.isBlank() || daemon != null ? builder : builder.token(token)).build();
        if (daemon != null) {
            connectOnce(daemon.target());
        }
        summary =
                new Summary(
                        variables.text("PACTS_SUMMARY", ""),
                        variables.text("GITHUB_ACTIONS", "").equals("true"));
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

    /** Takes in how a test ended; fails it when the run has healed more than it may. */
    void ended(List<Healed> heals, Optional<Throwable> failure) {
        int all = summary.add(heals);
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
            daemon.close();
        }
    }
}
