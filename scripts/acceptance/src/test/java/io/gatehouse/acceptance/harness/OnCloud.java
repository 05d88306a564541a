package io.gatehouse.acceptance.harness;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Gives the tests of a class a {@link Gatehouse} on a local cloud with these options and template parameters. Classes
 * with equal ones share a cloud, at the same time and in any order: their tests leave nothing behind that others could
 * see.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@ExtendWith(CloudExtension.class)
public @interface OnCloud {
    /** Template parameters, {@code Name=value}; by default there are no rate limits. */
    String[] value() default {"RateLimitPerIp=0", "RateLimitPerUser=0"};

    /** Of {@code scripts/dev}. */
    String[] options() default {};

    /** Whether the class has a cloud of its own, because its tests break or change what others use. */
    boolean own() default false;
}
