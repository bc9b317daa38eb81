package dev.pacts.session;

import dev.pacts.v1.Action;
import dev.pacts.v1.Descriptor;
import java.util.Set;

/** Whether an element is of a kind that takes an action. */
final class Fitness {
    /**
     * What only says something. What is not told to be a control may be one all the same: a cell, a
     * box.
     */
    private static final Set<String> STATIC =
            Set.of(
                    "heading",
                    "paragraph",
                    "caption",
                    "legend",
                    "term",
                    "definition",
                    "status",
                    "alert",
                    "note");

    private static final Set<String> FILLED =
            Set.of("textbox", "searchbox", "combobox", "spinbutton", "slider");
    private static final Set<String> CHECKED =
            Set.of("checkbox", "radio", "switch", "menuitemcheckbox", "menuitemradio");

    private Fitness() {}

    /**
     * Says whether an element may take an action, as far as its description tells. False is a
     * reason to look whether another element is called the same and does take it.
     */
    static boolean suits(Descriptor descriptor, Action action) {
        return switch (action) {
            case ACTION_CLICK -> !STATIC.contains(descriptor.getRole());
            case ACTION_FILL -> takes(descriptor, FILLED, Set.of("input", "textarea"));
            case ACTION_SELECT ->
                    takes(descriptor, Set.of("combobox", "listbox"), Set.of("select"));
            case ACTION_CHECK -> takes(descriptor, CHECKED, Set.of("input"));
            default -> true;
        };
    }

    private static boolean takes(Descriptor descriptor, Set<String> roles, Set<String> tags) {
        String role = descriptor.getRole();
        String tag = descriptor.getTag();
        boolean told = !role.isEmpty() || !tag.isEmpty();
        return !told || roles.contains(role) || tags.contains(tag);
    }
}
