package io.gatehouse.localcloud.cloud.schedule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.ZoneId;
import java.time.ZonedDateTime;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ScheduleTest {
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
            cron(30 6 29 FEB ? *)       | 2028-02-29T06:30Z
            cron(0 0 1 JAN ? 2030)      | 2030-01-01T00:00Z
            """)
    void isDueNext(String expression, String next) {
        var schedule = Schedule.parse(expression, ZoneId.of("UTC"));
        assertThat(schedule.next(ZonedDateTime.parse("2026-11-24T10:15:30Z")).toInstant())
                .isEqualTo(ZonedDateTime.parse(next).toInstant());
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
                "cron(0 0 L * ? *)"
            })
    void whatIsNoScheduleIsRefused(String expression) {
        assertThatThrownBy(() -> Schedule.parse(expression, ZoneId.of("UTC")))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void anHourOfDayIsThatOfItsZone() {
        var schedule = Schedule.parse("cron(0 12 * * ? *)", ZoneId.of("Asia/Jerusalem"));
        assertThat(schedule.next(ZonedDateTime.parse("2026-11-24T09:00:00Z")).toInstant())
                .isEqualTo(ZonedDateTime.parse("2026-11-24T10:00Z").toInstant());
    }
}
