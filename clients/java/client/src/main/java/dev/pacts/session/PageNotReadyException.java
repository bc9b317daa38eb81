package dev.pacts.session;

/** The page cannot be looked at now: it is on its way to another one, or has no such frame. */
public final class PageNotReadyException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** Says why, and what the runner threw. */
    public PageNotReadyException(String message, Throwable cause) {
        super(message, cause);
    }
}
