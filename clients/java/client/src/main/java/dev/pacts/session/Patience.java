package dev.pacts.session;

import com.google.protobuf.ByteString;
import dev.pacts.v1.Miss;
import java.time.Duration;
import java.util.List;

/** The waiting of one action: how long still, and what has been seen meanwhile. */
final class Patience {
    /** A page with a clock on it is never at rest. */
    private static final int RESTARTS = 2;

    /** What comes mostly comes soon; later looks are a step apart. */
    private static final List<Duration> FIRST_PAUSES =
            List.of(Duration.ofMillis(50), Duration.ofMillis(100), Duration.ofMillis(200));

    private static final Duration FOREVER = Duration.ofDays(1);

    private final long endsAt;
    private Long failingSince;
    private int restarts;
    private int pauses;
    private boolean patient;
    private ByteString seen = ByteString.EMPTY;
    private ByteString askedAbout = ByteString.EMPTY;
    private Miss answered;
    private Patience closer;
    private ByteString restingOn = ByteString.EMPTY;
    private long restingSince;

    Patience(Duration timeout) {
        this(System.nanoTime() + timeout.toNanos());
    }

    private Patience(long endsAt) {
        this.endsAt = endsAt;
    }

    /** The waiting for an element of the same name that takes the action. */
    Patience closer() {
        if (closer == null) {
            closer = new Patience(endsAt);
        }
        return closer;
    }

    /**
     * For how long the page that was asked about has been the same; without end once time is over.
     */
    Duration same() {
        if (!hasAsked()) {
            return Duration.ZERO;
        }
        if (!restingOn.equals(askedAbout)) {
            restingOn = askedAbout;
            restingSince = System.nanoTime();
        }
        return isOver() ? FOREVER : Duration.ofNanos(System.nanoTime() - restingSince);
    }

    boolean isOver() {
        return System.nanoTime() - endsAt >= 0;
    }

    /** Whether a check has failed before. */
    boolean isFirst() {
        return failingSince == null;
    }

    /** For how long the check has failed; without end once time is over. */
    Duration rested() {
        if (isOver()) {
            return FOREVER;
        }
        long now = System.nanoTime();
        if (failingSince == null) {
            failingSince = now;
        }
        return Duration.ofNanos(now - failingSince);
    }

    /** How long to wait before the next look. */
    Duration pause() {
        Duration pause = pauses < FIRST_PAUSES.size() ? FIRST_PAUSES.get(pauses) : Settings.STEP;
        pauses++;
        return pause;
    }

    /** The element was looked for at once, as it stood elsewhere, and not found so. */
    void bePatient() {
        patient = true;
    }

    boolean isPatient() {
        return patient;
    }

    void saw(ByteString state) {
        seen = state;
    }

    /** Begins to wait anew when the page has changed since; false: it is at rest. */
    boolean restart(ByteString state) {
        boolean changed = !state.equals(seen);
        seen = state;
        if (!changed || isOver() || restarts >= RESTARTS) {
            return false;
        }
        restarts++;
        failingSince = System.nanoTime();
        return true;
    }

    /** Notes what was answered about a page as it was. */
    void asked(ByteString state, Miss miss) {
        askedAbout = state;
        answered = miss;
    }

    void forget() {
        answered = null;
    }

    /** Whether the element has been looked for on a page. */
    boolean hasAsked() {
        return answered != null;
    }

    /** What was answered about this very page; null: it has not been asked about. */
    Miss answerAbout(ByteString state) {
        return state.equals(askedAbout) ? answered : null;
    }
}
