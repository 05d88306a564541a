package io.gatehouse.localcloud.cloud.schedule;

import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.BitSet;
import java.util.List;
import java.util.Locale;

/**
 * The six fields of EventBridge's cron: minutes, hours, day of month, month, day of week (1 is Sunday), year. Knows
 * {@code * ? , - /} and names, not {@code L W #}.
 */
record Cron(BitSet minutes, BitSet hours, BitSet days, BitSet months, BitSet weekdays, BitSet years, ZoneId zone)
        implements Schedule {
    private static final int HORIZON_DAYS = 366 * 8;
    private static final List<String> MONTHS =
            List.of("JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC");
    private static final List<String> WEEKDAYS = List.of("SUN", "MON", "TUE", "WED", "THU", "FRI", "SAT");

    static Cron parse(String expression, ZoneId zone) {
        var fields = List.of(expression.strip().split("\\s+", -1));
        if (fields.size() != 6) {
            throw new IllegalArgumentException("must have six fields in cron(…), not " + expression);
        }
        return new Cron(
                field(fields.get(0), 0, 59, List.of()),
                field(fields.get(1), 0, 23, List.of()),
                field(fields.get(2), 1, 31, List.of()),
                field(fields.get(3), 1, 12, MONTHS),
                field(fields.get(4), 1, 7, WEEKDAYS),
                field(fields.get(5), 1970, 2199, List.of()),
                zone);
    }

    private static BitSet field(String field, int least, int most, List<String> names) {
        var values = new BitSet();
        for (var part : field.toUpperCase(Locale.ROOT).split(",", -1)) {
            var slash = part.indexOf('/');
            var range = slash < 0 ? part : part.substring(0, slash);
            var step = slash < 0 ? 1 : number(part.substring(slash + 1), least, names);
            var dash = range.indexOf('-');
            var isAny = range.equals("*") || range.equals("?");
            var first = isAny ? least : number(dash < 0 ? range : range.substring(0, dash), least, names);
            var openEnd = isAny || (slash >= 0 && dash < 0);
            var last = openEnd ? most : dash < 0 ? first : number(range.substring(dash + 1), least, names);
            if (first < least || last > most || first > last || step < 1) {
                throw new IllegalArgumentException("has %s out of %d to %d".formatted(part, least, most));
            }
            for (var value = first; value <= last; value += step) {
                values.set(value);
            }
        }
        return values;
    }

    private static int number(String text, int least, List<String> names) {
        var name = names.indexOf(text);
        if (name >= 0) {
            return least + name;
        }
        if (!text.matches("[0-9]{1,4}")) {
            throw new IllegalArgumentException("has %s, which the local cloud does not know".formatted(text));
        }
        return Integer.parseInt(text);
    }

    @Override
    public ZonedDateTime next(ZonedDateTime now) {
        var from = now.withZoneSameInstant(zone).withSecond(0).withNano(0).plusMinutes(1);
        var time = from.toLocalTime();
        for (var i = 0; i < HORIZON_DAYS; i++) {
            var date = from.toLocalDate().plusDays(i);
            var due = matches(date) ? firstFrom(i == 0 ? time : LocalTime.MIN) : -1;
            if (due >= 0) {
                return date.atStartOfDay(zone).plusMinutes(due);
            }
        }
        return from.plusDays(HORIZON_DAYS);
    }

    private boolean matches(LocalDate date) {
        return years.get(date.getYear())
                && months.get(date.getMonthValue())
                && days.get(date.getDayOfMonth())
                && weekdays.get(date.getDayOfWeek().getValue() % 7 + 1);
    }

    /** The first matching minute of a day, from a time on; -1 if there is none. */
    private int firstFrom(LocalTime time) {
        var start = time.getHour() * 60 + time.getMinute();
        for (var minute = start; minute < 24 * 60; minute++) {
            if (hours.get(minute / 60) && minutes.get(minute % 60)) {
                return minute;
            }
        }
        return -1;
    }
}
