package dev.pacts.junit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import dev.pacts.Command;
import dev.pacts.session.HealBudgetException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.platform.testkit.engine.EngineExecutionResults;
import org.junit.platform.testkit.engine.EngineTestKit;
import org.junit.platform.testkit.engine.Events;

class PactsExtensionTest {
    @TempDir Path folder;

    @Test
    void runWithoutADaemonStartsOneAndSumsUpWhatItHealed() throws IOException {
        Events tests = run("").testEvents();
        assertEquals(2, tests.succeeded().count());
        assertEquals(1, tests.failed().count());
        JsonObject summary =
                JsonParser.parseString(Files.readString(folder.resolve("summary.json")))
                        .getAsJsonObject();
        assertEquals(2, summary.get("passed").getAsInt());
        assertEquals(1, summary.get("failed").getAsInt());
        JsonObject heal = summary.getAsJsonArray("heals").get(0).getAsJsonObject();
        assertEquals("id=query", heal.get("element").getAsString());
        sameKeys(summary, heal);
        assertTrue(heal.get("test").getAsString().contains("searchesAfterTheRedesign"));
        assertTrue(tests.reportingEntryPublished().count() >= 1);
    }

    @Test
    void runThatHealsMoreThanItMayFailsThere() {
        Events tests = run("0").testEvents();
        assertEquals(1, tests.succeeded().count());
        assertTrue(
                tests.failed().stream()
                        .anyMatch(
                                event ->
                                        event.getPayload()
                                                .orElseThrow()
                                                .toString()
                                                .contains(HealBudgetException.class.getName())));
    }

    /** The form that all languages write. */
    private static void sameKeys(JsonObject summary, JsonObject heal) throws IOException {
        Path file = Path.of("../../shared/summary.schema.json");
        JsonObject form = JsonParser.parseString(Files.readString(file)).getAsJsonObject();
        JsonObject parts = form.getAsJsonObject("$defs");
        assertEquals(required(form), summary.keySet());
        assertEquals(required(parts.getAsJsonObject("heal")), heal.keySet());
        assertEquals(
                required(parts.getAsJsonObject("selector")), heal.getAsJsonObject("new").keySet());
    }

    private static Set<String> required(JsonObject form) {
        return form.getAsJsonArray("required").asList().stream()
                .map(JsonElement::getAsString)
                .collect(Collectors.toSet());
    }

    private EngineExecutionResults run(String most) {
        return EngineTestKit.engine("junit-jupiter")
                .configurationParameter("PACTS_COMMAND", Command.path())
                .configurationParameter("PACTS_APP", "junit")
                .configurationParameter("PACTS_MAX_HEALS", most)
                .configurationParameter("PACTS_SUMMARY", folder.resolve("summary.json").toString())
                .selectors(selectClass(ShopSuite.class))
                .execute();
    }
}
