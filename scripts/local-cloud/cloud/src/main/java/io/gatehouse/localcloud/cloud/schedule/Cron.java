package io.gatehouse.localcloud.cloud.schedule;

import com.cronutils.model.definition.CronConstraintsFactory;
import com.cronutils.model.definition.CronDefinition;
import com.cronutils.model.definition.CronDefinitionBuilder;
import com.cronutils.model.time.ExecutionTime;
import com.cronutils.parser.CronParser;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.Optional;

/**
 * EventBridge's cron. Fields are matched against the clock on the wall: when clocks change, a time that does not exist
 * is skipped, and one that exists twice counts once.
 */
record Cron(ExecutionTime wallClock, ZoneId zone) implements Schedule {
    private static final CronDefinition EVENTBRIDGE = CronDefinitionBuilder.defineCron()
            .withMinutes()
            .withStrictRange()
            .and()
            .withHours()
            .withStrictRange()
            .and()
            .withDayOfMonth()
            .supportsL()
            .supportsW()
            .supportsQuestionMark()
            .withStrictRange()
            .and()
            .withMonth()
            .withStrictRange()
            .and()
            .withDayOfWeek()
            .withValidRange(1, 7)
            .withMondayDoWValue(2)
            .supportsHash()
            .supportsL()
            .supportsQuestionMark()
            .and()
            .withYear()
            .withValidRange(1970, 2199)
            .withStrictRange()
            .and()
            .withCronValidation(CronConstraintsFactory.ensureEitherDayOfWeekOrDayOfMonth())
            .instance();

    /** @throws IllegalArgumentException if it is not an expression that EventBridge takes */
    static Cron parse(String expression, ZoneId zone) {
        return new Cron(ExecutionTime.forCron(new CronParser(EVENTBRIDGE).parse(expression)), zone);
    }

    @Override
    public Optional<ZonedDateTime> next(ZonedDateTime now) {
        var wall = wallClock.nextExecution(
                now.withZoneSameInstant(zone).toLocalDateTime().atZone(ZoneOffset.UTC));
        while (wall.isPresent()) {
            var time = wall.get().toLocalDateTime();
            var due = zone.getRules().getValidOffsets(time).stream()
                    .findFirst()
                    .map(offset -> ZonedDateTime.ofLocal(time, zone, offset))
                    .filter(now::isBefore);
            if (due.isPresent()) {
                return due;
            }
            wall = wallClock.nextExecution(wall.get());
        }
        return Optional.empty();
    }
}
