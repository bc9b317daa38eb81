package dev.pacts.selenium;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;

/** The functions of this module's own that run in the page. */
final class Scripts {
    static final String LABEL = "return (" + read("label.js") + ")()";
    static final String PATH = "return (" + read("path.js") + ")(arguments[0])";
    static final String FOREIGN = "return (" + read("foreign.js") + ")()";

    private Scripts() {}

    private static String read(String name) {
        try (InputStream text =
                Objects.requireNonNull(
                        Scripts.class.getResourceAsStream(name), name + " is missing")) {
            return new String(text.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
