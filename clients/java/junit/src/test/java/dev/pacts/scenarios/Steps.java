package dev.pacts.scenarios;

import static dev.pacts.scenarios.Words.flag;
import static dev.pacts.scenarios.Words.list;
import static dev.pacts.scenarios.Words.text;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import com.google.gson.JsonObject;
import dev.pacts.selenium.Element;
import dev.pacts.session.Ready;
import dev.pacts.session.StaleSelectorException;
import dev.pacts.v1.Action;
import dev.pacts.v1.ElementQuery;
import dev.pacts.v1.Evidence;
import dev.pacts.v1.GetSelectorRequest;
import dev.pacts.v1.PageAccess;
import dev.pacts.v1.PageContent;
import dev.pacts.v1.PlannerKind;
import dev.pacts.v1.RequirementText;
import dev.pacts.v1.ResolveSelectorRequest;
import dev.pacts.v1.RunRequirementRequest;
import dev.pacts.v1.RunRequirementResponse;
import dev.pacts.v1.SaveSelectorRequest;
import dev.pacts.v1.VerifySelectorRequest;
import java.util.List;
import java.util.stream.Stream;
import org.openqa.selenium.By;
import org.openqa.selenium.WebElement;

/** The steps of scenarios, each with this client and Selenium. */
final class Steps {
    private final Stage stage;
    private Element holding;
    private Ready held;

    Steps(Stage stage) {
        this.stage = stage;
    }

    void run(JsonObject step) {
        JsonObject with = step.getAsJsonObject("with");
        String verb = step.get("do").getAsString();
        switch (verb) {
            case "save", "get", "resolve", "verify", "batch", "stats", "run" ->
                    client(verb, with, step);
            case "open", "see", "wrapped_click", "wrapped_fill", "in_trace", "spans" ->
                    page(verb, with);
            case "hold" -> hold(with);
            case "click_held" -> clickHeld();
            case "passed" -> stage.pacts.session().passed();
            case "failed" -> stage.pacts.session().failed(text(with, "why"));
            case "end_visit" -> stage.pacts.session().endVisit();
            case "heals" ->
                    Expecting.heals(step.getAsJsonArray("expect"), stage.pacts.session().heals());
            default -> element(verb, with);
        }
    }

    private void client(String verb, JsonObject with, JsonObject step) {
        JsonObject none = new JsonObject();
        JsonObject expected =
                step.has("expect") && step.get("expect").isJsonObject()
                        ? step.getAsJsonObject("expect")
                        : none;
        switch (verb) {
            case "save" -> save(with);
            case "get" -> get(with, expected);
            case "resolve" -> resolve(with, expected);
            case "verify" -> {
                VerifySelectorRequest.Builder request =
                        VerifySelectorRequest.newBuilder().setQuery(query(with));
                Expecting.verdict(
                        expected, stage.client.verify(request.setAccess(access()).build()));
            }
            case "run" -> run(with, expected);
            case "batch" ->
                    Expecting.batch(
                            step.getAsJsonArray("expect"), stage.client.batchGet(requests(with)));
            default -> Expecting.grown(expected, stage.before, stage.client.stats());
        }
    }

    private void save(JsonObject with) {
        SaveSelectorRequest.Builder request =
                SaveSelectorRequest.newBuilder()
                        .setQuery(query(with))
                        .addAllSelectors(list(with, "selectors").map(Words::selector).toList())
                        .setNeverHeal(flag(with, "never_heal"));
        if (flag(with, "with_page")) {
            request.setEvidence(Evidence.newBuilder().setPage(capture()));
        }
        stage.client.save(request.build());
    }

    private void get(JsonObject with, JsonObject expected) {
        GetSelectorRequest.Builder request = GetSelectorRequest.newBuilder().setQuery(query(with));
        if (flag(with, "with_page")) {
            request.setAccess(access());
        }
        var answer = stage.client.get(request.build());
        if (expected.size() > 0) {
            Expecting.lookup(expected, answer);
        }
    }

    private void resolve(JsonObject with, JsonObject expected) {
        ResolveSelectorRequest.Builder request =
                ResolveSelectorRequest.newBuilder().setQuery(query(with)).setAccess(access());
        if (with.has("failed")) {
            request.setFailedSelector(Words.selector(with.get("failed")));
        }
        Expecting.lookup(expected, stage.client.resolve(request.build()));
    }

    private void run(JsonObject with, JsonObject expected) {
        RunRequirementRequest request =
                RunRequirementRequest.newBuilder()
                        .setRequirement(
                                RequirementText.newBuilder()
                                        .setName("scenario.md")
                                        .setText(text(with, "requirement")))
                        .setPlanner(PlannerKind.PLANNER_KIND_RULES)
                        .setApp(stage.settings.app())
                        .setBaseUrl(stage.world.text("site") + "/shop/")
                        .build();
        try (Stream<RunRequirementResponse> events = stage.client.runs().watch(request)) {
            Expecting.run(expected, events.toList());
        }
    }

    private List<GetSelectorRequest> requests(JsonObject with) {
        return list(with, "elements")
                .map(name -> query(new JsonObject()).toBuilder().setElement(name.getAsString()))
                .map(query -> GetSelectorRequest.newBuilder().setQuery(query).build())
                .toList();
    }

    private void page(String verb, JsonObject with) {
        switch (verb) {
            case "open" ->
                    stage.driver.get(stage.world.text("site") + "/shop/" + text(with, "page"));
            case "see" -> see(text(with, "css"), text(with, "text"));
            case "wrapped_click" -> wrapped(with).click();
            case "wrapped_fill" -> {
                WebElement field = wrapped(with);
                field.clear();
                field.sendKeys(text(with, "text"));
            }
            case "in_trace" -> stage.trace = text(with, "trace");
            default -> Spans.await(stage.world, text(with, "trace"), list(with, "names"));
        }
    }

    private WebElement wrapped(JsonObject with) {
        return stage.wrapped.findElement(By.cssSelector(text(with, "css")));
    }

    private void see(String css, String expected) {
        Retry.until(
                5,
                () ->
                        assertEquals(
                                expected.strip(),
                                stage.driver.findElement(By.cssSelector(css)).getText().strip()));
    }

    private void element(String verb, JsonObject with) {
        Element element = element(with);
        switch (verb) {
            case "click" -> element.click();
            case "hover" -> element.hover();
            case "check" -> element.check();
            case "fill" -> element.fill(text(with, "text"));
            case "select" -> element.select(text(with, "text"));
            case "read" -> assertEquals(text(with, "text"), element.text());
            case "gone" -> assertEquals(flag(with, "is"), element.gone());
            default -> throw new IllegalArgumentException("no such step: " + verb);
        }
    }

    private void hold(JsonObject with) {
        holding = element(with);
        held = holding.locate();
    }

    private void clickHeld() {
        try {
            holding.act(
                    held,
                    Action.ACTION_CLICK,
                    element -> {
                        element.click();
                        return true;
                    });
        } catch (StaleSelectorException stale) {
            assertFalse(stale.candidates().isEmpty());
            throw stale;
        }
    }

    private Element element(JsonObject with) {
        Element element = stage.pacts.element(stage.driver, text(with, "element"));
        if (with.has("scope")) {
            element = element.in(text(with, "scope"));
        }
        if (with.has("ordinal")) {
            element = element.nth(with.get("ordinal").getAsInt());
        }
        if (with.has("frame")) {
            element = element.inFrame(text(with, "frame"));
        }
        return element;
    }

    private ElementQuery query(JsonObject with) {
        return ElementQuery.newBuilder()
                .setApp(stage.settings.app())
                .setEnvironment(stage.settings.environment())
                .setPage(stage.driver.getCurrentUrl())
                .setElement(text(with, "element"))
                .setScope(text(with, "scope"))
                .setOrdinal(with.has("ordinal") ? with.get("ordinal").getAsInt() : 0)
                .setFrame(text(with, "frame"))
                .build();
    }

    private PageAccess access() {
        return PageAccess.newBuilder().setPage(capture()).build();
    }

    private PageContent capture() {
        Object text = stage.driver.executeScript("return " + stage.client.scripts().getScript());
        return PageContent.newBuilder().setCapture(String.valueOf(text)).build();
    }
}
