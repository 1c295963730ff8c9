// SPDX-License-Identifier: GPL-3.0-or-later
package lambdaworkbench.runtime.json;

import java.lang.reflect.AccessibleObject;
import java.lang.reflect.Constructor;
import java.lang.reflect.Field;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

// A class as JSON sees it: properties by public getters, setters and public fields, in the order of
// the fields; the components of a record.
final class Bean {
    static final class Property {
        final String name; // as it stands in JSON
        Method getter;
        Method setter;
        Field field; // public, or of a class whose fields are set directly
        boolean fieldIsVisible;

        Property(String name) {
            this.name = name;
        }

        boolean isReadable() {
            return getter != null || fieldIsVisible;
        }

        boolean isWritable() {
            return setter != null || field != null;
        }

        Type type() {
            return setter != null ? setter.getGenericParameterTypes()[0] : field.getGenericType();
        }

        Class<?> declaring() {
            return setter != null ? setter.getDeclaringClass() : field.getDeclaringClass();
        }

        Object get(Object bean) {
            try {
                return getter != null ? getter.invoke(bean) : field.get(bean);
            } catch (InvocationTargetException e) {
                throw new JsonException(e.getCause() + " (through reference chain: "
                        + bean.getClass().getName() + "[\"" + name + "\"])", e.getCause());
            } catch (IllegalAccessException e) {
                throw new JsonException(e.getMessage(), e);
            }
        }

        void set(Object bean, Object value) {
            try {
                if (setter != null) {
                    setter.invoke(bean, value);
                } else {
                    field.set(bean, value);
                }
            } catch (InvocationTargetException e) {
                throw new JsonException(e.getCause() + " (through reference chain: "
                        + bean.getClass().getName() + "[\"" + name + "\"])", e.getCause());
            } catch (IllegalAccessException e) {
                throw new JsonException(e.getMessage(), e);
            }
        }
    }

    private static final Map<Class<?>, Bean> KNOWN = new ConcurrentHashMap<>();
    private static final Method IS_RECORD = method(Class.class, "isRecord");

    private final Class<?> type;
    private final boolean isEvent;
    private final Map<String, Property> properties = new LinkedHashMap<>();
    private final List<Property> readable = new ArrayList<>();
    private Constructor<?> constructor; // null: there is none to use
    private Object[] defaults; // arguments for it
    private List<Property> components; // of a record, in the order of the constructor

    private Bean(Class<?> type) {
        this.type = type;
        isEvent = EventNames.isEvent(type);
        addFields(type);
        addMethods(type);
        if (isRecord(type)) {
            readComponents();
        } else if (!type.isInterface() && !Modifier.isAbstract(type.getModifiers())) {
            constructor = findConstructor();
        }
        for (Property property : properties.values()) {
            if (property.isReadable() && !(isEvent && property.name.equals("sizeAsLong"))) {
                readable.add(property);
            }
        }
    }

    static Bean of(Class<?> type) {
        Bean bean = KNOWN.get(type);
        if (bean == null) {
            bean = new Bean(type);
            KNOWN.put(type, bean);
        }
        return bean;
    }

    Collection<Property> readable() {
        return readable;
    }

    // Null for a record too.
    Constructor<?> constructor() {
        return constructor;
    }

    Object create() throws ReflectiveOperationException {
        return constructor.newInstance(defaults);
    }

    // Null for a class that is no record.
    List<Property> components() {
        return components;
    }

    Object create(Object[] arguments) throws ReflectiveOperationException {
        return constructor.newInstance(arguments);
    }

    // Null when the class has none of this name that can be set.
    Property writable(String name) {
        Property found = properties.get(name);
        if (found == null && isEvent) {
            found = properties.get(EventNames.inJava(name, properties.keySet()));
        }
        return found != null && found.isWritable() ? found : null;
    }

    private Property property(String name) {
        String shown = isEvent ? EventNames.inJson(type, name) : name;
        Property found = properties.get(shown);
        if (found == null) {
            found = new Property(shown);
            properties.put(shown, found);
        }
        return found;
    }

    private void addFields(Class<?> of) {
        if (of == null || of == Object.class) {
            return;
        }
        addFields(of.getSuperclass());
        for (Field field : of.getDeclaredFields()) {
            int modifiers = field.getModifiers();
            if (Modifier.isStatic(modifiers) || field.isSynthetic()) {
                continue;
            }
            Property property = property(field.getName());
            boolean isPublic = Modifier.isPublic(modifiers) && !Modifier.isTransient(modifiers);
            if ((isPublic || isEvent) && open(field)) {
                property.field = field;
                property.fieldIsVisible = isPublic;
            }
        }
    }

    private void addMethods(Class<?> of) {
        for (Class<?> each = of; each != null && each != Object.class; each = each.getSuperclass()) {
            for (Method method : each.getDeclaredMethods()) {
                if (!Modifier.isStatic(method.getModifiers()) && !method.isBridge()
                        && !method.isSynthetic()) {
                    addMethod(method);
                }
            }
            for (Class<?> implemented : each.getInterfaces()) {
                for (Method method : implemented.getMethods()) {
                    if (method.isDefault() && !method.isBridge()) {
                        addMethod(method);
                    }
                }
            }
        }
    }

    private void addMethod(Method method) {
        String name = method.getName();
        if (method.getParameterCount() == 1 && name.length() > 3 && name.startsWith("set")) {
            Property property = property(decapitalized(name, 3));
            if (property.setter == null || isBetterSetter(property, method)) {
                if (open(method)) {
                    property.setter = method;
                }
            }
            return;
        }
        if (method.getParameterCount() != 0 || !Modifier.isPublic(method.getModifiers())) {
            return;
        }
        Class<?> result = method.getReturnType();
        String propertyName = null;
        if (name.length() > 3 && name.startsWith("get") && result != void.class
                && !name.equals("getClass") && !name.equals("getMetaClass")) {
            propertyName = decapitalized(name, 3);
        } else if (name.length() > 2 && name.startsWith("is")
                && (result == boolean.class || result == Boolean.class)) {
            propertyName = decapitalized(name, 2);
        }
        if (propertyName != null) {
            Property property = property(propertyName);
            if (property.getter == null && open(method)) {
                property.getter = method;
            }
        }
    }

    // Of overloaded setters the one that fits the getter or field; else a text's comes first.
    private boolean isBetterSetter(Property property, Method method) {
        Class<?> now = property.setter.getParameterTypes()[0];
        Class<?> other = method.getParameterTypes()[0];
        if (method.getDeclaringClass() != property.setter.getDeclaringClass()) {
            return false; // a superclass's
        }
        Class<?> wanted = null;
        try {
            wanted = type.getMethod("g" + method.getName().substring(1)).getReturnType();
        } catch (NoSuchMethodException e) {
            if (property.field != null) {
                wanted = property.field.getType();
            }
        }
        if (wanted != null && now != other && (now == wanted || other == wanted)) {
            return other == wanted;
        }
        return other == String.class && now != String.class;
    }

    // As java.beans.Introspector has it: "URL" stays "URL".
    private static String decapitalized(String method, int prefix) {
        String name = method.substring(prefix);
        if (name.length() > 1 && Character.isUpperCase(name.charAt(0))
                && Character.isUpperCase(name.charAt(1))) {
            return name;
        }
        return Character.toLowerCase(name.charAt(0)) + name.substring(1);
    }

    private static boolean open(AccessibleObject member) {
        try {
            if (member.trySetAccessible()) {
                return true;
            }
        } catch (RuntimeException e) {
            return false;
        }
        // A public member of a class that its module shows needs no opening.
        Class<?> of = ((java.lang.reflect.Member) member).getDeclaringClass();
        return Modifier.isPublic(((java.lang.reflect.Member) member).getModifiers())
                && Modifier.isPublic(of.getModifiers())
                && of.getModule().isExported(of.getPackageName());
    }

    private static Method method(Class<?> of, String name) {
        try {
            return of.getMethod(name);
        } catch (NoSuchMethodException e) {
            return null; // an older JDK
        }
    }

    private static boolean isRecord(Class<?> type) {
        try {
            return IS_RECORD != null && (Boolean) IS_RECORD.invoke(type);
        } catch (ReflectiveOperationException e) {
            return false;
        }
    }

    private void readComponents() {
        try {
            Object[] all = (Object[]) method(Class.class, "getRecordComponents").invoke(type);
            components = new ArrayList<>();
            Class<?>[] types = new Class<?>[all.length];
            for (int i = 0; i < all.length; ++i) {
                Class<?> kind = all[i].getClass();
                String name = (String) kind.getMethod("getName").invoke(all[i]);
                Property property = property(name);
                property.getter = (Method) kind.getMethod("getAccessor").invoke(all[i]);
                open(property.getter);
                Field field = type.getDeclaredField(name);
                property.field = field; // for its type alone: nothing sets it
                types[i] = field.getType();
                components.add(property);
            }
            constructor = type.getDeclaredConstructor(types);
            open(constructor);
        } catch (ReflectiveOperationException e) {
            throw new JsonException("Cannot read the components of " + type.getName(), e);
        }
    }

    private Constructor<?> findConstructor() {
        Constructor<?> found = null;
        try {
            found = type.getDeclaredConstructor();
            defaults = new Object[0];
        } catch (NoSuchMethodException e) {
            if (!isEvent) {
                return null;
            }
            // Some event classes can't be changed; their fields are set behind their backs.
            for (Constructor<?> one : type.getDeclaredConstructors()) {
                if (found == null || one.getParameterCount() > found.getParameterCount()) {
                    found = one;
                }
            }
            Class<?>[] types = found.getParameterTypes();
            defaults = new Object[types.length];
            for (int i = 0; i < types.length; ++i) {
                defaults[i] = JsonBinder.absent(types[i]);
            }
        }
        return open(found) ? found : null;
    }
}
