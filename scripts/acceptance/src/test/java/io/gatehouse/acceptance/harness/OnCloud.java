package io.gatehouse.acceptance.harness;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Gives the tests of a class a {@link Gatehouse} on a local cloud with these options and template parameters. Classes
 * with equal ones share one cloud, which ends with the test run, unless they want their own, which ends with the class.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@ExtendWith(CloudExtension.class)
public @interface OnCloud {
    /** Template parameters, {@code Name=value}; by default there are no limits. */
    String[] value() default {"RateLimitPerIp=0", "RateLimitPerUser=0", "MailsPerAddress=0"};

    /** Of {@code scripts/dev}. */
    String[] options() default {};

    /** For tests that break something: the cloud is this class's alone. */
    boolean own() default false;
}
