package dev.pacts.session;

/** What the check in the page said of an element whose native action failed. */
final class PactsNote extends Exception {
    private static final long serialVersionUID = 1L;

    PactsNote(String detail) {
        super(
                detail.isEmpty() ? "pacts: the element is the right one" : "pacts: " + detail,
                null,
                false,
                false);
    }
}
