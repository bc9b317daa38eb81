package dev.pacts;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** The variables of a run. Made by {@code make gen} from clients/shared/variables.toml. */
public final class VariableNames {
    /** The daemon: host:port or unix:/path. */
    public static final String TARGET = "PACTS_TARGET";

    /** The bearer token that it asks for. */
    public static final String TOKEN = "PACTS_TOKEN";

    /** The connection is encrypted, which it is with each of the next three, too. */
    public static final String TLS = "PACTS_TLS";

    /** PEM file of the authorities that the daemon's certificate is held against. */
    public static final String TLS_CA = "PACTS_TLS_CA";

    /** PEM file of the caller's own certificate; goes with the key. */
    public static final String TLS_CERTIFICATE = "PACTS_TLS_CERTIFICATE";

    /** PEM file of its private key. */
    public static final String TLS_KEY = "PACTS_TLS_KEY";

    /** How long a call may take. */
    public static final String TIMEOUT_S = "PACTS_TIMEOUT_S";

    /** How long a call may take that looks at a page. */
    public static final String PAGE_TIMEOUT_S = "PACTS_PAGE_TIMEOUT_S";

    /**
     * Where no daemon is named, one is started that keeps nothing; false: 127.0.0.1:50551 is asked.
     */
    public static final String EPHEMERAL = "PACTS_EPHEMERAL";

    /** The program that is started then. */
    public static final String COMMAND = "PACTS_COMMAND";

    /** File that the log of a daemon that was started is added to. */
    public static final String DAEMON_LOG = "PACTS_DAEMON_LOG";

    /** The application under test; a part of every query. */
    public static final String APP = "PACTS_APP";

    /** Where it runs; a part of every query. */
    public static final String ENVIRONMENT = "PACTS_ENVIRONMENT";

    /** Only what is known is used, and nothing is written. */
    public static final String FROZEN = "PACTS_FROZEN";

    /** Off: an element whose selectors are not right any more fails. */
    public static final String HEAL = "PACTS_HEAL";

    /** The run fails that heals more than this. */
    public static final String MAX_HEALS = "PACTS_MAX_HEALS";

    /** How long an element is waited for. */
    public static final String WAIT_S = "PACTS_WAIT_S";

    /** File that the summary of the run is written to, as JSON. */
    public static final String SUMMARY = "PACTS_SUMMARY";

    /** The commit under test, told with each failure. */
    public static final String COMMIT = "PACTS_COMMIT";

    /** What a test is called in failures and in the summary. */
    public static final String TEST_ID = "PACTS_TEST_ID";

    /** Those that a run reads. */
    public static final List<String> ALL =
            List.of(
                    TARGET,
                    TOKEN,
                    TLS,
                    TLS_CA,
                    TLS_CERTIFICATE,
                    TLS_KEY,
                    TIMEOUT_S,
                    PAGE_TIMEOUT_S,
                    EPHEMERAL,
                    COMMAND,
                    DAEMON_LOG,
                    APP,
                    ENVIRONMENT,
                    FROZEN,
                    HEAL,
                    MAX_HEALS,
                    WAIT_S,
                    SUMMARY,
                    COMMIT,
                    TEST_ID);

    /** All that a daemon of the run is not told of. */
    static final Set<String> OF_CALLERS =
            Set.of(
                    "PACTS_TARGET",
                    "PACTS_TOKEN",
                    "PACTS_TLS",
                    "PACTS_TLS_CA",
                    "PACTS_TLS_CERTIFICATE",
                    "PACTS_TLS_KEY",
                    "PACTS_TIMEOUT_S",
                    "PACTS_PAGE_TIMEOUT_S",
                    "PACTS_EPHEMERAL",
                    "PACTS_COMMAND",
                    "PACTS_DAEMON_LOG",
                    "PACTS_APP",
                    "PACTS_ENVIRONMENT",
                    "PACTS_FROZEN",
                    "PACTS_HEAL",
                    "PACTS_MAX_HEALS",
                    "PACTS_WAIT_S",
                    "PACTS_SUMMARY",
                    "PACTS_COMMIT",
                    "PACTS_TEST_ID",
                    "PACTS_BROWSER",
                    "PACTS_CHROMEDRIVER");

    /** What stands for a variable that is not set. */
    static final Map<String, String> VALUES =
            Map.ofEntries(
                    Map.entry(TLS, "false"),
                    Map.entry(TIMEOUT_S, "2"),
                    Map.entry(PAGE_TIMEOUT_S, "30"),
                    Map.entry(EPHEMERAL, "true"),
                    Map.entry(COMMAND, "pacts"),
                    Map.entry(ENVIRONMENT, "local"),
                    Map.entry(FROZEN, "false"),
                    Map.entry(HEAL, "auto"),
                    Map.entry(WAIT_S, "5"));

    private VariableNames() {}

    /** What a variable says, or what stands for it; empty: nothing does. */
    public static String text(Map<String, String> variables, String name) {
        String value = variables.getOrDefault(name, "");
        return value.isBlank() ? VALUES.getOrDefault(name, "") : value.strip();
    }

    /** Reads a variable that says yes or no. */
    public static boolean flag(Map<String, String> variables, String name) {
        String value = text(variables, name);
        return switch (value.toLowerCase(Locale.ROOT)) {
            case "1", "true", "yes", "on" -> true;
            case "", "0", "false", "no", "off" -> false;
            default -> throw wrong(name, "true or false", value);
        };
    }

    /** Reads a variable that is a number, 0 or more; -1: it is not set. */
    public static int count(Map<String, String> variables, String name) {
        String value = text(variables, name);
        if (!value.matches("\\d{0,9}")) {
            throw wrong(name, "a number", value);
        }
        return value.isEmpty() ? -1 : Integer.parseInt(value);
    }

    /** Reads a variable that is a time above zero, in seconds. */
    public static Duration seconds(Map<String, String> variables, String name) {
        String value = text(variables, name);
        try {
            Duration read = Duration.ofNanos(Math.round(Double.parseDouble(value) * 1e9));
            if (!read.isNegative() && !read.isZero()) {
                return read;
            }
        } catch (NumberFormatException failure) {
            throw wrong(name, "a number of seconds above 0", value);
        }
        throw wrong(name, "a number of seconds above 0", value);
    }

    private static IllegalArgumentException wrong(String name, String what, String value) {
        return new IllegalArgumentException(name + ": must be " + what + ", not \"" + value + "\"");
    }
}
