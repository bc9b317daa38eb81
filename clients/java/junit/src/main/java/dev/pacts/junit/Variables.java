package dev.pacts.junit;

import dev.pacts.VariableNames;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.ExtensionContext;

/** What is said to this run, by JUnit's configuration or by the environment. */
final class Variables {
    private static final List<String> OF_BUILDS =
            List.of("GITHUB_ACTIONS", "GITHUB_SHA", "CI_COMMIT_SHA", "GIT_COMMIT");

    private final Map<String, String> values = new HashMap<>();

    Variables(ExtensionContext context) {
        Stream.concat(VariableNames.ALL.stream(), OF_BUILDS.stream())
                .forEach(name -> read(context, name));
    }

    private void read(ExtensionContext context, String name) {
        String value = context.getConfigurationParameter(name).orElse(System.getenv(name));
        if (value != null && !value.isBlank()) {
            values.put(name, value);
        }
    }

    Map<String, String> all() {
        return Map.copyOf(values);
    }

    String text(String name) {
        return VariableNames.text(values, name);
    }

    boolean flag(String name) {
        return VariableNames.flag(values, name);
    }

    /** The commit under test, as the build names it, else as git does; empty: not known. */
    String commit() {
        return Stream.of(VariableNames.COMMIT, "GITHUB_SHA", "CI_COMMIT_SHA", "GIT_COMMIT")
                .map(this::text)
                .filter(commit -> !commit.isEmpty())
                .findFirst()
                .orElseGet(Variables::commitOfGit);
    }

    private static String commitOfGit() {
        try {
            Process git = new ProcessBuilder("git", "rev-parse", "HEAD").start();
            byte[] told = git.getInputStream().readAllBytes();
            return new String(told, StandardCharsets.UTF_8).strip();
        } catch (java.io.IOException failure) {
            return ""; // there is no git
        }
    }
}
