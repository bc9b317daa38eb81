package dev.pacts.session;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.util.JsonFormat;
import dev.pacts.Lookup;
import dev.pacts.PactsClient;
import dev.pacts.PactsException;
import dev.pacts.session.PageAdapter.Captured;
import dev.pacts.v1.Action;
import dev.pacts.v1.ElementQuery;
import dev.pacts.v1.Found;
import dev.pacts.v1.GetPageSelectorsRequest;
import dev.pacts.v1.GetSelectorRequest;
import dev.pacts.v1.PageAccess;
import dev.pacts.v1.PageCheck;
import dev.pacts.v1.PageContent;
import dev.pacts.v1.PageSelector;
import dev.pacts.v1.ResolveSelectorRequest;
import dev.pacts.v1.Selector;
import dev.pacts.v1.Verification;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.List;
import java.util.function.Function;

/** Asks for an element: what is kept, the daemon, and the page as it is. */
final class Asking {
    private static final JsonFormat.Printer PRINTER =
            JsonFormat.printer().omittingInsignificantWhitespace();
    private static final JsonFormat.Parser PARSER = JsonFormat.parser().ignoringUnknownFields();

    private final Session session;
    private final PageAdapter<?> page;
    private Visit visit = new Visit("");

    Asking(Session session, PageAdapter<?> page) {
        this.session = session;
        this.page = page;
    }

    /** The visit of the page as it is now; another address is another visit. */
    Visit visit(String url) {
        if (!visit.isAt(url)) {
            end();
            visit = new Visit(url);
        }
        return visit;
    }

    /** Tells what was counted. */
    void end() {
        long hits = visit.takeHits();
        visit = new Visit("");
        if (hits > 0) {
            Session.bestEffort(
                    "lookups were not counted", () -> session.client().reportLookups(hits));
        }
    }

    void forget(ElementQuery query) {
        visit.drop(query);
    }

    Lookup lookup(ElementQuery query) {
        Found kept = kept(query);
        if (kept != null) {
            return new Lookup.Found(kept, List.of());
        }
        Lookup answer =
                session.client()
                        .get(
                                GetSelectorRequest.newBuilder()
                                        .setQuery(query)
                                        .addAllStrategies(page.strategies())
                                        .build());
        if (answer instanceof Lookup.Found found) {
            visit.keep(query, found.value());
        }
        return answer;
    }

    /** What is known of the page, without a lookup that would be counted. */
    boolean knows(ElementQuery query) {
        fetchIfDue(query);
        return visit.knows(query);
    }

    Found kept(ElementQuery query) {
        fetchIfDue(query);
        return visit.known(query);
    }

    private void fetchIfDue(ElementQuery query) {
        if (visit(query.getPage()).isDue(query, session.settings().visitAge())) {
            visit.keepPage(query, pageAtOnce(session.client(), query));
        }
    }

    private List<PageSelector> pageAtOnce(PactsClient client, ElementQuery query) {
        GetPageSelectorsRequest request =
                GetPageSelectorsRequest.newBuilder()
                        .setApp(query.getApp())
                        .setEnvironment(query.getEnvironment())
                        .setPage(query.getPage())
                        .putAllVariant(query.getVariantMap())
                        .addAllStrategies(page.strategies())
                        .build();
        try {
            return client.pageSelectors(request).getSelectorsList();
        } catch (PactsException.ProtocolUnsupported other) {
            throw other;
        } catch (PactsException.Version older) {
            return List.of(); // each element is asked for by itself then
        }
    }

    /** Evaluates the check script in the element's frame. */
    Verification check(ElementQuery query, Found found, Action action, String document) {
        PageCheck asked =
                PageCheck.newBuilder()
                        .addAllSelectors(found.getSelectorsList())
                        .setIdentity(found.getIdentity())
                        .setAction(action)
                        .setDocument(document)
                        .build();
        String script = session.scripts().getCheckScript();
        String text = page.call(query.getFrame(), script, textOf(asked));
        try {
            Verification.Builder checked = Verification.newBuilder();
            PARSER.merge(text, checked);
            visit.arrive(checked.getDocument());
            return checked.build();
        } catch (InvalidProtocolBufferException unreadable) {
            throw new IllegalStateException("the check script's answer", unreadable);
        }
    }

    /** What the check script is asked. */
    static String textOf(PageCheck check) {
        try {
            return PRINTER.print(check);
        } catch (InvalidProtocolBufferException impossible) {
            throw new IllegalStateException("the check script's question", impossible);
        }
    }

    Captured capture() {
        return page.capture(session.scripts().getScript());
    }

    /** Has the daemon look for an element that it does not know on the page as it is. */
    Lookup discover(ElementQuery query, Captured captured) {
        GetSelectorRequest.Builder request =
                GetSelectorRequest.newBuilder().setQuery(query).addAllStrategies(page.strategies());
        return withPage(
                captured, access -> session.client().get(request.setAccess(access).build()));
    }

    /** Has it look again for an element whose selector is not right any more. */
    Lookup resolve(ElementQuery query, Captured captured, Selector failed) {
        visit.drop(query);
        return resolve(captured, resolving(query).setFailedSelector(failed));
    }

    /** Has it say why an element that it knows is not shown; the entry stays. */
    Lookup seek(ElementQuery query, Captured captured) {
        return resolve(captured, resolving(query));
    }

    private ResolveSelectorRequest.Builder resolving(ElementQuery query) {
        return ResolveSelectorRequest.newBuilder()
                .setQuery(query)
                .addAllStrategies(page.strategies());
    }

    private Lookup resolve(Captured captured, ResolveSelectorRequest.Builder request) {
        return withPage(
                captured, access -> session.client().resolve(request.setAccess(access).build()));
    }

    private Lookup withPage(Captured captured, Function<PageAccess, Lookup> call) {
        ByteString digest = digestOf(captured);
        if (visit.hasSent(digest)) {
            try {
                return call.apply(accessOf(captured, content -> content.setDigest(digest)));
            } catch (PactsException.PageNotKept dropped) {
                visit.sent(ByteString.EMPTY);
            }
        }
        Lookup answer = call.apply(accessOf(captured, c -> c.setCapture(captured.text())));
        visit.sent(digest);
        return answer;
    }

    static PageContent contentOf(Captured captured) {
        return PageContent.newBuilder()
                .setCapture(captured.text())
                .addAllFrames(captured.frames())
                .build();
    }

    private static PageAccess accessOf(
            Captured captured, Function<PageContent.Builder, PageContent.Builder> source) {
        PageContent.Builder content = PageContent.newBuilder().addAllFrames(captured.frames());
        return PageAccess.newBuilder().setPage(source.apply(content)).build();
    }

    /** What a daemon knows the page by: of its own capture, without its frames. */
    static ByteString digestOf(Captured captured) {
        return sha256(captured.text().getBytes(StandardCharsets.UTF_8));
    }

    /** What tells the page from what it was and will be, with its frames. */
    static ByteString stateOf(Captured captured) {
        return sha256(contentOf(captured).toByteArray());
    }

    private static ByteString sha256(byte[] bytes) {
        try {
            return ByteString.copyFrom(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
