package dev.pacts.scenarios;

import static dev.pacts.scenarios.Words.list;
import static dev.pacts.scenarios.Words.text;
import static dev.pacts.scenarios.Words.word;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import dev.pacts.BatchAnswer;
import dev.pacts.Lookup;
import dev.pacts.PactsException;
import dev.pacts.Verdict;
import dev.pacts.session.ElementNotFoundException;
import dev.pacts.session.Healed;
import dev.pacts.v1.Found;
import dev.pacts.v1.GetCacheStatsResponse;
import dev.pacts.v1.Miss;
import dev.pacts.v1.RunEnded;
import dev.pacts.v1.RunRequirementResponse;
import dev.pacts.v1.StepEnded;
import dev.pacts.v1.Verification;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Holds what was answered against what a step expects. */
final class Expecting {
    private Expecting() {}

    static void lookup(JsonObject expected, Lookup answer) {
        if (expected.has("found")) {
            found(
                    expected.getAsJsonObject("found"),
                    assertInstanceOf(Lookup.Found.class, answer).value());
        } else {
            miss(
                    expected.getAsJsonObject("miss"),
                    assertInstanceOf(Lookup.Miss.class, answer).value());
        }
    }

    static void batch(JsonArray expected, List<BatchAnswer> answers) {
        assertEquals(expected.size(), answers.size());
        for (int n = 0; n < expected.size(); n++) {
            lookup(expected.get(n).getAsJsonObject(), answers.get(n).get());
        }
    }

    static void verdict(JsonObject expected, Verdict answer) {
        if (expected.has("miss")) {
            miss(
                    expected.getAsJsonObject("miss"),
                    assertInstanceOf(Lookup.Miss.class, answer).value());
            return;
        }
        Verification checked = assertInstanceOf(Verdict.Verified.class, answer).value();
        for (Map.Entry<String, JsonElement> one :
                expected.getAsJsonObject("verification").entrySet()) {
            Object actual =
                    switch (one.getKey()) {
                        case "is_same" -> checked.getIsSame();
                        case "matches" -> checked.getMatches();
                        case "failed" -> word(checked.getFailed());
                        case "failure_class" -> word(checked.getFailureClass());
                        default -> fail("unknown: " + one.getKey());
                    };
            assertEquals(one.getValue().getAsString(), String.valueOf(actual), one.getKey());
        }
    }

    static void heals(JsonArray expected, List<Healed> heals) {
        assertEquals(expected.size(), heals.size(), heals.toString());
        for (int n = 0; n < expected.size(); n++) {
            JsonObject one = expected.get(n).getAsJsonObject();
            assertEquals(text(one, "element"), heals.get(n).element());
            if (one.has("verdict")) {
                assertEquals(text(one, "verdict"), word(heals.get(n).verdict()));
            }
        }
    }

    static void grown(
            JsonObject expected, GetCacheStatsResponse before, GetCacheStatsResponse now) {
        for (Map.Entry<String, JsonElement> one : expected.entrySet()) {
            long grown = counter(one.getKey(), now) - counter(one.getKey(), before);
            assertEquals(one.getValue().getAsLong(), grown, one.getKey());
        }
    }

    static void run(JsonObject expected, List<RunRequirementResponse> told) {
        RunEnded ended = told.get(told.size() - 1).getResult();
        assertEquals(text(expected, "verdict"), word(ended.getVerdict()), ended.getWhy());
        List<StepEnded> steps =
                told.stream()
                        .filter(RunRequirementResponse::hasStepEnded)
                        .map(RunRequirementResponse::getStepEnded)
                        .toList();
        assertEquals(expected.get("steps").getAsInt(), steps.size());
        String failures =
                steps.stream()
                        .map(step -> step.getFailure().getMessage())
                        .collect(Collectors.joining());
        assertTrue(failures.contains(text(expected, "failure")), failures);
    }

    static void error(JsonObject expected, Throwable thrown) {
        String wanted = text(expected, "class").replaceAll("Error$", "");
        if (!isOf(wanted, thrown)) {
            throw new AssertionError("not a " + wanted + ": " + thrown, thrown);
        }
        assertTrue(thrown.getMessage().contains(text(expected, "says")), thrown.getMessage());
        if (thrown instanceof ElementNotFoundException missing) {
            miss(expected, missing.miss());
        }
        if (expected.has("metadata")) {
            Map<String, String> metadata = ((PactsException) thrown).metadata();
            expected.getAsJsonObject("metadata")
                    .entrySet()
                    .forEach(
                            one ->
                                    assertEquals(
                                            one.getValue().getAsString(),
                                            metadata.get(one.getKey())));
        }
    }

    /** An error of a child of a class is one of the class too. */
    private static boolean isOf(String wanted, Throwable thrown) {
        for (Class<?> type = thrown.getClass(); type != null; type = type.getSuperclass()) {
            if (type.getSimpleName().replaceAll("Exception$", "").equals(wanted)) {
                return true;
            }
        }
        return false;
    }

    private static void found(JsonObject expected, Found found) {
        if (expected.has("first")) {
            assertEquals(Words.selector(expected.get("first")), plain(found));
        }
        same(expected, "source", found.getSource());
        same(expected, "verdict", word(found.getVerdict()));
        same(expected, "drift_check", word(found.getDriftCheck()));
    }

    private static dev.pacts.v1.Selector plain(Found found) {
        return found.getSelectors(0).toBuilder().clearPositional().build();
    }

    private static void miss(JsonObject expected, Miss miss) {
        same(expected, "reason", word(miss.getReason()));
        same(expected, "failure_class", word(miss.getFailureClass()));
        same(expected, "verdict", word(miss.getVerdict()));
        list(expected, "nearest")
                .forEach(
                        name ->
                                assertTrue(
                                        miss.getNearestList().contains(name.getAsString()),
                                        miss.getNearestList().toString()));
        list(expected, "revealed_by").forEach(part -> revealed(part.getAsString(), miss));
    }

    private static void revealed(String part, Miss miss) {
        assertTrue(
                miss.getHidden().getRevealedByList().stream()
                        .anyMatch(control -> control.getBrief().contains(part)),
                miss.toString());
    }

    private static void same(JsonObject expected, String key, String actual) {
        if (expected.has(key)) {
            assertEquals(text(expected, key), actual, key);
        }
    }

    private static long counter(String name, GetCacheStatsResponse stats) {
        return switch (name) {
            case "lookups" -> stats.getLookups();
            case "misses" -> stats.getCacheMiss();
            default -> stats.getHitsOrDefault(name.replaceFirst("^hits\\.", ""), 0);
        };
    }
}
