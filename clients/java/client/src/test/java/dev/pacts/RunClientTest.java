package dev.pacts;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpServer;
import dev.pacts.v1.PlanRequirementRequest;
import dev.pacts.v1.PlannerKind;
import dev.pacts.v1.RequirementText;
import dev.pacts.v1.RunEnded;
import dev.pacts.v1.RunRequirementRequest;
import dev.pacts.v1.RunRequirementResponse;
import dev.pacts.v1.RunVerdict;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunClientTest {
    private static final Duration TIME = Duration.ofMinutes(1);
    private static final String OPEN = "1. Go to /products\n";
    private static TestDaemon daemon;
    private static PactsClient client;
    private static HttpServer shop;

    @BeforeAll
    static void start(@TempDir Path data) throws IOException {
        daemon = new TestDaemon(data, Map.of());
        client = PactsClient.builder().target(daemon.target).build();
        byte[] page =
                Files.readAllBytes(
                        Path.of(System.getProperty("pacts.repository"))
                                .resolve("tests/scenarios/site/products.html"));
        shop = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
        shop.createContext(
                "/products",
                asked -> {
                    try (asked) {
                        asked.getResponseHeaders().set("Content-Type", "text/html; charset=utf-8");
                        asked.sendResponseHeaders(200, page.length);
                        asked.getResponseBody().write(page);
                    }
                });
        shop.start();
    }

    @AfterAll
    static void stop() throws InterruptedException {
        shop.stop(0);
        client.close();
        daemon.close();
    }

    @Test
    void runPassesAndTellsEachStep() {
        List<RunRequirementResponse> told = new ArrayList<>();
        String text = OPEN + "2. Click Subscribe\n3. Verify that \"subscribed\" is visible\n";
        RunEnded ended = client.runs().run(request(text), TIME, told::add);
        assertEquals(RunVerdict.RUN_VERDICT_PASS, ended.getVerdict(), ended.getWhy());
        assertEquals(1, told.get(0).getStarted().getCases());
        assertEquals(3, told.stream().filter(RunRequirementResponse::hasStepEnded).count());
    }

    @Test
    void sentenceThatCannotBeReadIsRefusedWithItsPart() {
        RunRequirementRequest request = request(OPEN + "2. Ponder the Save button\n");
        PlanRequirementRequest planned =
                PlanRequirementRequest.newBuilder()
                        .setRequirement(request.getRequirement())
                        .setPlanner(request.getPlanner())
                        .build();
        for (Supplier<?> call :
                List.<Supplier<?>>of(
                        () -> client.runs().plan(planned), () -> client.runs().run(request))) {
            PactsException.InvalidField refused =
                    assertThrows(PactsException.InvalidField.class, call::get);
            assertEquals("requirement.text", refused.field());
            assertTrue(refused.getMessage().contains("shop.md:2:"), refused.getMessage());
            assertTrue(refused.getMessage().contains("Ponder"), refused.getMessage());
        }
    }

    @Test
    void deadlineAndAClosedStreamEndTheRun() {
        RunRequirementRequest waiting =
                request(OPEN + "2. Wait 60 seconds\n3. Verify that Subscribe is visible\n");
        assertThrows(
                PactsException.DeadlineExceeded.class,
                () -> client.runs().run(waiting, Duration.ofMillis(1), event -> {}));
        try (Stream<RunRequirementResponse> events = client.runs().watch(waiting)) {
            assertTrue(events.findFirst().orElseThrow().hasStarted());
        }
    }

    private static RunRequirementRequest request(String text) {
        return RunRequirementRequest.newBuilder()
                .setRequirement(RequirementText.newBuilder().setName("shop.md").setText(text))
                .setPlanner(PlannerKind.PLANNER_KIND_RULES)
                .setBaseUrl("http://127.0.0.1:" + shop.getAddress().getPort())
                .setApp("shop")
                .build();
    }
}
