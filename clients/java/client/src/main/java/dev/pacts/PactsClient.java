package dev.pacts;

import dev.pacts.Calls.Kind;
import dev.pacts.v1.BatchGetSelectorsRequest;
import dev.pacts.v1.BatchGetSelectorsResult;
import dev.pacts.v1.ComparePagesRequest;
import dev.pacts.v1.ComparePagesResponse;
import dev.pacts.v1.ElementQuery;
import dev.pacts.v1.Entry;
import dev.pacts.v1.Evidence;
import dev.pacts.v1.Failed;
import dev.pacts.v1.FingerprintPageRequest;
import dev.pacts.v1.FingerprintPageResponse;
import dev.pacts.v1.GetCacheStatsRequest;
import dev.pacts.v1.GetCacheStatsResponse;
import dev.pacts.v1.GetCaptureScriptRequest;
import dev.pacts.v1.GetCaptureScriptResponse;
import dev.pacts.v1.GetPageSelectorsRequest;
import dev.pacts.v1.GetPageSelectorsResponse;
import dev.pacts.v1.GetSelectorRequest;
import dev.pacts.v1.GetSelectorResponse;
import dev.pacts.v1.InvalidateSelectorsRequest;
import dev.pacts.v1.ListSelectorsRequest;
import dev.pacts.v1.PageContent;
import dev.pacts.v1.ReportLookupsRequest;
import dev.pacts.v1.ReportOutcomeRequest;
import dev.pacts.v1.ReportOutcomeResponse;
import dev.pacts.v1.ResolveSelectorRequest;
import dev.pacts.v1.ResolveSelectorResponse;
import dev.pacts.v1.SaveSelectorRequest;
import dev.pacts.v1.Selector;
import dev.pacts.v1.Succeeded;
import dev.pacts.v1.VerifySelectorRequest;
import dev.pacts.v1.VerifySelectorResponse;
import java.util.List;
import java.util.stream.Stream;

/**
 * Talks to one daemon. Safe for use by several threads; close it to close its connection. Every
 * method waits for the answer and throws a {@link PactsException} when the call fails; a miss is an
 * answer.
 */
public final class PactsClient implements AutoCloseable {
    private final Calls calls;
    private final HealClient heals;
    private final RunClient runs;

    PactsClient(Calls calls) {
        this.calls = calls;
        heals = new HealClient(calls);
        runs = new RunClient(calls);
    }

    /**
     * A builder with the defaults: 127.0.0.1:50551, in clear, 2 s, and 30 s where a page is seen.
     */
    public static PactsClientBuilder builder() {
        return new PactsClientBuilder();
    }

    /** Looks one element up, in what is known only. */
    public Lookup get(ElementQuery query) {
        return get(GetSelectorRequest.newBuilder().setQuery(query).build());
    }

    /** Looks one element up; with access to the page, one that nobody knows is discovered. */
    public Lookup get(GetSelectorRequest request) {
        return lookupOf(calls.run(calls.selectors, kindOf(request), s -> s.getSelector(request)));
    }

    /** Answers up to 500 requests in one call, in their order. */
    public List<BatchAnswer> batchGet(List<GetSelectorRequest> requests) {
        BatchGetSelectorsRequest batch =
                BatchGetSelectorsRequest.newBuilder().addAllRequests(requests).build();
        Kind kind =
                requests.stream().map(PactsClient::kindOf).max(Kind::compareTo).orElse(Kind.QUICK);
        return calls
                .run(calls.selectors, kind, s -> s.batchGetSelectors(batch))
                .getResultsList()
                .stream()
                .map(PactsClient::batchAnswerOf)
                .toList();
    }

    /** All that is known of a page, for a visit to keep. */
    public GetPageSelectorsResponse pageSelectors(GetPageSelectorsRequest request) {
        return calls.run(
                calls.selectors, kindOf(request.getEvidence()), s -> s.getPageSelectors(request));
    }

    /** Stores an entry; it is in the durable tier when this returns. */
    public Entry save(SaveSelectorRequest request) {
        return calls.run(
                        calls.selectors,
                        kindOf(request.getEvidence()),
                        s -> s.saveSelector(request))
                .getEntry();
    }

    /** Finds the element on the page, whatever is known, and saves what was found. */
    public Lookup resolve(ResolveSelectorRequest request) {
        ResolveSelectorResponse answer =
                calls.run(calls.selectors, Kind.PAGE_LOOKED_AT, s -> s.resolveSelector(request));
        return answer.hasFound()
                ? new Lookup.Found(answer.getFound(), answer.getTrailList())
                : new Lookup.Miss(answer.getMiss(), answer.getTrailList());
    }

    /** Checks on the page that what is stored still leads to its element. */
    public Verdict verify(VerifySelectorRequest request) {
        VerifySelectorResponse answer =
                calls.run(calls.selectors, Kind.PAGE_LOOKED_AT, s -> s.verifySelector(request));
        return answer.hasVerification()
                ? new Verdict.Verified(
                        answer.getVerification(), answer.getVersion(), answer.getTrailList())
                : new Lookup.Miss(answer.getMiss(), answer.getTrailList());
    }

    /** Tells that the step did what the test wanted: the entry lives on. */
    public ReportOutcomeResponse reportSucceeded(
            ElementQuery query, long version, Selector selector) {
        return report(
                outcome(query, version, selector).setSucceeded(Succeeded.getDefaultInstance()));
    }

    /**
     * Tells that the selector did not lead to the right element, and why in the test's own words.
     */
    public ReportOutcomeResponse reportFailed(
            ElementQuery query, long version, Selector selector, String why) {
        return report(outcome(query, version, selector).setFailed(Failed.newBuilder().setWhy(why)));
    }

    /** Counts lookups that were answered from {@link #pageSelectors}. */
    public void reportLookups(long hits) {
        ReportLookupsRequest request = ReportLookupsRequest.newBuilder().setHits(hits).build();
        calls.run(calls.selectors, Kind.QUICK, s -> s.reportLookups(request));
    }

    /** Drops one element, one page or a whole app; the answer is how many entries. */
    public long invalidate(InvalidateSelectorsRequest request) {
        return calls.run(calls.selectors, Kind.QUICK, s -> s.invalidateSelectors(request))
                .getInvalidated();
    }

    /** The entries in key order; further pages are asked for as the stream is read. */
    public Stream<Entry> list(ListSelectorsRequest request) {
        return Pages.stream(
                request.getPageToken(),
                token -> {
                    ListSelectorsRequest next = request.toBuilder().setPageToken(token).build();
                    var page = calls.run(calls.selectors, Kind.QUICK, s -> s.listSelectors(next));
                    return new Pages.Page<>(page.getEntriesList(), page.getNextPageToken());
                });
    }

    /** The fingerprint of a page, to be sent as evidence for the rest of a visit. */
    public FingerprintPageResponse fingerprint(PageContent page) {
        FingerprintPageRequest request = FingerprintPageRequest.newBuilder().setPage(page).build();
        return calls.run(calls.drift, Kind.PAGE_SENT, s -> s.fingerprintPage(request));
    }

    /** How much two pages differ, and where. */
    public ComparePagesResponse compare(ComparePagesRequest request) {
        return calls.run(calls.drift, Kind.PAGE_SENT, s -> s.comparePages(request));
    }

    /** The scripts that capture a page and check an element in it. Fetch them once a session. */
    public GetCaptureScriptResponse scripts() {
        GetCaptureScriptRequest request = GetCaptureScriptRequest.getDefaultInstance();
        return calls.run(calls.drift, Kind.QUICK, s -> s.getCaptureScript(request));
    }

    /** The counters since the daemon started. */
    public GetCacheStatsResponse stats() {
        GetCacheStatsRequest request = GetCacheStatsRequest.getDefaultInstance();
        return calls.run(calls.admin, Kind.QUICK, s -> s.getCacheStats(request));
    }

    /** Lists heals, and decides on them. */
    public HealClient heals() {
        return heals;
    }

    /** Plans and runs requirements in plain words. */
    public RunClient runs() {
        return runs;
    }

    @Override
    public void close() {
        calls.close();
    }

    private ReportOutcomeResponse report(ReportOutcomeRequest.Builder request) {
        ReportOutcomeRequest built = request.build();
        return calls.run(calls.selectors, Kind.QUICK, s -> s.reportOutcome(built));
    }

    private static ReportOutcomeRequest.Builder outcome(
            ElementQuery query, long version, Selector selector) {
        return ReportOutcomeRequest.newBuilder()
                .setQuery(query)
                .setVersion(version)
                .setSelector(selector);
    }

    private static Kind kindOf(GetSelectorRequest request) {
        return request.hasAccess() ? Kind.PAGE_LOOKED_AT : kindOf(request.getEvidence());
    }

    private static Kind kindOf(Evidence evidence) {
        return evidence.hasPage() ? Kind.PAGE_SENT : Kind.QUICK;
    }

    private static BatchAnswer batchAnswerOf(BatchGetSelectorsResult result) {
        return result.hasResponse()
                ? new BatchAnswer.Answered(lookupOf(result.getResponse()))
                : new BatchAnswer.Failed(Failure.of(result.getError()));
    }

    private static Lookup lookupOf(GetSelectorResponse answer) {
        return answer.hasFound()
                ? new Lookup.Found(answer.getFound(), answer.getTrailList())
                : new Lookup.Miss(answer.getMiss(), answer.getTrailList());
    }
}
