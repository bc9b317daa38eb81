package dev.pacts;

import java.nio.file.Path;

/** The daemon's command: PACTS_COMMAND, or the one that this repository has built. */
public final class Command {
    private Command() {}

    public static String path() {
        String named = System.getenv("PACTS_COMMAND");
        Path built = Path.of(System.getProperty("pacts.repository"), ".venv/bin/pacts");
        return named == null ? built.toAbsolutePath().normalize().toString() : named;
    }
}
