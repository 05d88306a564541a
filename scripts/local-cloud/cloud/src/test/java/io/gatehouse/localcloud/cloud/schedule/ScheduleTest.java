package io.gatehouse.localcloud.cloud.schedule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ScheduleTest {
    private static final ZoneId UTC = ZoneId.of("UTC");

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            rate(1 minute)              | 2026-11-24T10:16:30Z
            rate(5 hours)               | 2026-11-24T15:15:30Z
            rate(2 days)                | 2026-11-26T10:15:30Z
            cron(* * * * ? *)           | 2026-11-24T10:16Z
            cron(0 12 * * ? *)          | 2026-11-24T12:00Z
            cron(0 9 * * ? *)           | 2026-11-25T09:00Z
            cron(0/10 * * * ? *)        | 2026-11-24T10:20Z
            cron(0 8 1 * ? *)           | 2026-12-01T08:00Z
            cron(0 8 ? * MON-FRI *)     | 2026-11-25T08:00Z
            cron(0 8 ? * 1,7 *)         | 2026-11-28T08:00Z
            cron(0 8 ? * SUN,SAT *)     | 2026-11-28T08:00Z
            cron(0 0 L * ? *)           | 2026-11-30T00:00Z
            cron(0 8 29W * ? *)         | 2026-11-30T08:00Z
            cron(0 8 ? * 6L *)          | 2026-11-27T08:00Z
            cron(0 8 ? * MON#1 *)       | 2026-12-07T08:00Z
            cron(30 6 29 FEB ? *)       | 2028-02-29T06:30Z
            cron(0 0 1 JAN ? 2030)      | 2030-01-01T00:00Z
            """)
    void isDueNext(String expression, ZonedDateTime next) {
        assertThat(next(expression, UTC, "2026-11-24T10:15:30Z", 1))
                .extracting(ZonedDateTime::toInstant)
                .containsExactly(next.toInstant());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "rate(0 minutes)",
                "rate(minute)",
                "rate(1 minutes)",
                "rate(5 minute)",
                "cron(* * *)",
                "cron(61 * * * ? *)",
                "cron(0 0 ? * 8 *)",
                "cron(0 0 1 * MON *)",
                "cron(0 0 * * * *)",
                "at(2026-11-24T10:15:30)"
            })
    void refusesWhatEventBridgeRefuses(String expression) {
        assertThatThrownBy(() -> Schedule.parse(expression, UTC)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void aScheduleIsNotDueAfterItsLastYear() {
        assertThat(next("cron(0 0 1 JAN ? 2026)", UTC, "2026-11-24T10:15:30Z", 1))
                .isEmpty();
    }

    /** Clocks go forward from 02:00 to 03:00 on 2026-03-29, and back from 03:00 to 02:00 on 2026-10-25. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            cron(0 9 * * ? *)    | 2026-03-28T12:00+01:00 | 2026-03-29T09:00+02:00 | 2026-03-30T09:00+02:00
            cron(0 9 * * ? *)    | 2026-10-24T12:00+02:00 | 2026-10-25T09:00+01:00 | 2026-10-26T09:00+01:00
            cron(30 2 * * ? *)   | 2026-03-28T12:00+01:00 | 2026-03-30T02:30+02:00 | 2026-03-31T02:30+02:00
            cron(30 2 * * ? *)   | 2026-10-24T12:00+02:00 | 2026-10-25T02:30+02:00 | 2026-10-26T02:30+01:00
            cron(0/30 * * * ? *) | 2026-03-29T01:15+01:00 | 2026-03-29T01:30+01:00 | 2026-03-29T03:00+02:00
            cron(0/30 * * * ? *) | 2026-10-25T02:15+02:00 | 2026-10-25T02:30+02:00 | 2026-10-25T03:00+01:00
            cron(0/30 * * * ? *) | 2026-10-25T02:15+01:00 | 2026-10-25T03:00+01:00 | 2026-10-25T03:30+01:00
            """)
    void skipsATimeThatDoesNotExistAndRunsOnceAtOneThatExistsTwice(
            String expression, String now, ZonedDateTime first, ZonedDateTime second) {
        assertThat(next(expression, ZoneId.of("Europe/Berlin"), now, 2))
                .extracting(ZonedDateTime::toInstant)
                .containsExactly(first.toInstant(), second.toInstant());
    }

    @Test
    void hoursAreThoseOfTheScheduleZone() {
        assertThat(next("cron(0 12 * * ? *)", ZoneId.of("Asia/Jerusalem"), "2026-11-24T09:00:00Z", 1))
                .extracting(ZonedDateTime::toInstant)
                .containsExactly(ZonedDateTime.parse("2026-11-24T10:00Z").toInstant());
    }

    private static List<ZonedDateTime> next(String expression, ZoneId zone, String now, int count) {
        var schedule = Schedule.parse(expression, zone);
        var times = new ArrayList<ZonedDateTime>();
        var next = schedule.next(ZonedDateTime.parse(now));
        while (next.isPresent() && times.size() < count) {
            times.add(next.get());
            next = schedule.next(next.get());
        }
        return times;
    }
}
