package dev.pacts.scenarios;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import dev.pacts.v1.Selector;
import dev.pacts.v1.SelectorStrategy;
import java.util.Locale;
import java.util.stream.Stream;

/** The words of scenario files as the client has them. */
final class Words {
    private Words() {}

    static String text(JsonObject with, String key) {
        return with.has(key) ? with.get(key).getAsString() : "";
    }

    static boolean flag(JsonObject with, String key) {
        return with.has(key) && with.get(key).getAsBoolean();
    }

    static Stream<JsonElement> list(JsonObject with, String key) {
        return with.has(key) ? with.getAsJsonArray(key).asList().stream() : Stream.empty();
    }

    static Selector selector(JsonElement told) {
        JsonObject with = told.getAsJsonObject();
        String strategy = text(with, "strategy").toUpperCase(Locale.ROOT);
        return Selector.newBuilder()
                .setStrategy(SelectorStrategy.valueOf("SELECTOR_STRATEGY_" + strategy))
                .setValue(text(with, "value"))
                .setRole(text(with, "role"))
                .setAttribute(text(with, "attribute"))
                .build();
    }

    /** A value of an enum in lower case, without its prefix. */
    static String word(Enum<?> value) {
        String prefix =
                value.getDeclaringClass()
                                .getSimpleName()
                                .replaceAll("([a-z])([A-Z])", "$1_$2")
                                .toUpperCase(Locale.ROOT)
                        + "_";
        String name = value.name();
        return (name.startsWith(prefix) ? name.substring(prefix.length()) : name)
                .toLowerCase(Locale.ROOT);
    }
}
