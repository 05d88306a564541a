package io.gatehouse.acceptance.harness;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.time.Duration;
import java.util.Objects;

/** Whether a Docker engine answers. */
public final class Docker {
    /** Set where a missing engine is to fail the tests that need it, as in continuous integration. */
    private static final String REQUIRED = "GATEHOUSE_REQUIRES_DOCKER";

    private static final Duration PULL = Duration.ofMinutes(5);
    private static final boolean ANSWERS = Shell.succeeds("docker", "version");

    private Docker() {}

    /** Has the tests skipped where none does, unless they must run. */
    public static void assumeThere() {
        assumeTrue(ANSWERS || isRequired(), "no Docker engine answers");
    }

    /** Has the tests skipped as well where the engine has no such image and cannot get it, unless they must run. */
    public static void assumeImage(String image) {
        assumeThere();
        var isThere =
                Shell.succeeds("docker", "image", "inspect", image) || Shell.succeeds(PULL, "docker", "pull", image);
        assumeTrue(isThere || isRequired(), "the image " + image + " is not to be had");
    }

    private static boolean isRequired() {
        return !Objects.requireNonNullElse(System.getenv(REQUIRED), "").isEmpty();
    }
}
