// SPDX-License-Identifier: GPL-3.0-or-later
package lambdaworkbench.runtime.json;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.MonthDay;
import java.time.OffsetDateTime;
import java.time.OffsetTime;
import java.time.Period;
import java.time.Year;
import java.time.YearMonth;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.Date;
import java.util.List;

// java.time and Date: points in time are seconds with nanoseconds, local ones are arrays of their
// parts; both are also read from ISO texts.
final class Times {
    private static final BigDecimal NANOS = BigDecimal.valueOf(1_000_000_000);

    private Times() {}

    // False: the value is none of these.
    static boolean write(JsonWriter out, Object value) {
        if (!value.getClass().getName().startsWith("java.time.")) {
            return false;
        }
        if (value instanceof Instant) {
            seconds(out, ((Instant) value).getEpochSecond(), ((Instant) value).getNano());
        } else if (value instanceof Duration) {
            seconds(out, ((Duration) value).getSeconds(), ((Duration) value).getNano());
        } else if (value instanceof OffsetDateTime) {
            write(out, ((OffsetDateTime) value).toInstant());
        } else if (value instanceof ZonedDateTime) {
            write(out, ((ZonedDateTime) value).toInstant());
        } else if (value instanceof LocalDate) {
            out.raw('[');
            date(out, (LocalDate) value);
            out.raw(']');
        } else if (value instanceof LocalDateTime) {
            out.raw('[');
            date(out, ((LocalDateTime) value).toLocalDate());
            out.raw(',');
            time(out, ((LocalDateTime) value).toLocalTime());
            out.raw(']');
        } else if (value instanceof LocalTime) {
            out.raw('[');
            time(out, (LocalTime) value);
            out.raw(']');
        } else if (value instanceof OffsetTime) {
            out.raw('[');
            time(out, ((OffsetTime) value).toLocalTime());
            out.raw(',');
            out.string(((OffsetTime) value).getOffset().toString());
            out.raw(']');
        } else if (value instanceof Year) {
            out.raw(value.toString());
        } else if (value instanceof YearMonth) {
            YearMonth month = (YearMonth) value;
            out.raw("[" + month.getYear() + "," + month.getMonthValue() + "]");
        } else {
            out.string(value.toString());
        }
        return true;
    }

    private static void seconds(JsonWriter out, long seconds, int nanos) {
        if (nanos == 0) {
            out.raw(seconds + ".000000000");
        } else {
            out.raw(BigDecimal.valueOf(seconds).add(BigDecimal.valueOf(nanos, 9)).setScale(9)
                    .toPlainString());
        }
    }

    private static void date(JsonWriter out, LocalDate date) {
        out.raw(date.getYear() + "," + date.getMonthValue() + "," + date.getDayOfMonth());
    }

    private static void time(JsonWriter out, LocalTime time) {
        out.raw(time.getHour() + "," + time.getMinute());
        if (time.getSecond() > 0 || time.getNano() > 0) {
            out.raw("," + time.getSecond());
            if (time.getNano() > 0) {
                out.raw("," + time.getNano());
            }
        }
    }

    static boolean isOne(Class<?> type) {
        return type.getName().startsWith("java.time.") && !type.isEnum();
    }

    // `value` is a text, a number or an array, not null. Throws a RuntimeException if it does not fit.
    static Object read(Object value, Class<?> type) {
        if (value instanceof String) {
            String text = ((String) value).trim();
            return text.isEmpty() ? null : parse(text, type);
        }
        if (value instanceof List) {
            return fromParts((List<?>) value, type);
        }
        BigDecimal number = new BigDecimal(value.toString());
        if (type == Year.class) {
            return Year.of(number.intValueExact());
        }
        if (type == LocalDate.class) {
            return LocalDate.ofEpochDay(number.longValueExact());
        }
        BigDecimal[] parts = split(number);
        if (type == Duration.class) {
            return Duration.ofSeconds(parts[0].longValueExact(), parts[1].longValue());
        }
        Instant instant = Instant.ofEpochSecond(parts[0].longValueExact(), parts[1].longValue());
        if (type == Instant.class) {
            return instant;
        }
        if (type == OffsetDateTime.class) {
            return instant.atOffset(ZoneOffset.UTC);
        }
        if (type == ZonedDateTime.class) {
            return instant.atZone(ZoneId.of("UTC"));
        }
        throw new IllegalArgumentException("a number");
    }

    private static BigDecimal[] split(BigDecimal seconds) {
        BigDecimal[] parts = seconds.divideAndRemainder(BigDecimal.ONE);
        parts[1] = parts[1].multiply(NANOS);
        return parts;
    }

    private static Object parse(String text, Class<?> type) {
        switch (type.getSimpleName()) {
            case "Instant":
                return OffsetDateTime.parse(text).toInstant();
            case "Duration":
                return Duration.parse(text);
            case "LocalDate":
                return text.indexOf('T') == 10 ? LocalDate.parse(text.substring(0, 10))
                        : LocalDate.parse(text);
            case "LocalDateTime":
                return LocalDateTime.parse(
                        text.endsWith("Z") ? text.substring(0, text.length() - 1) : text);
            case "LocalTime":
                return LocalTime.parse(text);
            case "OffsetDateTime":
                return OffsetDateTime.parse(text);
            case "OffsetTime":
                return OffsetTime.parse(text);
            case "ZonedDateTime":
                return ZonedDateTime.parse(text);
            case "Year":
                return Year.parse(text);
            case "YearMonth":
                return YearMonth.parse(text);
            case "MonthDay":
                return MonthDay.parse(text);
            case "Period":
                return Period.parse(text);
            case "ZoneId":
                return ZoneId.of(text);
            case "ZoneOffset":
                return ZoneOffset.of(text);
            default:
                throw new IllegalArgumentException("no text form");
        }
    }

    private static Object fromParts(List<?> parts, Class<?> type) {
        if (parts.isEmpty()) {
            return null;
        }
        if (type == LocalDate.class) {
            return LocalDate.of(part(parts, 0), part(parts, 1), part(parts, 2));
        }
        if (type == LocalTime.class) {
            return time(parts, 0);
        }
        if (type == LocalDateTime.class) {
            return LocalDateTime.of(LocalDate.of(part(parts, 0), part(parts, 1), part(parts, 2)),
                    time(parts, 3));
        }
        if (type == YearMonth.class) {
            return YearMonth.of(part(parts, 0), part(parts, 1));
        }
        throw new IllegalArgumentException("an array");
    }

    private static LocalTime time(List<?> parts, int from) {
        return LocalTime.of(part(parts, from), part(parts, from + 1),
                parts.size() > from + 2 ? part(parts, from + 2) : 0,
                parts.size() > from + 3 ? part(parts, from + 3) : 0);
    }

    private static int part(List<?> parts, int index) {
        return ((Number) parts.get(index)).intValue();
    }

    // Texts as Date's mapping takes them: a date, or date and time with or without zone.
    static Date date(String text) {
        if (text.length() == 10) {
            return Date.from(LocalDate.parse(text).atStartOfDay().toInstant(ZoneOffset.UTC));
        }
        String iso = text.replace(' ', 'T');
        int length = iso.length();
        int sign = Math.max(iso.lastIndexOf('+'), iso.lastIndexOf('-'));
        if (sign > 10 && length - sign == 5) { // "+0100"
            iso = iso.substring(0, length - 2) + ":" + iso.substring(length - 2);
        } else if (sign > 10 && length - sign == 3) { // "+01"
            iso += ":00";
        } else if (sign <= 10 && !iso.endsWith("Z")) {
            iso += "Z";
        }
        return Date.from(OffsetDateTime.parse(iso).toInstant());
    }
}
