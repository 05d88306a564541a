package io.gatehouse.domain.errors;

/** Thrown for a well-formed request that a rule refuses. Nothing has been changed. */
public final class Refused extends RuntimeException {
    private final Reason reason;

    public Refused(Reason reason) {
        super(reason.name(), null, false, false);
        this.reason = reason;
    }

    public Reason reason() {
        return reason;
    }
}
