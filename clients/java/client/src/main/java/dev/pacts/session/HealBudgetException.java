package dev.pacts.session;

import dev.pacts.PactsException;
import io.grpc.Status;

/** A run has healed more elements than it may. */
public final class HealBudgetException extends PactsException {
    private static final long serialVersionUID = 1L;

    /** How many were healed, and how many may be. */
    public HealBudgetException(int heals, int most) {
        super(
                "%d elements were healed, and a run may have %d".formatted(heals, most),
                Status.Code.ABORTED);
    }
}
