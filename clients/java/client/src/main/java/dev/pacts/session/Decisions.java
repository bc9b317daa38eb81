package dev.pacts.session;

import dev.pacts.v1.ElementVerdict;
import dev.pacts.v1.FailureClass;
import dev.pacts.v1.GatePoint;
import dev.pacts.v1.Miss;
import dev.pacts.v1.MissReason;
import dev.pacts.v1.Verification;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Set;

/** What to do next: the choices of a flow, as pure functions. */
final class Decisions {
    enum Next {
        ACT,
        /** Something lies above it: close what is known to come up. */
        CLEAR,
        WAIT,
        RESOLVE,
        REFUSE
    }

    /** What another look may change. An element that several are as good as stays so. */
    private static final Set<MissReason> MAY_COME =
            EnumSet.of(
                    MissReason.MISS_REASON_UNKNOWN,
                    MissReason.MISS_REASON_NOT_FOUND,
                    MissReason.MISS_REASON_HIDDEN,
                    MissReason.MISS_REASON_PAGE_UNAVAILABLE,
                    MissReason.MISS_REASON_PAGE_DIFFERS,
                    MissReason.MISS_REASON_DRIFTED);

    private Decisions() {}

    /**
     * Decides on an element that is known, some time after its check first failed. One that is not
     * on the page may still come; one that is another is not waited for as long, and one that
     * stands in plain sight elsewhere not at all.
     */
    static Next afterCheck(
            Verification checked, Settings settings, String element, Patience patience) {
        if (isSame(checked)) {
            boolean covered = checked.getFailed() == GatePoint.GATE_POINT_RECEIVES_EVENTS;
            return covered && !settings.interruptions().isEmpty() ? Next.CLEAR : Next.ACT;
        }
        Duration rested = patience.rested();
        if (!settings.mayHeal(element)) {
            return rested.compareTo(Settings.SETTLE) < 0 ? Next.WAIT : Next.REFUSE;
        }
        if (checked.getIsElsewhere()) {
            return Next.RESOLVE;
        }
        Duration wanted = checked.getMatches() == 0 ? Settings.SETTLE : Settings.STEP;
        return rested.compareTo(wanted) >= 0 ? Next.RESOLVE : Next.WAIT;
    }

    static boolean isSame(Verification checked) {
        return checked.hasIsSame() && checked.getIsSame();
    }

    /** Whether an element that was looked for and not found may still come. */
    static boolean mayCome(Miss miss, Settings settings) {
        return !settings.frozen() && MAY_COME.contains(miss.getReason());
    }

    /** Whether the page was looked at and the element is not there. */
    static boolean isGone(Miss miss) {
        return miss.getVerdict() == ElementVerdict.ELEMENT_VERDICT_GONE
                || miss.getReason() == MissReason.MISS_REASON_NOT_FOUND;
    }

    /** Whether the page was looked at and has the element, though it is not shown. */
    static boolean isThere(Miss miss) {
        return miss.getReason() == MissReason.MISS_REASON_HIDDEN;
    }

    /** The miss of an element that is known, not right, and not looked for again. */
    static Miss refused(Verification checked, Settings settings, String element) {
        boolean marked = settings.neverHeal().contains(element);
        String why =
                marked
                        ? "it is marked never to be looked for again"
                        : "it is not looked for again, as this session is set";
        return miss(
                marked ? MissReason.MISS_REASON_NEVER_HEALED : MissReason.MISS_REASON_HEAL_REFUSED,
                detailOf(checked) + "; " + why,
                classOf(checked, FailureClass.FAILURE_CLASS_DRIFT));
    }

    /** The miss of an element that is known and is not there, or not yet. */
    static Miss notYet(Verification checked) {
        return miss(
                MissReason.MISS_REASON_NOT_FOUND,
                detailOf(checked),
                classOf(checked, FailureClass.FAILURE_CLASS_TIMING));
    }

    /** The miss of an element on a page that could not be looked at. */
    static Miss unreachable(String why) {
        return miss(
                MissReason.MISS_REASON_PAGE_UNAVAILABLE,
                why,
                FailureClass.FAILURE_CLASS_PAGE_UNREACHABLE);
    }

    private static String detailOf(Verification checked) {
        return checked.getDetail().isEmpty()
                ? "its selectors find " + checked.getMatches() + " elements"
                : checked.getDetail();
    }

    private static FailureClass classOf(Verification checked, FailureClass other) {
        return checked.getFailureClass() == FailureClass.FAILURE_CLASS_UNSPECIFIED
                ? other
                : checked.getFailureClass();
    }

    private static Miss miss(MissReason reason, String detail, FailureClass failureClass) {
        return Miss.newBuilder()
                .setReason(reason)
                .setDetail(detail)
                .setFailureClass(failureClass)
                .build();
    }
}
