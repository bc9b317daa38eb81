package dev.pacts.junit;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.annotations.SerializedName;
import dev.pacts.session.Healed;
import dev.pacts.v1.ElementVerdict;
import dev.pacts.v1.Selector;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What came of a run, in the form that the integrations of all languages write. */
final class Summary {
    private static final Gson GSON =
            new GsonBuilder().serializeNulls().setPrettyPrinting().create();

    private record Written(
            String strategy, String value, String role, String attribute, boolean positional) {
        static Written of(Selector selector) {
            return selector == null
                    ? null
                    : new Written(
                            word(selector.getStrategy().name(), "SELECTOR_STRATEGY_"),
                            selector.getValue(),
                            selector.getRole(),
                            selector.getAttribute(),
                            selector.getPositional());
        }

        @Override
        public String toString() {
            return strategy + "=" + value;
        }
    }

    private record Heal(
            String element,
            String page,
            Written old,
            @SerializedName("new") Written now,
            String verdict,
            @SerializedName("heal_id") String healId,
            String test,
            String file,
            int line) {

        String told() {
            String before = old == null ? "what was known" : old.toString();
            return "%s was found again: %s -> %s".formatted(element, before, now);
        }
    }

    private record Form(
            int passed,
            int failed,
            long lookups,
            List<Heal> heals,
            @SerializedName("max_heals") Integer maxHeals,
            @SerializedName("is_over_budget") boolean isOverBudget) {}

    private final String path;
    private final boolean annotates;
    private final List<Heal> heals = new ArrayList<>();
    private final int maxHeals;
    private long lookups;
    private int passed;
    private int failed;

    /** A negative number of heals: any. */
    Summary(String path, int maxHeals, boolean annotates) {
        this.path = path;
        this.maxHeals = maxHeals;
        this.annotates = annotates;
    }

    /**
     * Takes what one test has healed and looked up; the answer is how many heals there are in all.
     */
    synchronized int add(List<Healed> healed, long lookedUp, String file) {
        lookups += lookedUp;
        for (Healed one : healed) {
            Heal heal = heal(one, file);
            heals.add(heal);
            if (annotates) {
                System.out.println("\n::warning title=PACTS healed an element::" + line(heal));
            }
        }
        return heals.size();
    }

    /** Counts a test, and writes the summary, which is whole after each. */
    synchronized void count(boolean hasPassed, boolean hasFailed) {
        passed += hasPassed ? 1 : 0;
        failed += hasFailed ? 1 : 0;
        if (path.isBlank()) {
            return;
        }
        Path file = Path.of(path).toAbsolutePath();
        try {
            Path fresh = Files.createTempFile(file.getParent(), ".pacts-", ".json");
            Files.writeString(fresh, GSON.toJson(form()) + "\n");
            Files.move(fresh, file, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException failure) {
            throw new UncheckedIOException("PACTS_SUMMARY cannot be written", failure);
        }
    }

    /** Says at the end of a run what was healed in it. */
    synchronized void tell() {
        if (!heals.isEmpty()) {
            System.out.println("pacts: healed in this run: " + heals.size());
            heals.forEach(heal -> System.out.println("pacts:   " + heal.told()));
        }
    }

    private Form form() {
        boolean isBounded = maxHeals >= 0;
        return new Form(
                passed,
                failed,
                lookups,
                heals,
                isBounded ? maxHeals : null,
                isBounded && heals.size() > maxHeals);
    }

    private static Heal heal(Healed healed, String file) {
        boolean judged = healed.verdict() != ElementVerdict.ELEMENT_VERDICT_UNSPECIFIED;
        return new Heal(
                healed.element(),
                healed.page(),
                Written.of(healed.before()),
                Written.of(healed.now()),
                judged ? word(healed.verdict().name(), "ELEMENT_VERDICT_") : null,
                healed.healId(),
                healed.test(),
                file,
                0);
    }

    private static String line(Heal heal) {
        return heal.told().replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A");
    }

    private static String word(String name, String prefix) {
        return name.substring(prefix.length()).toLowerCase(Locale.ROOT);
    }
}
