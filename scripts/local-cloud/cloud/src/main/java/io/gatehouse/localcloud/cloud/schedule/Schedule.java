package io.gatehouse.localcloud.cloud.schedule;

import java.time.Duration;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** When something is due, again and again. */
@FunctionalInterface
public interface Schedule {
    /** The first time after {@code now}, if there is one. */
    Optional<ZonedDateTime> next(ZonedDateTime now);

    /** Reads {@code rate(5 minutes)} or {@code cron(0 12 * * ? *)}; unlike EventBridge, a rate also in seconds. */
    static Schedule parse(String expression, ZoneId zone) {
        var rate = Rate.PATTERN.matcher(expression);
        if (rate.matches()) {
            return Rate.of(rate);
        }
        if (expression.startsWith("cron(") && expression.endsWith(")")) {
            return Cron.parse(expression.substring(5, expression.length() - 1), zone);
        }
        throw new IllegalArgumentException("must be rate(…) or cron(…), not " + expression);
    }

    /** Every so often, first when that time has passed once. */
    record Rate(Duration period) implements Schedule {
        private static final Pattern PATTERN =
                Pattern.compile("rate\\(\\s*([1-9][0-9]{0,5})\\s+(second|minute|hour|day)(s?)\\s*\\)");

        private static Rate of(Matcher matcher) {
            var value = Long.parseLong(matcher.group(1));
            if (matcher.group(3).isEmpty() != (value == 1)) {
                throw new IllegalArgumentException("must be rate(%s %s%s), as EventBridge spells it"
                        .formatted(value, matcher.group(2), value == 1 ? "" : "s"));
            }
            return new Rate(
                    switch (matcher.group(2)) {
                        case "second" -> Duration.ofSeconds(value);
                        case "minute" -> Duration.ofMinutes(value);
                        case "hour" -> Duration.ofHours(value);
                        default -> Duration.ofDays(value);
                    });
        }

        @Override
        public Optional<ZonedDateTime> next(ZonedDateTime now) {
            return Optional.of(now.plus(period));
        }
    }
}
