package io.gatehouse.domain.errors;

/** Thrown for a value that breaks a rule. Neither code nor message repeats the value. */
public final class InvalidValue extends RuntimeException {
    private final String code;

    /**
     * @param code stable and meant for programs, in snake case, for example {@code too_short}
     * @param message meant for people: what is wrong and what to do, in one sentence
     */
    public InvalidValue(String code, String message) {
        super(message, null, false, false);
        this.code = code;
    }

    public String code() {
        return code;
    }

    public String explanation() {
        return String.valueOf(getMessage());
    }
}
