package io.gatehouse.acceptance.harness;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ExtendWith;

/** Gives the tests of a class a {@link Gatehouse} on a local cloud with these options and template parameters. */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@ExtendWith(CloudExtension.class)
public @interface OnCloud {
    /** Template parameters, {@code Name=value}; by default there are no rate limits. */
    String[] value() default {"RateLimitPerIp=0", "RateLimitPerUser=0"};

    /** Of {@code scripts/dev}. */
    String[] options() default {};

    Use use() default Use.SHARED;

    /** Who else has the cloud. */
    enum Use {
        /** All classes with equal options and parameters, at the same time. */
        SHARED,
        /** Other classes with equal ones, before and after: for tests that break something and mend it again. */
        IN_TURN,
        /** Others before, if it is free then, and nobody after: for tests that leave something broken or changed. */
        LAST,
        /** Nobody: for tests that want what no other class wants. */
        ALONE
    }
}
