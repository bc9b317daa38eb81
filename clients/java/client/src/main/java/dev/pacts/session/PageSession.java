package dev.pacts.session;

import dev.pacts.Lookup;
import dev.pacts.v1.Action;
import dev.pacts.v1.ElementQuery;
import dev.pacts.v1.Evidence;
import dev.pacts.v1.Found;
import dev.pacts.v1.Miss;
import dev.pacts.v1.SaveSelectorRequest;
import dev.pacts.v1.Selector;
import dev.pacts.v1.Verification;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * One page of a runner, and what is done with its elements: look up, check in the page, find again,
 * act, remember.
 *
 * @param <N> the runner's own element
 */
public final class PageSession<N> {
    private final Session session;
    private final PageAdapter<N> page;
    private final Settings settings;
    private final Asking asking;
    private final Looking looking;

    PageSession(Session session, PageAdapter<N> page) {
        this.session = session;
        this.page = page;
        settings = session.settings();
        asking = new Asking(session, page);
        looking = new Looking(session, page, asking);
    }

    /**
     * Does something with an element once it is there. A native action that fails where the element
     * is another one by now is repeated once, on what was found again.
     *
     * @throws ElementNotFoundException it did not come, or is not the one it was
     */
    public <T> T act(Target target, Action action, NativeAction<N, T> nativeAction) {
        Ready ready = ready(target, action);
        T done;
        try {
            done = page.act(target.frame(), ready.selector(), nativeAction);
        } catch (RuntimeException thrown) {
            ready = looking.again(ready, action, thrown);
            done = page.act(target.frame(), ready.selector(), nativeAction);
        }
        used(ready);
        return done;
    }

    /** Waits until an element is there and is the right one. */
    public Ready ready(Target target, Action action) {
        return ready(target, action, settings.timeout());
    }

    /** Waits as long as is said until an element is there and is the right one. */
    public Ready ready(Target target, Action action, Duration timeout) {
        Patience patience = new Patience(timeout);
        session.journal().lookedUp();
        while (true) {
            Looking.Look look = looking.suiting(query(target), action, patience);
            if (look.ready() != null) {
                return look.ready();
            }
            if (patience.isOver() || !Decisions.mayCome(look.miss(), settings)) {
                throw new ElementNotFoundException(target.element(), look.miss());
            }
            pause(patience.pause());
        }
    }

    /**
     * Looks at the page once, and says whether the element is not on it. What is hidden is there.
     *
     * @throws ElementNotFoundException it can't be said: several are as good, or nobody may look
     */
    public boolean isGone(Target target) {
        Miss miss = looking.absent(query(target));
        if (miss == null || Decisions.isThere(miss)) {
            return false;
        }
        if (Decisions.isGone(miss)) {
            return true;
        }
        throw new ElementNotFoundException(target.element(), miss);
    }

    /**
     * Waits until an element is not on the page any more.
     *
     * @throws AssertionError it is still there when the timeout is over
     */
    public void expectGone(Target target) {
        Patience patience = new Patience(settings.timeout());
        while (!isGone(target)) {
            if (patience.isOver()) {
                throw new AssertionError("\"" + target.element() + "\" is still there");
            }
            pause(patience.pause());
        }
    }

    /**
     * Does something with an element that was found before, in the same document only.
     *
     * @throws StaleSelectorException the page was loaded anew since
     */
    public <T> T actOn(Ready kept, Action action, NativeAction<N, T> nativeAction) {
        String document = kept.checked().getDocument();
        Verification checked = asking.check(kept.query(), kept.found(), action, document);
        if (!checked.getDocument().equals(document)) {
            asking.forget(kept.query());
            Lookup now = asking.lookup(kept.query());
            throw new StaleSelectorException(
                    kept.query().getElement(),
                    now instanceof Lookup.Found found
                            ? found.value().getSelectorsList()
                            : List.of());
        }
        if (!Decisions.isSame(checked)) {
            throw new ElementNotFoundException(
                    kept.query().getElement(), Decisions.notYet(checked));
        }
        T done = page.act(kept.query().getFrame(), checked.getSelector(), nativeAction);
        used(new Ready(kept.query(), kept.found(), checked));
        return done;
    }

    /** Whether an element is known on the page as it is; counted as no lookup. */
    public boolean knows(Target target) {
        return asking.knows(query(target));
    }

    /**
     * Checks that a selector of the caller's own leads to the element that is known; empty when
     * none is known.
     */
    public Optional<Ready> checkOwn(Target target, Selector own) {
        ElementQuery query = query(target);
        Found found = asking.kept(query);
        if (found == null) {
            return Optional.empty();
        }
        session.journal().lookedUp();
        Found alone = found.toBuilder().clearSelectors().addSelectors(own).build();
        return Optional.of(
                new Ready(query, found, asking.check(query, alone, Action.ACTION_UNSPECIFIED, "")));
    }

    /** Says what is to be saved of an element that is there by a selector of the caller's own. */
    public SaveSelectorRequest lesson(Target target, Selector own) {
        return SaveSelectorRequest.newBuilder()
                .setQuery(query(target))
                .addSelectors(own)
                .setEvidence(Evidence.newBuilder().setPage(Asking.contentOf(asking.capture())))
                .build();
    }

    /** Notes that the test has acted on an element. */
    public void used(Ready ready) {
        session.journal()
                .used(new Journal.Use(ready.query(), ready.found().getVersion(), ready.selector()));
    }

    /** Ends the visit: what it counted is told to the daemon. */
    public void endVisit() {
        asking.end();
    }

    void forget(ElementQuery query) {
        asking.forget(query);
    }

    ElementQuery query(Target target) {
        ElementQuery query = target.query(settings, page.url());
        asking.visit(query.getPage());
        return query;
    }

    static void pause(Duration pause) {
        try {
            Thread.sleep(pause.toMillis());
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while waiting", interrupted);
        }
    }
}
