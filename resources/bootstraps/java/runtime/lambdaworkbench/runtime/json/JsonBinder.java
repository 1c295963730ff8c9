// SPDX-License-Identifier: GPL-3.0-or-later
package lambdaworkbench.runtime.json;

import java.lang.reflect.Array;
import java.lang.reflect.GenericArrayType;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Modifier;
import java.lang.reflect.Type;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collection;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;

// From JSON to values of a type, as Lambda's own mapper has it: unknown members are passed over, a
// single value is an array of one and the reverse, an empty text or array is no object.
public final class JsonBinder {
    private JsonBinder() {}

    // Throws JsonException.
    public static Object read(byte[] json, Type type) {
        Class<?> raw = Generics.rawClass(type);
        boolean plain = type == Object.class || type == Map.class || type == List.class;
        Object value =
                JsonReader.parse(json, plain ? JsonReader.Decimals.DOUBLE : JsonReader.Decimals.EXACT);
        if (plain && (raw == Object.class || raw.isInstance(value))) {
            return value;
        }
        return bind(value, type);
    }

    // What stands for nothing: 0 and false for primitive types.
    static Object absent(Class<?> type) {
        return type.isPrimitive() ? Array.get(Array.newInstance(type, 1), 0) : Scalars.empty(type);
    }

    static Object bind(Object value, Type type) {
        Class<?> raw = Generics.rawClass(type);
        if (value == null) {
            return absent(raw);
        }
        if (raw == Object.class || raw == java.io.Serializable.class) {
            return plain(value);
        }
        if (Collection.class.isAssignableFrom(raw) || raw == Iterable.class) {
            return collection(value, type, raw);
        }
        if (raw.isArray()) {
            return array(value, type, raw);
        }
        if (value instanceof List && !(Times.isOne(raw) && ((List<?>) value).size() > 1)) {
            return unwrapped((List<?>) value, type, raw);
        }
        if (Map.class.isAssignableFrom(raw)) {
            return map(value, type, raw);
        }
        if (Scalars.isOne(raw)) {
            return Scalars.read(value, type, raw);
        }
        return bean(value, type, raw);
    }

    // Values without a type of their own: a Decimal becomes a Double.
    private static Object plain(Object value) {
        if (value instanceof Decimal) {
            return ((Decimal) value).toDouble();
        }
        if (value instanceof Map) {
            @SuppressWarnings("unchecked")
            Map<String, Object> members = (Map<String, Object>) value;
            for (Map.Entry<String, Object> entry : members.entrySet()) {
                entry.setValue(plain(entry.getValue()));
            }
        } else if (value instanceof List) {
            @SuppressWarnings("unchecked")
            List<Object> elements = (List<Object>) value;
            for (int i = 0; i < elements.size(); ++i) {
                elements.set(i, plain(elements.get(i)));
            }
        }
        return value;
    }

    private static Object unwrapped(List<?> list, Type type, Class<?> raw) {
        if (list.isEmpty()) {
            return absent(raw);
        }
        if (list.size() > 1) {
            throw mismatch(raw, "Array value (token `JsonToken.START_ARRAY`)");
        }
        if (list.get(0) instanceof List) {
            throw mismatch(raw, "nested Arrays/Array value");
        }
        return bind(list.get(0), type);
    }

    static JsonException mismatch(Class<?> raw, String what) {
        return new JsonException("Cannot deserialize value of type `" + typeName(raw) + "` from " + what);
    }

    static String typeName(Class<?> raw) {
        return raw.isArray() ? raw.getTypeName() : raw.getName();
    }

    private static boolean isEmptyText(Object value) {
        return value instanceof String && ((String) value).trim().isEmpty();
    }

    private static Object collection(Object value, Type type, Class<?> raw) {
        if (isEmptyText(value)) {
            return null;
        }
        Type[] arguments = raw == Iterable.class ? Generics.argumentsOf(type, Iterable.class)
                : Generics.argumentsOf(type, Collection.class);
        Type element = arguments == null ? Object.class : arguments[0];
        Collection<Object> all = newCollection(raw, element);
        List<?> values = value instanceof List ? (List<?>) value : List.of(value);
        for (int i = 0; i < values.size(); ++i) {
            try {
                all.add(bind(values.get(i), element));
            } catch (JsonException e) {
                throw within(e, typeName(raw), Integer.toString(i));
            }
        }
        return all;
    }

    // Adds where it was, from the inside out.
    private static JsonException within(JsonException error, String type, String member) {
        String message = error.getMessage();
        String chain = " (through reference chain: ";
        int at = message.lastIndexOf(chain);
        String here = type + "[" + member + "]";
        String text = at < 0 ? message + chain + here + ")"
                : message.substring(0, at + chain.length()) + here + "->"
                        + message.substring(at + chain.length());
        JsonException located = new JsonException(text, error.getCause());
        located.setStackTrace(error.getStackTrace());
        return located;
    }

    @SuppressWarnings({"unchecked", "rawtypes"})
    private static Collection<Object> newCollection(Class<?> raw, Type element) {
        if (EnumSet.class.isAssignableFrom(raw)) {
            return (Collection) EnumSet.noneOf((Class) Generics.rawClass(element));
        }
        if (raw.isInterface() || Modifier.isAbstract(raw.getModifiers())) {
            Object made = Containers.collection(raw);
            if (made == null) {
                throw isAbstract(raw);
            }
            return (Collection<Object>) made;
        }
        return (Collection<Object>) create(raw);
    }

    private static JsonException isAbstract(Class<?> raw) {
        return new JsonException("Cannot construct instance of `" + raw.getName()
                + "` (no Creators, like default constructor, exist): abstract types either need to "
                + "be mapped to concrete types, have custom deserializer, or contain additional "
                + "type information");
    }

    private static Object create(Class<?> raw) {
        Bean bean = Bean.of(raw);
        if (bean.constructor() == null) {
            throw new JsonException("Cannot construct instance of `" + raw.getName()
                    + "` (no Creators, like default constructor, exist): cannot deserialize from "
                    + "Object value (no delegate- or property-based Creator)");
        }
        try {
            return bean.create();
        } catch (InvocationTargetException e) {
            throw new JsonException("Cannot construct instance of `" + raw.getName() + "`, problem: "
                    + e.getCause().getMessage(), e.getCause());
        } catch (ReflectiveOperationException e) {
            throw new JsonException("Cannot construct instance of `" + raw.getName() + "`", e);
        }
    }

    private static Object array(Object value, Type type, Class<?> raw) {
        if (value instanceof String) {
            String text = (String) value;
            if (raw == byte[].class) {
                try {
                    return Base64.getDecoder().decode(text);
                } catch (IllegalArgumentException e) {
                    throw mismatch(raw, "String \"" + text + "\": " + e.getMessage());
                }
            }
            if (raw == char[].class) {
                return text.toCharArray();
            }
            if (text.isEmpty()) {
                return null;
            }
        }
        Type element = type instanceof GenericArrayType
                ? ((GenericArrayType) type).getGenericComponentType() : raw.getComponentType();
        List<?> values = value instanceof List ? (List<?>) value : List.of(value);
        Object array = Array.newInstance(raw.getComponentType(), values.size());
        for (int i = 0; i < values.size(); ++i) {
            try {
                Array.set(array, i, bind(values.get(i), element));
            } catch (JsonException e) {
                throw within(e, typeName(raw), Integer.toString(i));
            }
        }
        return array;
    }

    @SuppressWarnings({"unchecked", "rawtypes"})
    private static Object map(Object value, Type type, Class<?> raw) {
        if (isEmptyText(value)) {
            return null;
        }
        if (!(value instanceof Map)) {
            throw mismatch(raw, Scalars.describe(value));
        }
        Type[] arguments = Generics.argumentsOf(type, Map.class);
        Type keys = arguments == null ? Object.class : arguments[0];
        Type values = arguments == null ? Object.class : arguments[1];
        Map<Object, Object> map;
        if (raw == EnumMap.class) {
            map = new EnumMap(Generics.rawClass(keys));
        } else if (raw.isInterface() || Modifier.isAbstract(raw.getModifiers())) {
            map = (Map<Object, Object>) Containers.map(raw);
            if (map == null) {
                throw isAbstract(raw);
            }
        } else {
            map = (Map<Object, Object>) create(raw);
        }
        Class<?> keyClass = Generics.rawClass(keys);
        for (Map.Entry<String, Object> entry : ((Map<String, Object>) value).entrySet()) {
            try {
                Object key = keyClass == Object.class || keyClass == String.class
                        ? entry.getKey() : bind(entry.getKey(), keys);
                map.put(key, bind(entry.getValue(), values));
            } catch (JsonException e) {
                throw within(e, typeName(raw), '"' + entry.getKey() + '"');
            }
        }
        return map;
    }

    private static Object bean(Object value, Type type, Class<?> raw) {
        if (isEmptyText(value)) {
            return null;
        }
        if (raw.isInterface() || Modifier.isAbstract(raw.getModifiers())) {
            throw isAbstract(raw);
        }
        if (!(value instanceof Map)) {
            String kind = value instanceof String ? "String" : value instanceof Boolean ? "boolean"
                    : value instanceof Decimal || value instanceof Double ? "double/Double"
                    : value instanceof BigInteger ? "BigInteger" : "int/Int";
            throw new JsonException("Cannot construct instance of `" + raw.getName()
                    + "` (although at least one Creator exists): no " + kind
                    + "-argument constructor/factory method to deserialize from "
                    + Scalars.describe(value));
        }
        @SuppressWarnings("unchecked")
        Map<String, Object> members = (Map<String, Object>) value;
        Bean bean = Bean.of(raw);
        if (bean.components() != null) {
            return record(members, bean, type, raw);
        }
        Object made = create(raw);
        for (Map.Entry<String, Object> entry : members.entrySet()) {
            Bean.Property property = bean.writable(entry.getKey());
            if (property == null) {
                continue;
            }
            try {
                property.set(made, member(entry.getValue(), property, type));
            } catch (JsonException e) {
                throw within(e, raw.getName(), '"' + entry.getKey() + '"');
            }
        }
        return made;
    }

    private static Object member(Object value, Bean.Property property, Type owner) {
        Type type = Generics.substitute(property.type(), owner, property.declaring());
        if (value instanceof Number || value instanceof Decimal) {
            Class<?> raw = Generics.rawClass(type);
            // In events a Date's number is in seconds.
            if (raw == java.util.Date.class && EventNames.isEvent(property.declaring())) {
                return new java.util.Date((long) (Double.parseDouble(value.toString()) * 1000));
            }
        }
        return bind(value, type);
    }

    private static Object record(Map<String, Object> members, Bean bean, Type type, Class<?> raw) {
        List<Object> arguments = new ArrayList<>();
        for (Bean.Property component : bean.components()) {
            try {
                arguments.add(member(members.get(component.name), component, type));
            } catch (JsonException e) {
                throw within(e, raw.getName(), '"' + component.name + '"');
            }
        }
        try {
            return bean.create(arguments.toArray());
        } catch (InvocationTargetException e) {
            throw new JsonException("Cannot construct instance of `" + raw.getName() + "`, problem: "
                    + e.getCause().getMessage(), e.getCause());
        } catch (ReflectiveOperationException e) {
            throw new JsonException("Cannot construct instance of `" + raw.getName() + "`", e);
        }
    }
}
