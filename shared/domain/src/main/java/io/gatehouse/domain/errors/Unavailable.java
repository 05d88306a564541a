package io.gatehouse.domain.errors;

/** Thrown when a system that the answer depends on did not answer in time. The same request may succeed later. */
public final class Unavailable extends RuntimeException {
    private final String dependency;

    /** @param dependency a word for the log, for example {@code database} */
    public Unavailable(String dependency, Throwable cause) {
        super(dependency + " unavailable", cause);
        this.dependency = dependency;
    }

    public Unavailable(String dependency) {
        super(dependency + " unavailable");
        this.dependency = dependency;
    }

    public String dependency() {
        return dependency;
    }
}
