package io.gatehouse.domain.basics;

import io.gatehouse.domain.errors.InvalidValue;
import java.util.Collection;
import java.util.Locale;
import java.util.stream.Collectors;

/** An enum whose constants have a name outside of this process: on the wire, in the database or in logs. */
public interface Labelled {
    String name();

    /** The constant's name in lower case. */
    default String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** @throws IllegalArgumentException for any text but a label */
    static <E extends Enum<E> & Labelled> E of(Class<E> type, String label) {
        return Enum.valueOf(type, label.toUpperCase(Locale.ROOT).replace('-', '_'));
    }

    /**
     * @param kind what the choices are, in one word
     * @throws InvalidValue {@code unknown_} and the kind, with all labels, for any text but the label of a choice
     */
    static <E extends Labelled> E choose(String kind, Collection<E> choices, String label) {
        return choices.stream()
                .filter(choice -> choice.label().equals(label))
                .findFirst()
                .orElseThrow(() -> new InvalidValue(
                        "unknown_" + kind,
                        choices.stream()
                                .map(Labelled::label)
                                .collect(Collectors.joining(", ", "The " + kind + " must be one of ", "."))));
    }
}
