// SPDX-License-Identifier: GPL-3.0-or-later
package lambdaworkbench.runtime.json;

import java.lang.reflect.Array;
import java.nio.ByteBuffer;
import java.nio.charset.Charset;
import java.util.Base64;
import java.util.Calendar;
import java.util.Date;
import java.util.Iterator;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.TimeZone;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;

// What each type becomes in JSON, as Lambda's own mapper has it: members and entries that are null
// are left out, NaN and infinities are strings, dates are numbers.
final class ValueWriter {
    private ValueWriter() {}

    static void write(JsonWriter out, Object value) {
        if (value instanceof Map) {
            map(out, (Map<?, ?>) value);
        } else if (value instanceof Iterable && !(value instanceof java.nio.file.Path)) {
            elements(out, ((Iterable<?>) value).iterator());
        } else if (value instanceof Double || value instanceof Float) {
            number(out, (Number) value);
        } else if (value instanceof Number || value instanceof AtomicBoolean) {
            out.raw(value.toString());
        } else if (value instanceof Enum) {
            out.string(((Enum<?>) value).name());
        } else if (value.getClass().isArray()) {
            array(out, value);
        } else if (value instanceof CharSequence || value instanceof Character) {
            out.string(value.toString());
        } else if (!special(out, value)) {
            bean(out, value);
        }
    }

    private static void number(JsonWriter out, Number value) {
        double number = value.doubleValue();
        if (Double.isNaN(number) || Double.isInfinite(number)) {
            out.string(value.toString());
        } else {
            out.raw(value.toString());
        }
    }

    private static void map(JsonWriter out, Map<?, ?> map) {
        out.deeper();
        out.raw('{');
        boolean first = true;
        for (Map.Entry<?, ?> entry : map.entrySet()) {
            if (entry.getKey() == null) {
                throw new JsonException("Null key for a Map not allowed in JSON");
            }
            if (entry.getValue() == null) {
                continue;
            }
            member(out, first, key(entry.getKey()), entry.getValue());
            first = false;
        }
        out.raw('}');
        out.up();
    }

    private static String key(Object key) {
        if (key instanceof Enum) {
            return ((Enum<?>) key).name();
        }
        return key instanceof Class ? ((Class<?>) key).getName() : key.toString();
    }

    private static void member(JsonWriter out, boolean first, String name, Object value) {
        if (!first) {
            out.raw(',');
        }
        out.string(name);
        out.raw(':');
        out.value(value);
    }

    private static void elements(JsonWriter out, Iterator<?> elements) {
        out.deeper();
        out.raw('[');
        boolean first = true;
        while (elements.hasNext()) {
            if (!first) {
                out.raw(',');
            }
            out.value(elements.next());
            first = false;
        }
        out.raw(']');
        out.up();
    }

    private static void array(JsonWriter out, Object array) {
        if (array instanceof byte[]) {
            out.string(Base64.getEncoder().encodeToString((byte[]) array));
            return;
        }
        if (array instanceof char[]) {
            out.string(new String((char[]) array));
            return;
        }
        out.deeper();
        out.raw('[');
        int length = Array.getLength(array);
        for (int i = 0; i < length; ++i) {
            if (i > 0) {
                out.raw(',');
            }
            out.value(Array.get(array, i));
        }
        out.raw(']');
        out.up();
    }

    // Types of the JDK that are no beans. False: none of them.
    private static boolean special(JsonWriter out, Object value) {
        if (value instanceof Date) {
            if (value.getClass().getName().startsWith("java.sql.Date")) {
                out.string(value.toString());
            } else {
                out.raw(Long.toString(((Date) value).getTime()));
            }
        } else if (value instanceof Calendar) {
            out.raw(Long.toString(((Calendar) value).getTimeInMillis()));
        } else if (value instanceof Optional) {
            out.value(((Optional<?>) value).orElse(null));
        } else if (value instanceof OptionalInt) {
            OptionalInt number = (OptionalInt) value;
            out.value(number.isPresent() ? (Object) number.getAsInt() : null);
        } else if (value instanceof OptionalLong) {
            OptionalLong number = (OptionalLong) value;
            out.value(number.isPresent() ? (Object) number.getAsLong() : null);
        } else if (value instanceof OptionalDouble) {
            OptionalDouble number = (OptionalDouble) value;
            out.value(number.isPresent() ? (Object) number.getAsDouble() : null);
        } else if (value instanceof AtomicReference) {
            out.value(((AtomicReference<?>) value).get());
        } else if (value instanceof ByteBuffer) {
            ByteBuffer buffer = ((ByteBuffer) value).duplicate();
            byte[] bytes = new byte[buffer.remaining()];
            buffer.get(bytes);
            array(out, bytes);
        } else if (value instanceof Map.Entry) {
            Map.Entry<?, ?> entry = (Map.Entry<?, ?>) value;
            out.raw('{');
            member(out, true, key(entry.getKey()), entry.getValue());
            out.raw('}');
        } else if (value instanceof Iterator) {
            elements(out, (Iterator<?>) value);
        } else if (value instanceof Class) {
            out.string(((Class<?>) value).getName());
        } else if (value instanceof TimeZone) {
            out.string(((TimeZone) value).getID());
        } else if (value instanceof Charset || isWrittenAsText(value.getClass().getName())) {
            out.string(value.toString());
        } else {
            return Times.write(out, value);
        }
        return true;
    }

    private static boolean isWrittenAsText(String type) {
        switch (type) {
            case "java.util.UUID":
            case "java.util.Locale":
            case "java.util.Currency":
            case "java.util.regex.Pattern":
            case "java.net.URI":
            case "java.net.URL":
            case "java.io.File":
            case "org.joda.time.DateTime":
                return true;
            default:
                return type.startsWith("sun.nio.fs.");
        }
    }

    private static void bean(JsonWriter out, Object value) {
        out.deeper();
        out.raw('{');
        boolean first = true;
        boolean isEvent = EventNames.isEvent(value.getClass());
        for (Bean.Property property : Bean.of(value.getClass()).readable()) {
            Object member = property.get(value);
            if (member != null) {
                if (isEvent && member instanceof Date) { // in seconds there
                    member = ((Date) member).getTime() / 1000.0;
                }
                member(out, first, property.name, member);
                first = false;
            }
        }
        out.raw('}');
        out.up();
    }
}
