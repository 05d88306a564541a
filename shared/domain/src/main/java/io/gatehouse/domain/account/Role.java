package io.gatehouse.domain.account;

import io.gatehouse.domain.basics.Labelled;
import io.gatehouse.domain.errors.InvalidValue;
import java.util.List;

/** A role that an operator grants to an account. */
public enum Role implements Labelled {
    /** May read every user and send mail. */
    ADMIN,
    /** May send mail. */
    MAILER;

    /** @throws InvalidValue {@code unknown_role} for any text but a label */
    public static Role of(String label) {
        return Labelled.choose("role", List.of(values()), label);
    }
}
