// SPDX-License-Identifier: GPL-3.0-or-later
package lambdaworkbench.runtime.json;

import java.lang.reflect.Array;
import java.lang.reflect.GenericArrayType;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.lang.reflect.TypeVariable;
import java.lang.reflect.WildcardType;

// Questions about generic types.
public final class Generics {
    private Generics() {}

    public static Class<?> rawClass(Type type) {
        if (type instanceof Class) {
            return (Class<?>) type;
        }
        if (type instanceof ParameterizedType) {
            return (Class<?>) ((ParameterizedType) type).getRawType();
        }
        if (type instanceof GenericArrayType) {
            Class<?> element = rawClass(((GenericArrayType) type).getGenericComponentType());
            return Array.newInstance(element, 0).getClass();
        }
        if (type instanceof WildcardType) {
            return rawClass(((WildcardType) type).getUpperBounds()[0]);
        }
        return rawClass(((TypeVariable<?>) type).getBounds()[0]);
    }

    // What `type`, a class or a parameterized type, gives for the parameters of `ancestor`. Null
    // where it is no ancestor, or one without arguments. What stays open is a TypeVariable.
    public static Type[] argumentsOf(Type type, Class<?> ancestor) {
        Class<?> raw = rawClass(type);
        if (raw == ancestor) {
            return type instanceof ParameterizedType
                    ? ((ParameterizedType) type).getActualTypeArguments() : null;
        }
        for (Type next : raw.getGenericInterfaces()) {
            Type[] found = argumentsBeyond(type, next, ancestor);
            if (found != null) {
                return found;
            }
        }
        Type next = raw.getGenericSuperclass();
        return next == null ? null : argumentsBeyond(type, next, ancestor);
    }

    private static Type[] argumentsBeyond(Type type, Type next, Class<?> ancestor) {
        if (!ancestor.isAssignableFrom(rawClass(next))) {
            return null;
        }
        return argumentsOf(substitute(next, type), ancestor);
    }

    // `type` with the variables of `owner`'s class replaced by owner's arguments.
    static Type substitute(Type type, Type owner) {
        if (type instanceof Class || !(owner instanceof ParameterizedType)) {
            return type;
        }
        if (type instanceof TypeVariable) {
            TypeVariable<?>[] variables = rawClass(owner).getTypeParameters();
            for (int i = 0; i < variables.length; ++i) {
                if (variables[i].equals(type)) {
                    return ((ParameterizedType) owner).getActualTypeArguments()[i];
                }
            }
            return type;
        }
        if (type instanceof ParameterizedType) {
            Type[] arguments = ((ParameterizedType) type).getActualTypeArguments().clone();
            for (int i = 0; i < arguments.length; ++i) {
                arguments[i] = substitute(arguments[i], owner);
            }
            return new Parameterized(rawClass(type), arguments);
        }
        if (type instanceof GenericArrayType) {
            Type element = substitute(((GenericArrayType) type).getGenericComponentType(), owner);
            return new ArrayOf(element);
        }
        return substitute(((WildcardType) type).getUpperBounds()[0], owner);
    }

    // Of a property declared in a superclass of `owner`'s class.
    static Type substitute(Type type, Type owner, Class<?> declaring) {
        if (type instanceof Class) {
            return type;
        }
        if (rawClass(owner) == declaring) {
            return substitute(type, owner);
        }
        Type[] arguments = argumentsOf(owner, declaring);
        return arguments == null ? type : substitute(type, new Parameterized(declaring, arguments));
    }

    private static final class Parameterized implements ParameterizedType {
        private final Class<?> raw;
        private final Type[] arguments;

        Parameterized(Class<?> raw, Type[] arguments) {
            this.raw = raw;
            this.arguments = arguments;
        }

        @Override
        public Type[] getActualTypeArguments() {
            return arguments;
        }

        @Override
        public Type getRawType() {
            return raw;
        }

        @Override
        public Type getOwnerType() {
            return raw.getDeclaringClass();
        }
    }

    private static final class ArrayOf implements GenericArrayType {
        private final Type element;

        ArrayOf(Type element) {
            this.element = element;
        }

        @Override
        public Type getGenericComponentType() {
            return element;
        }
    }
}
