package io.gatehouse.domain;

/**
 * A value that somebody gave and that breaks a rule. The code is stable and meant for programs, the message for people;
 * neither repeats the value.
 */
public final class InvalidValue extends RuntimeException {
    private final String code;

    public InvalidValue(String code, String message) {
        super(message, null, false, false);
        this.code = code;
    }

    /** The rule that was broken, in snake case, for example {@code too_short}. */
    public String code() {
        return code;
    }

    /** What is wrong and what to do, in one sentence. */
    public String explanation() {
        return String.valueOf(getMessage());
    }
}
