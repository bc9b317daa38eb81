package dev.pacts;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.pacts.v1.ComparePagesRequest;
import dev.pacts.v1.ElementQuery;
import dev.pacts.v1.Entry;
import dev.pacts.v1.Evidence;
import dev.pacts.v1.GetSelectorRequest;
import dev.pacts.v1.InvalidateSelectorsRequest;
import dev.pacts.v1.ListHealsRequest;
import dev.pacts.v1.ListSelectorsRequest;
import dev.pacts.v1.MissReason;
import dev.pacts.v1.PageContent;
import dev.pacts.v1.ReportEffect;
import dev.pacts.v1.SaveSelectorRequest;
import dev.pacts.v1.Selector;
import dev.pacts.v1.SelectorStrategy;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PactsClientTest {
    private static final Selector SAVE =
            Selector.newBuilder()
                    .setStrategy(SelectorStrategy.SELECTOR_STRATEGY_CSS)
                    .setValue("#save")
                    .build();
    private static TestDaemon daemon;
    private static PactsClient client;

    @BeforeAll
    static void start(@TempDir Path data) throws IOException {
        daemon = new TestDaemon(data, Map.of());
        client =
                PactsClient.builder()
                        .target(daemon.target)
                        .deadline(Duration.ofSeconds(20)) // a cold process connects slowly
                        .build();
    }

    @AfterAll
    static void stop() throws InterruptedException {
        client.close();
        daemon.close();
    }

    @Test
    void getOfAnElementNobodySavedIsAMiss() {
        Lookup.Miss miss =
                assertInstanceOf(Lookup.Miss.class, client.get(query("miss", "Nothing")));
        assertEquals(MissReason.MISS_REASON_UNKNOWN, miss.value().getReason());
        assertFalse(miss.trail().isEmpty());
    }

    @Test
    void getOfASavedElementAnswersItsSelectors() {
        Entry saved = save(query("saved", "Grüße 世界"));
        Lookup.Found found =
                assertInstanceOf(Lookup.Found.class, client.get(query("saved", "Grüße 世界")));
        assertEquals(List.of(SAVE), found.value().getSelectorsList());
        assertEquals(saved.getVersion(), found.value().getVersion());
    }

    @Test
    void saveAtAnotherVersionIsAConflictThatNamesBoth() {
        save(query("conflict", "Save"));
        SaveSelectorRequest stale =
                SaveSelectorRequest.newBuilder()
                        .setQuery(query("conflict", "Save"))
                        .addSelectors(SAVE)
                        .setExpectedVersion(99)
                        .build();
        PactsException.VersionConflict conflict =
                assertThrows(PactsException.VersionConflict.class, () -> client.save(stale));
        assertEquals(99, conflict.expected());
        assertEquals(1, conflict.current());
    }

    @Test
    void batchAnswersEachRequestInItsPlace() {
        save(query("batch", "Save"));
        List<BatchAnswer> answers =
                client.batchGet(
                        List.of(
                                request(query("batch", "Save")),
                                request(query("batch", "Nothing")),
                                request(ElementQuery.getDefaultInstance())));
        assertInstanceOf(Lookup.Found.class, answers.get(0).get());
        assertInstanceOf(Lookup.Miss.class, answers.get(1).get());
        PactsException.InvalidField wrong =
                assertThrows(PactsException.InvalidField.class, () -> answers.get(2).get());
        assertTrue(wrong.field().endsWith("query.app"), wrong.field());
    }

    @Test
    void listReadsOnOverPages() {
        for (int n = 0; n < 5; n++) {
            save(query("list", "Save " + n));
        }
        ListSelectorsRequest two =
                ListSelectorsRequest.newBuilder()
                        .setApp("shop")
                        .setEnvironment("test")
                        .setPage("list")
                        .setPageSize(2)
                        .build();
        assertEquals(5, client.list(two).count());
    }

    @Test
    void reportsPromoteAndDemote() {
        Entry saved = save(query("report", "Save"));
        assertEquals(
                ReportEffect.REPORT_EFFECT_PROMOTED,
                client.reportSucceeded(saved.getQuery(), saved.getVersion(), SAVE).getEffect());
        assertEquals(
                ReportEffect.REPORT_EFFECT_DEMOTED,
                client.reportFailed(saved.getQuery(), saved.getVersion(), SAVE, "not there")
                        .getEffect());
    }

    @Test
    void invalidateDropsTheEntry() {
        save(query("invalidate", "Save"));
        InvalidateSelectorsRequest page =
                InvalidateSelectorsRequest.newBuilder()
                        .setApp("shop")
                        .setEnvironment("test")
                        .setPage("invalidate")
                        .build();
        assertEquals(1, client.invalidate(page));
        assertInstanceOf(Lookup.Miss.class, client.get(query("invalidate", "Save")));
    }

    @Test
    void pagesAreFingerprintedAndCompared() {
        PageContent page = html("<ul>" + "<li class=a><a href=x>One</a></li>".repeat(30) + "</ul>");
        PageContent other = html("<table>" + "<tr><td id=b>One</td></tr>".repeat(30) + "</table>");
        assertEquals(false, client.fingerprint(page).getFingerprint().isEmpty());
        ComparePagesRequest both =
                ComparePagesRequest.newBuilder()
                        .setOld(Evidence.newBuilder().setPage(page))
                        .setNew(Evidence.newBuilder().setPage(other))
                        .build();
        assertTrue(client.compare(both).getDriftRatio() > 0.5);
    }

    @Test
    void scriptsStatsAndHealsAreAnswered() {
        assertTrue(client.scripts().getScript().length() > 1000);
        assertTrue(client.stats().getLookups() >= 0);
        assertEquals(0, client.heals().list(ListHealsRequest.getDefaultInstance()).count());
        assertThrows(
                PactsException.HealNotFound.class,
                () -> client.heals().get("0123456789abcdef0123456789abcdef"));
    }

    private static Entry save(ElementQuery query) {
        return client.save(
                SaveSelectorRequest.newBuilder().setQuery(query).addSelectors(SAVE).build());
    }

    private static GetSelectorRequest request(ElementQuery query) {
        return GetSelectorRequest.newBuilder().setQuery(query).build();
    }

    private static PageContent html(String body) {
        return PageContent.newBuilder().setHtml("<html><body>" + body).build();
    }

    private static ElementQuery query(String page, String element) {
        return ElementQuery.newBuilder()
                .setApp("shop")
                .setEnvironment("test")
                .setPage(page)
                .setElement(element)
                .build();
    }
}
