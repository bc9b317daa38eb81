package dev.pacts.session;

import dev.pacts.v1.ElementVerdict;
import dev.pacts.v1.Selector;

/**
 * One element that was found again.
 *
 * @param element its name
 * @param page the URL it is on
 * @param before the selector that stopped being right; null when there was none
 * @param now the one that was found
 * @param verdict what became of the element
 * @param healId the heal in the daemon while it is on probation; else empty
 * @param test the test it was healed in; empty outside of one
 */
public record Healed(
        String element,
        String page,
        Selector before,
        Selector now,
        ElementVerdict verdict,
        String healId,
        String test) {

    @Override
    public String toString() {
        String old = before == null ? "" : Texts.of(before);
        return element + ": " + old + " -> " + Texts.of(now);
    }
}
