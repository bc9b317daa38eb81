package dev.pacts.scenarios;

import com.google.gson.GsonBuilder;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import dev.pacts.Browser;
import dev.pacts.PactsClient;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.TraceFlags;
import io.opentelemetry.api.trace.TraceState;
import io.opentelemetry.context.Scope;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.openqa.selenium.chrome.ChromeDriver;

/** All of tests/scenarios, done with this client in a real browser. */
class ScenariosTest {
    private static final JsonObject RESULTS = new JsonObject();
    private static World world;
    private static ChromeDriver driver;

    @BeforeAll
    static void start() throws IOException {
        world = new World();
        connectOnce();
        JsonObject browser = world.told.getAsJsonObject("browser");
        driver =
                Browser.start(
                        browser.get("executable").getAsString(),
                        Words.list(browser, "arguments").map(JsonElement::getAsString).toList());
    }

    /**
     * A Java process takes its time for its first call; the scenarios' deadlines are not for that.
     */
    private static void connectOnce() {
        String target =
                Words.text(
                        world.told.getAsJsonObject("daemons").getAsJsonObject("default"), "target");
        try (PactsClient client =
                PactsClient.builder().target(target).deadline(Duration.ofSeconds(30)).build()) {
            client.scripts();
        }
    }

    @AfterAll
    static void write() throws IOException {
        if (driver != null) {
            driver.quit();
        }
        JsonObject told = new JsonObject();
        told.addProperty("language", "java");
        told.addProperty("title", "Java");
        told.addProperty("page", "java/README.md");
        told.addProperty("runner", "Selenium");
        told.add("scenarios", RESULTS);
        Path file = Path.of(world.text("results"), "java.json");
        Files.writeString(file, new GsonBuilder().setPrettyPrinting().create().toJson(told) + "\n");
        world.close();
    }

    @TestFactory
    Stream<DynamicTest> scenarios() {
        return Words.list(world.told, "scenarios")
                .map(JsonElement::getAsJsonObject)
                .map(one -> DynamicTest.dynamicTest(Words.text(one, "name"), () -> play(one)));
    }

    private static void play(JsonObject scenario) {
        JsonObject result = new JsonObject();
        RESULTS.add(Words.text(scenario, "name"), result);
        driver.manage().deleteAllCookies();
        try (Stage stage = new Stage(world, driver, scenario)) {
            Steps steps = new Steps(stage);
            Words.list(scenario, "steps").forEach(step -> traced(stage, steps, step));
            result.addProperty("status", "passed");
        } catch (AssertionError | RuntimeException failure) {
            result.addProperty("status", "failed");
            result.addProperty("why", String.valueOf(failure.getMessage()));
            throw failure;
        }
    }

    private static void traced(Stage stage, Steps steps, JsonElement step) {
        if (stage.trace.isEmpty()) {
            step(steps, step.getAsJsonObject());
            return;
        }
        SpanContext context =
                SpanContext.create(
                        stage.trace,
                        "00f067aa0ba902b7",
                        TraceFlags.getSampled(),
                        TraceState.getDefault());
        try (Scope scope = Span.wrap(context).makeCurrent()) {
            step(steps, step.getAsJsonObject());
        }
    }

    private static void step(Steps steps, JsonObject step) {
        double within = step.has("within_s") ? step.get("within_s").getAsDouble() : 0;
        Retry.until(within, () -> once(steps, step));
    }

    private static void once(Steps steps, JsonObject step) {
        try {
            steps.run(step);
        } catch (AssertionError | RuntimeException thrown) {
            if (!step.has("error") || thrown instanceof AssertionError) {
                throw new AssertionError(step + ": " + thrown, thrown);
            }
            Expecting.error(step.getAsJsonObject("error"), thrown);
            return;
        }
        if (step.has("error")) {
            Assertions.fail("did not fail: " + step);
        }
    }
}
