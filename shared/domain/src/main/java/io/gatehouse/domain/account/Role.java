package io.gatehouse.domain.account;

import io.gatehouse.domain.errors.InvalidValue;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/** A role that an operator grants to an account. */
public enum Role {
    /** May read every user and send mail. */
    ADMIN,
    /** May send mail. */
    MAILER;

    /** The role's name on the wire and in the database. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** @throws InvalidValue with the names that exist, for any other text */
    public static Role of(String label) {
        return Arrays.stream(values())
                .filter(role -> role.label().equals(label))
                .findFirst()
                .orElseThrow(
                        () -> new InvalidValue("unknown_role", "There is no such role; there are " + labels() + "."));
    }

    private static String labels() {
        return Arrays.stream(values()).map(Role::label).collect(Collectors.joining(" and "));
    }
}
