package dev.pacts.scenarios;

import static dev.pacts.scenarios.Words.text;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import dev.pacts.OtherProtocol;
import dev.pacts.PactsClient;
import dev.pacts.PactsClientBuilder;
import dev.pacts.selenium.Pacts;
import dev.pacts.session.Settings;
import dev.pacts.v1.GetCacheStatsResponse;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.openqa.selenium.WebDriver;
import org.openqa.selenium.chrome.ChromeDriver;

/** What one scenario is done with: its client, its session, and the browser. */
final class Stage implements AutoCloseable {
    final World world;
    final ChromeDriver driver;
    final WebDriver wrapped;
    final PactsClient client;
    final Pacts pacts;
    final Settings settings;
    final GetCacheStatsResponse before;
    String trace = "";

    Stage(World world, ChromeDriver driver, JsonObject scenario) {
        this.world = world;
        this.driver = driver;
        JsonObject options = scenario.getAsJsonObject("options");
        String daemon = text(scenario, "daemon");
        client = client(world.told.getAsJsonObject("daemons").getAsJsonObject(daemon), options);
        settings = settings(text(scenario, "name"), world.text("environment"), options);
        pacts = new Pacts(client, settings);
        wrapped = pacts.wrap(driver);
        before = daemon.equals("default") && !options.has("protocol") ? client.stats() : null;
    }

    @Override
    public void close() {
        pacts.close();
        client.close();
    }

    private static PactsClient client(JsonObject daemon, JsonObject options) {
        PactsClientBuilder builder = PactsClient.builder().target(text(daemon, "target"));
        String token = options.has("token") ? text(options, "token") : text(daemon, "token");
        if (!token.isEmpty()) {
            builder.token(token);
        }
        if (options.has("timeout_s")) {
            builder.deadline(seconds(options, "timeout_s"));
            builder.pageDeadline(seconds(options, "timeout_s"));
        }
        return options.has("protocol")
                ? OtherProtocol.of(builder, text(options, "protocol")).build()
                : builder.build();
    }

    private static Settings settings(String app, String environment, JsonObject options) {
        Settings settings =
                Settings.of(app, environment)
                        .withHeal(!text(options, "heal").equals("off"))
                        .withNeverHeal(names(options));
        if (options.has("interruptions")) {
            Map<String, String> controls =
                    options.getAsJsonObject("interruptions").entrySet().stream()
                            .collect(
                                    Collectors.toMap(
                                            Map.Entry::getKey,
                                            one -> one.getValue().getAsString()));
            settings = settings.withInterruptions(controls);
        }
        return options.has("wait_s") ? settings.withTimeout(seconds(options, "wait_s")) : settings;
    }

    private static Set<String> names(JsonObject options) {
        return Words.list(options, "never_heal")
                .map(JsonElement::getAsString)
                .collect(Collectors.toSet());
    }

    private static Duration seconds(JsonObject options, String key) {
        return Duration.ofMillis((long) (options.get(key).getAsDouble() * 1000));
    }
}
