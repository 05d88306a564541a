package io.gatehouse.domain.mail;

import io.gatehouse.domain.InvalidValue;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** The mails that exist, and the variables that whoever sends one must give. */
public enum MailTemplate {
    /** To a new user. */
    WELCOME,
    /** What an operator wants to tell somebody. */
    NOTICE;

    /** The template's name on the wire, in the database and in the mail's tag. */
    public String label() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** @throws InvalidValue {@code unknown_template} with the names that exist, for any other text */
    public static MailTemplate of(String label) {
        return Arrays.stream(values())
                .filter(template -> template.label().equals(label))
                .findFirst()
                .orElseThrow(
                        () -> new InvalidValue("unknown_template", "There is no such template; there are " + labels()));
    }

    /** @throws InvalidValue when a variable is missing, unknown, empty, too long or, in a title, more than one line */
    public void check(Map<String, String> variables) {
        var maxLengths = maxLengths();
        if (!variables.keySet().equals(maxLengths.keySet())) {
            throw new InvalidValue("wrong_variables", "The template takes " + declared(maxLengths) + ".");
        }
        maxLengths.forEach((name, maxLength) -> {
            var value = variables.getOrDefault(name, "");
            if (value.isBlank() || value.length() > maxLength) {
                throw new InvalidValue("wrong_length", name + " takes 1 to " + maxLength + " characters.");
            }
            if (value.codePoints().anyMatch(c -> Character.isISOControl(c) && !(c == '\n' && name.equals("message")))) {
                throw new InvalidValue("control_character", name + " has a control character in it.");
            }
        });
    }

    private Map<String, Integer> maxLengths() {
        return switch (this) {
            case WELCOME -> Map.of();
            case NOTICE -> Map.of("title", 120, "message", 2_000);
        };
    }

    private static String declared(Map<String, Integer> maxLengths) {
        return maxLengths.isEmpty()
                ? "no variables"
                : "exactly " + maxLengths.keySet().stream().sorted().collect(Collectors.joining(" and "));
    }

    private static String labels() {
        return Arrays.stream(values()).map(MailTemplate::label).collect(Collectors.joining(", ", "", "."));
    }
}
