package dev.pacts.session;

import dev.pacts.VariableNames;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * How elements are looked up, waited for and found again.
 *
 * @param app the application under test; a part of every query
 * @param environment where it runs; a part of every query
 * @param heal false: an element whose selectors are not right any more is not looked for again
 * @param frozen nothing is looked for and nothing is written: only what is known is used
 * @param neverHeal names of elements that are never looked for again
 * @param maxHeals how many heals a run may have before it fails; negative: any number
 * @param interruptions what may cover the page, by its name: the CSS selector of the control that
 *     closes it, which is clicked when an element is covered
 * @param timeout how long to wait for an element that is not there, or not shown
 * @param visitAge how long what is known of a page is kept
 */
public record Settings(
        String app,
        String environment,
        boolean heal,
        boolean frozen,
        Set<String> neverHeal,
        int maxHeals,
        Map<String, String> interruptions,
        Duration timeout,
        Duration visitAge) {

    /** Between two looks. */
    static final Duration STEP = Duration.ofMillis(250);

    /** A page that lacks an element is left alone so long before it is looked for elsewhere. */
    static final Duration SETTLE = Duration.ofSeconds(1);

    /** The defaults: heals, any number of them, and waits 5 s. */
    public static Settings of(String app, String environment) {
        return new Settings(
                Objects.requireNonNull(app),
                Objects.requireNonNull(environment),
                true,
                false,
                Set.of(),
                -1,
                Map.of(),
                Duration.ofSeconds(5),
                Duration.ofSeconds(60));
    }

    /** What the PACTS_* variables say: APP, ENVIRONMENT, FROZEN, HEAL, MAX_HEALS, WAIT_S. */
    public static Settings of(Map<String, String> variables) {
        String app = VariableNames.text(variables, VariableNames.APP);
        return of(
                        app.isEmpty() ? folder() : app,
                        VariableNames.text(variables, VariableNames.ENVIRONMENT))
                .withFrozen(VariableNames.flag(variables, VariableNames.FROZEN))
                .withHeal(isAuto(VariableNames.text(variables, VariableNames.HEAL)))
                .withMaxHeals(VariableNames.count(variables, VariableNames.MAX_HEALS))
                .withTimeout(VariableNames.seconds(variables, VariableNames.WAIT_S));
    }

    private static String folder() {
        Path name = Path.of("").toAbsolutePath().getFileName();
        return name == null ? "app" : name.toString();
    }

    /** The same, healing or not. */
    public Settings withHeal(boolean value) {
        return new Settings(
                app,
                environment,
                value,
                frozen,
                neverHeal,
                maxHeals,
                interruptions,
                timeout,
                visitAge);
    }

    /** The same, frozen or not. */
    public Settings withFrozen(boolean value) {
        return new Settings(
                app,
                environment,
                heal,
                value,
                neverHeal,
                maxHeals,
                interruptions,
                timeout,
                visitAge);
    }

    /** The same, with other elements that are never looked for again. */
    public Settings withNeverHeal(Set<String> value) {
        return new Settings(
                app,
                environment,
                heal,
                frozen,
                Set.copyOf(value),
                maxHeals,
                interruptions,
                timeout,
                visitAge);
    }

    /** The same, with another number of heals that a run may have. */
    public Settings withMaxHeals(int value) {
        return new Settings(
                app, environment, heal, frozen, neverHeal, value, interruptions, timeout, visitAge);
    }

    /** The same, with other interruptions. */
    public Settings withInterruptions(Map<String, String> value) {
        return new Settings(
                app,
                environment,
                heal,
                frozen,
                neverHeal,
                maxHeals,
                Map.copyOf(value),
                timeout,
                visitAge);
    }

    /** The same, waiting longer or shorter. */
    public Settings withTimeout(Duration value) {
        return new Settings(
                app,
                environment,
                heal,
                frozen,
                neverHeal,
                maxHeals,
                interruptions,
                value,
                visitAge);
    }

    /** The same, keeping what is known of a page longer or shorter. */
    public Settings withVisitAge(Duration value) {
        return new Settings(
                app, environment, heal, frozen, neverHeal, maxHeals, interruptions, timeout, value);
    }

    boolean mayHeal(String element) {
        return heal && !frozen && !neverHeal.contains(element);
    }

    private static boolean isAuto(String value) {
        return switch (value) {
            case "auto" -> true;
            case "off" -> false;
            default ->
                    throw new IllegalArgumentException(
                            "PACTS_HEAL: must be auto or off, not \"" + value + "\"");
        };
    }
}
