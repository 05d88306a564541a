package io.gatehouse.domain.errors;

/** A field of a request whose value is well-formed, and refused for what is stored. */
public final class InvalidField extends RuntimeException {
    private final String field;
    private final String code;

    /**
     * @param code stable, for programs
     * @param message what is wrong and what to do; never the value
     */
    public InvalidField(String field, String code, String message) {
        super(message, null, false, false);
        this.field = field;
        this.code = code;
    }

    public String field() {
        return field;
    }

    public String code() {
        return code;
    }
}
