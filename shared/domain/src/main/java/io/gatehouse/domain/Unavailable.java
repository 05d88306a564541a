package io.gatehouse.domain;

/** Something that an answer depends on did not do its part in time; the same request may succeed later. */
public final class Unavailable extends RuntimeException {
    private final String dependency;

    /** @param dependency which one, in a word that may stand in a log, for example {@code database} */
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
