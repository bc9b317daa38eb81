package dev.pacts.junit;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.extension.ExtensionContext;

/** What is said to this run, by JUnit's configuration or by the environment. */
final class Variables {
    private static final List<String> NAMES =
            List.of(
                    "PACTS_TARGET",
                    "PACTS_TOKEN",
                    "PACTS_APP",
                    "PACTS_ENVIRONMENT",
                    "PACTS_FROZEN",
                    "PACTS_HEAL",
                    "PACTS_MAX_HEALS",
                    "PACTS_SUMMARY",
                    "PACTS_COMMAND",
                    "GITHUB_ACTIONS");

    private final Map<String, String> values = new HashMap<>();

    Variables(ExtensionContext context) {
        for (String name : NAMES) {
            String own = System.getenv(name);
            String value = context.getConfigurationParameter(name).orElse(own);
            if (value != null && !value.isBlank()) {
                values.put(name, value);
            }
        }
    }

    Map<String, String> all() {
        return Map.copyOf(values);
    }

    String text(String name, String other) {
        return values.getOrDefault(name, other);
    }
}
