// SPDX-License-Identifier: GPL-3.0-or-later
package lambdaworkbench.runtime.json;

import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.util.Base64;
import java.util.Calendar;
import java.util.Date;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.TimeZone;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

// Types that a single JSON text, number or boolean becomes, with the mapper's conversions between
// them: "5" is 5, 5 is "5", 5.7 is 5 for an int, 1 is true, an empty text is nothing.
final class Scalars {
    private Scalars() {}

    static Object empty(Class<?> type) {
        if (type == Optional.class) {
            return Optional.empty();
        }
        if (type == OptionalInt.class) {
            return OptionalInt.empty();
        }
        if (type == OptionalLong.class) {
            return OptionalLong.empty();
        }
        return type == OptionalDouble.class ? OptionalDouble.empty() : null;
    }

    static boolean isOne(Class<?> type) {
        if (type.isPrimitive() || type.isEnum() || CharSequence.class.isAssignableFrom(type)
                || Number.class.isAssignableFrom(type) || Times.isOne(type)) {
            return true;
        }
        switch (type.getName()) {
            case "java.lang.Boolean":
            case "java.lang.Character":
            case "java.util.concurrent.atomic.AtomicBoolean":
            case "java.util.Optional":
            case "java.util.OptionalInt":
            case "java.util.OptionalLong":
            case "java.util.OptionalDouble":
            case "java.util.Date":
            case "java.util.Calendar":
            case "java.util.GregorianCalendar":
            case "java.util.TimeZone":
            case "java.util.UUID":
            case "java.util.Locale":
            case "java.util.Currency":
            case "java.util.regex.Pattern":
            case "java.net.URI":
            case "java.net.URL":
            case "java.io.File":
            case "java.nio.file.Path":
            case "java.nio.charset.Charset":
            case "java.nio.ByteBuffer":
            case "java.lang.Class":
            case "org.joda.time.DateTime":
                return true;
            default:
                return type.getSuperclass() != null && type.getSuperclass().isEnum();
        }
    }

    static String describe(Object value) {
        if (value instanceof java.util.Map) {
            return "Object value (token `JsonToken.START_OBJECT`)";
        }
        if (value instanceof String) {
            return "String value ('" + value + "')";
        }
        if (value instanceof Boolean) {
            return "Boolean value (token `JsonToken.VALUE_" + (((Boolean) value) ? "TRUE" : "FALSE")
                    + "`)";
        }
        return value instanceof Decimal || value instanceof Double
                ? "Floating-point value (" + value + ")" : "Integer value (" + value + ")";
    }

    // `value` is neither null nor a List.
    static Object read(Object value, Type type, Class<?> raw) {
        if (raw == Optional.class) {
            Type inner = type instanceof ParameterizedType
                    ? ((ParameterizedType) type).getActualTypeArguments()[0] : Object.class;
            return Optional.ofNullable(JsonBinder.bind(value, inner));
        }
        if (value instanceof java.util.Map) {
            throw JsonBinder.mismatch(raw, describe(value));
        }
        if (CharSequence.class.isAssignableFrom(raw)) {
            return text(value, raw);
        }
        Object blank = value instanceof String ? ((String) value).trim() : null;
        if ("".equals(blank) && raw != char.class && raw != Character.class) {
            return JsonBinder.absent(raw);
        }
        try {
            if (raw == boolean.class || raw == Boolean.class) {
                return bool(value, raw);
            }
            if (raw == AtomicBoolean.class) {
                return new AtomicBoolean(bool(value, raw));
            }
            if (raw.isPrimitive() || Number.class.isAssignableFrom(raw) || raw == Character.class) {
                return raw == char.class || raw == Character.class ? character(value, raw)
                        : number(value, raw);
            }
            if (raw.isEnum() || (raw.getSuperclass() != null && raw.getSuperclass().isEnum())) {
                return constant(value, raw);
            }
            return other(value, raw);
        } catch (JsonException e) {
            throw e;
        } catch (Exception e) {
            throw new JsonException("Cannot deserialize value of type `" + raw.getName() + "` from "
                    + describe(value) + ": " + e.getMessage(), e);
        }
    }

    private static Object text(Object value, Class<?> raw) {
        String text = value.toString();
        if (raw == StringBuilder.class) {
            return new StringBuilder(text);
        }
        return raw == StringBuffer.class ? new StringBuffer(text) : text;
    }

    private static boolean bool(Object value, Class<?> raw) {
        if (value instanceof Boolean) {
            return (Boolean) value;
        }
        if (value instanceof Integer || value instanceof Long) {
            return ((Number) value).longValue() != 0;
        }
        if (value instanceof String) {
            switch (((String) value).trim()) {
                case "true":
                case "True":
                case "TRUE":
                    return true;
                case "false":
                case "False":
                case "FALSE":
                    return false;
                default:
                    throw JsonBinder.mismatch(raw, "String \"" + value
                            + "\": only \"true\" or \"false\" recognized");
            }
        }
        throw JsonBinder.mismatch(raw, describe(value));
    }

    private static Object character(Object value, Class<?> raw) {
        if (value instanceof Integer) {
            return (char) (int) (Integer) value;
        }
        String text = value instanceof String ? (String) value : "";
        if (text.length() == 1) {
            return text.charAt(0);
        }
        if (text.isEmpty() && value instanceof String) {
            return JsonBinder.absent(raw);
        }
        throw JsonBinder.mismatch(raw, describe(value));
    }

    private static Object number(Object value, Class<?> raw) {
        if (value instanceof Boolean) {
            throw JsonBinder.mismatch(raw, describe(value));
        }
        switch (raw.getName()) {
            case "double":
            case "java.lang.Double":
                return floating(value, raw);
            case "float":
            case "java.lang.Float":
                return (float) floating(value, raw);
            case "java.math.BigDecimal":
                return exact(value, raw);
            case "java.math.BigInteger":
                return value instanceof String ? whole(value, raw) : exact(value, raw).toBigInteger();
            case "java.lang.Number":
                return untyped(value);
            case "java.util.concurrent.atomic.AtomicInteger":
                return new AtomicInteger((int) ranged(value, raw, Integer.MIN_VALUE, Integer.MAX_VALUE));
            case "java.util.concurrent.atomic.AtomicLong":
                return new AtomicLong(ranged(value, raw, Long.MIN_VALUE, Long.MAX_VALUE));
            case "int":
            case "java.lang.Integer":
                return (int) ranged(value, raw, Integer.MIN_VALUE, Integer.MAX_VALUE);
            case "long":
            case "java.lang.Long":
                return ranged(value, raw, Long.MIN_VALUE, Long.MAX_VALUE);
            case "short":
            case "java.lang.Short":
                return (short) ranged(value, raw, Short.MIN_VALUE, Short.MAX_VALUE);
            case "byte":
            case "java.lang.Byte":
                return (byte) ranged(value, raw, Byte.MIN_VALUE, 255); // both signs are common
            default:
                throw JsonBinder.mismatch(raw, describe(value));
        }
    }

    private static double floating(Object value, Class<?> raw) {
        if (value instanceof Double) {
            return (Double) value;
        }
        String text = value.toString().trim();
        switch (text) {
            case "INF":
                return Double.POSITIVE_INFINITY;
            case "-INF":
                return Double.NEGATIVE_INFINITY;
            default:
        }
        try {
            return Double.parseDouble(text);
        } catch (NumberFormatException e) {
            throw JsonBinder.mismatch(raw, "String \"" + value + "\": not a valid `" + raw.getName()
                    + "` value");
        }
    }

    private static BigDecimal exact(Object value, Class<?> raw) {
        try {
            return new BigDecimal(value.toString().trim());
        } catch (NumberFormatException e) {
            throw JsonBinder.mismatch(raw, "String \"" + value + "\": not a valid representation");
        }
    }

    private static BigInteger whole(Object value, Class<?> raw) {
        try {
            return new BigInteger(value.toString().trim());
        } catch (NumberFormatException e) {
            throw JsonBinder.mismatch(raw, "String \"" + value + "\": not a valid `" + raw.getName()
                    + "` value");
        }
    }

    private static Object untyped(Object value) {
        if (value instanceof Decimal) {
            return ((Decimal) value).toDouble();
        }
        if (value instanceof String) {
            BigDecimal number = new BigDecimal(((String) value).trim());
            if (number.scale() > 0) {
                return number.doubleValue();
            }
            BigInteger whole = number.toBigInteger();
            return whole.bitLength() < 32 ? (Object) whole.intValue()
                    : whole.bitLength() < 64 ? (Object) whole.longValue() : whole;
        }
        return value;
    }

    // Fractions are cut off.
    private static long ranged(Object value, Class<?> raw, long least, long most) {
        BigInteger whole;
        if (value instanceof Integer || value instanceof Long) {
            long number = ((Number) value).longValue();
            if (number >= least && number <= most) {
                return number;
            }
            whole = BigInteger.valueOf(number);
        } else if (value instanceof String) {
            whole = whole(value, raw);
        } else {
            whole = exact(value, raw).toBigInteger();
        }
        if (whole.compareTo(BigInteger.valueOf(least)) < 0
                || whole.compareTo(BigInteger.valueOf(most)) > 0) {
            throw new JsonException("Numeric value (" + value + ") out of range of " + raw.getName()
                    + " (" + least + " - " + most + ")");
        }
        return whole.longValue();
    }

    // Null for a name that is none of the constants'.
    private static Object constant(Object value, Class<?> raw) {
        Object[] constants = (raw.isEnum() ? raw : raw.getSuperclass()).getEnumConstants();
        if (value instanceof Integer) {
            int index = (Integer) value;
            return index >= 0 && index < constants.length ? constants[index] : null;
        }
        if (!(value instanceof String)) {
            throw JsonBinder.mismatch(raw, describe(value));
        }
        String name = ((String) value).trim();
        for (Object one : constants) {
            if (((Enum<?>) one).name().equals(name)) {
                return one;
            }
        }
        return null;
    }

    private static Object other(Object value, Class<?> raw) throws Exception {
        String text = value.toString().trim();
        switch (raw.getName()) {
            case "java.util.OptionalInt":
                return OptionalInt.of((int) ranged(value, int.class, Integer.MIN_VALUE, Integer.MAX_VALUE));
            case "java.util.OptionalLong":
                return OptionalLong.of(ranged(value, long.class, Long.MIN_VALUE, Long.MAX_VALUE));
            case "java.util.OptionalDouble":
                return OptionalDouble.of(floating(value, double.class));
            case "java.util.Date":
                return date(value, text);
            case "java.util.Calendar":
            case "java.util.GregorianCalendar":
                Calendar calendar = Calendar.getInstance(TimeZone.getTimeZone("UTC"));
                calendar.setTime(date(value, text));
                return calendar;
            case "java.util.TimeZone":
                return TimeZone.getTimeZone(text);
            case "java.util.UUID":
                return java.util.UUID.fromString(text);
            case "java.util.Locale":
                return java.util.Locale.forLanguageTag(text.replace('_', '-'));
            case "java.util.Currency":
                return java.util.Currency.getInstance(text);
            case "java.util.regex.Pattern":
                return java.util.regex.Pattern.compile(text);
            case "java.net.URI":
                return java.net.URI.create(text);
            case "java.net.URL":
                return new java.net.URL(text);
            case "java.io.File":
                return new java.io.File(text);
            case "java.nio.file.Path":
                return java.nio.file.Path.of(text);
            case "java.nio.charset.Charset":
                return java.nio.charset.Charset.forName(text);
            case "java.nio.ByteBuffer":
                return ByteBuffer.wrap(Base64.getDecoder().decode(text));
            case "java.lang.Class":
                return Class.forName(text, false, Thread.currentThread().getContextClassLoader());
            case "org.joda.time.DateTime":
                Object given = value instanceof Integer ? (Object) ((Integer) value).longValue()
                        : value instanceof Long ? value : text;
                return raw.getConstructor(Object.class).newInstance(given);
            default:
                return Times.read(value, raw);
        }
    }

    private static Date date(Object value, String text) {
        if (value instanceof Integer || value instanceof Long) {
            return new Date(((Number) value).longValue());
        }
        return Times.date(text);
    }
}
