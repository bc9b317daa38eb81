package dev.pacts.session;

import com.google.protobuf.ByteString;
import dev.pacts.Lookup;
import dev.pacts.PactsException;
import dev.pacts.session.PageAdapter.Captured;
import dev.pacts.v1.Action;
import dev.pacts.v1.ElementQuery;
import dev.pacts.v1.ElementVerdict;
import dev.pacts.v1.Found;
import dev.pacts.v1.GatePoint;
import dev.pacts.v1.Miss;
import dev.pacts.v1.MissReason;
import dev.pacts.v1.Verification;
import java.time.Duration;

/** The parts of a flow that lead to an element. */
final class Looking {
    /** Either an element that is ready, or why it is not. */
    record Look(Ready ready, Miss miss) {
        static Look of(Miss miss) {
            return new Look(null, miss);
        }
    }

    private final Session session;
    private final PageAdapter<?> page;
    private final Settings settings;
    private final Asking asking;

    Looking(Session session, PageAdapter<?> page, Asking asking) {
        this.session = session;
        this.page = page;
        this.settings = session.settings();
        this.asking = asking;
    }

    /** Looks at the page once; null: the element is there. */
    Miss absent(ElementQuery query) {
        Lookup answer = asking.lookup(query);
        if (answer instanceof Lookup.Miss miss) {
            return settings.frozen()
                    ? miss.value()
                    : missOf(asking.discover(query, asking.capture()));
        }
        Found found = ((Lookup.Found) answer).value();
        Verification checked = asking.check(query, found, Action.ACTION_UNSPECIFIED, "");
        if (Decisions.isSame(checked)) {
            return null;
        }
        if (!settings.mayHeal(query.getElement())) {
            return Decisions.refused(checked, settings, query.getElement());
        }
        return missOf(asking.resolve(query, asking.capture(), checked.getSelector()));
    }

    private static Miss missOf(Lookup answer) {
        return answer instanceof Lookup.Miss miss ? miss.value() : null;
    }

    /**
     * Looks once, and rather for what takes the action than for what is only called so. Both are
     * entries of their own: the heading that is read is not the link that is clicked. Where no
     * other comes until the page is at rest, the runner has what is called so.
     */
    Look suiting(ElementQuery query, Action action, Patience patience) {
        Look named = once(query, action, patience);
        if (named.ready() == null || Fitness.suits(named.ready().found().getIdentity(), action)) {
            return named;
        }
        Patience closer = patience.closer();
        Look suiting = once(query.toBuilder().setAction(action).build(), action, closer);
        if (suiting.ready() != null
                || suiting.miss().getReason() == MissReason.MISS_REASON_AMBIGUOUS) {
            return suiting;
        }
        boolean isAtRest = closer.same().compareTo(Settings.SETTLE) >= 0;
        return settings.frozen() || isAtRest ? named : suiting;
    }

    private Look once(ElementQuery query, Action action, Patience patience) {
        try {
            if (patience.hasAsked()) {
                return find(query, action, patience);
            }
            Lookup answer = asking.lookup(query);
            if (answer instanceof Lookup.Found found) {
                return known(query, found.value(), action, patience);
            }
            Miss miss = ((Lookup.Miss) answer).value();
            return settings.frozen() ? Look.of(miss) : find(query, action, patience);
        } catch (PageNotReadyException moving) {
            return Look.of(Decisions.unreachable(moving.getMessage()));
        }
    }

    private Look known(ElementQuery query, Found found, Action action, Patience patience) {
        Verification seen = asking.check(query, found, action, "");
        Verification checked =
                patience.isPatient() ? seen.toBuilder().clearIsElsewhere().build() : seen;
        boolean first = patience.isFirst();
        switch (Decisions.afterCheck(checked, settings, query.getElement(), patience)) {
            case ACT:
                return gated(new Ready(query, found, checked), patience);
            case CLEAR:
                return gated(clear(new Ready(query, found, checked), action), patience);
            case RESOLVE:
                return heal(query, action, checked, patience);
            case REFUSE:
                return Look.of(Decisions.refused(checked, settings, query.getElement()));
            default:
                if (first && settings.mayHeal(query.getElement())) {
                    patience.saw(Asking.stateOf(asking.capture()));
                }
                return Look.of(Decisions.notYet(checked));
        }
    }

    /** A runner that does not wait by itself gets the element once it can take the action. */
    private Look gated(Ready ready, Patience patience) {
        GatePoint failed = ready.checked().getFailed();
        if (patience.isOver() && failed == GatePoint.GATE_POINT_VISIBLE) {
            return hidden(ready);
        }
        boolean holds = failed == GatePoint.GATE_POINT_UNSPECIFIED;
        if (holds || page.waits() || patience.isOver()) {
            return new Look(ready, null);
        }
        return Look.of(Decisions.notYet(ready.checked()));
    }

    /** Asks what shows an element that is there and did not come to be shown. */
    private Look hidden(Ready ready) {
        if (!settings.mayHeal(ready.query().getElement())) {
            return new Look(ready, null);
        }
        Miss miss = missOf(asking.seek(ready.query(), asking.capture()));
        return miss == null ? new Look(ready, null) : Look.of(miss);
    }

    private Look heal(ElementQuery query, Action action, Verification checked, Patience patience) {
        Captured captured = asking.capture();
        ByteString state = Asking.stateOf(captured);
        if (checked.getIsElsewhere()) {
            patience.bePatient();
        } else if (checked.getMatches() == 0 && patience.restart(state)) {
            return Look.of(Decisions.notYet(checked));
        }
        Lookup answer = asking.resolve(query, captured, checked.getSelector());
        if (checked.getIsElsewhere() && answer instanceof Lookup.Miss) {
            // What it was taken for is not it: it may still come.
            return Look.of(Decisions.notYet(checked));
        }
        return prove(query, action, answer, checked, state, patience);
    }

    private Look find(ElementQuery query, Action action, Patience patience) {
        Captured captured = asking.capture();
        ByteString state = Asking.stateOf(captured);
        Miss before = patience.answerAbout(state);
        if (before != null) {
            return Look.of(before);
        }
        Lookup answer = asking.discover(query, captured);
        return prove(query, action, answer, null, state, patience);
    }

    /** Checks in the page what was just found on its capture, and notes what was healed. */
    private Look prove(
            ElementQuery query,
            Action action,
            Lookup answer,
            Verification failed,
            ByteString state,
            Patience patience) {
        if (answer instanceof Lookup.Miss miss) {
            patience.asked(state, miss.value());
            return Look.of(miss.value());
        }
        Found found = ((Lookup.Found) answer).value();
        asking.visit(query.getPage()).keep(query, found);
        Verification checked = asking.check(query, found, action, "");
        if (!Decisions.isSame(checked)) {
            patience.forget();
            return Look.of(Decisions.notYet(checked));
        }
        if (failed != null || found.getVerdict() != ElementVerdict.ELEMENT_VERDICT_UNSPECIFIED) {
            session.journal().healed(healed(query, found, failed));
        }
        return gated(new Ready(query, found, checked), patience);
    }

    private Healed healed(ElementQuery query, Found found, Verification failed) {
        return new Healed(
                query.getElement(),
                query.getPage(),
                failed == null ? null : failed.getSelector(),
                found.getSelectors(0),
                found.getVerdict(),
                found.getHealId(),
                session.journal().test());
    }

    /** Closes what is known to come up and covers the element. */
    private Ready clear(Ready covered, Action action) {
        for (String css : settings.interruptions().values()) {
            if (page.dismiss(css)) {
                Ready free = ridOf(covered, action, css);
                if (free != null) {
                    return free;
                }
            }
        }
        return covered;
    }

    /**
     * Waits until nothing covers the element: what was closed may fade, or be drawn once more;
     * null: something does.
     */
    private Ready ridOf(Ready covered, Action action, String css) {
        Patience fading = new Patience(Settings.SETTLE);
        while (true) {
            Verification checked = asking.check(covered.query(), covered.found(), action, "");
            boolean isCovered = checked.getFailed() == GatePoint.GATE_POINT_RECEIVES_EVENTS;
            if (Decisions.isSame(checked) && !isCovered) {
                return new Ready(covered.query(), covered.found(), checked);
            }
            if (fading.isOver()) {
                return null;
            }
            PageSession.pause(Settings.STEP);
            page.dismiss(css);
        }
    }

    /** Finds an element again whose native action has failed, or throws that failure. */
    Ready again(Ready ready, Action action, RuntimeException thrown) {
        try {
            Verification checked = asking.check(ready.query(), ready.found(), action, "");
            if (Decisions.isSame(checked) || !settings.mayHeal(ready.query().getElement())) {
                thrown.addSuppressed(new PactsNote(checked.getDetail()));
                throw thrown;
            }
            Patience none = new Patience(Duration.ZERO);
            Look look = heal(ready.query(), action, checked, none);
            if (look.ready() != null) {
                return look.ready();
            }
            thrown.addSuppressed(
                    new ElementNotFoundException(ready.query().getElement(), look.miss()));
        } catch (PactsException | PageNotReadyException why) {
            thrown.addSuppressed(why);
        }
        throw thrown;
    }
}
