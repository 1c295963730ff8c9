// SPDX-License-Identifier: GPL-3.0-or-later
package lambdaworkbench.runtime;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;

import java.io.InputStream;
import java.io.OutputStream;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.Type;
import java.lang.reflect.TypeVariable;

import lambdaworkbench.runtime.json.Generics;

// From a handler string, "package.Class" or "package.Class::method", to what is called.
final class HandlerFinder {
    private final FunctionLoader loader;
    private final Serializers serializers;

    HandlerFinder(FunctionLoader loader) {
        this.loader = loader;
        serializers = new Serializers(loader);
    }

    // Throws a fatal UserFault; any other becomes a handler that throws it.
    Handler find(String handler) {
        int colons = handler.lastIndexOf("::");
        String className = colons < 0 ? handler : handler.substring(0, colons);
        String method = colons < 0 ? null : handler.substring(colons + 2);
        if (className.isEmpty() || (method != null && method.isEmpty())) {
            return failing(UserFault.of("Invalid handler: `" + handler + "'"));
        }
        Class<?> type;
        try {
            type = Class.forName(className, true, loader);
        } catch (ClassNotFoundException e) {
            return failing(UserFault.classNotFound(className, e));
        } catch (NoClassDefFoundError e) {
            return new Handler.Failing(UserFault.notLoaded(className, e));
        } catch (Throwable e) {
            throw UserFault.notLoaded(className, e);
        }
        try {
            return method == null ? ofInterface(type) : ofMethod(type, method);
        } catch (UserFault fault) {
            return failing(fault);
        } catch (Throwable e) {
            return failing(UserFault.of(e, false));
        }
    }

    private static Handler failing(UserFault fault) {
        if (fault.fatal) {
            throw fault;
        }
        return new Handler.Failing(fault);
    }

    private Handler ofInterface(Class<?> type) throws Exception {
        if (RequestStreamHandler.class.isAssignableFrom(type)) {
            return new Handler.Stream((RequestStreamHandler) instance(type));
        }
        if (!RequestHandler.class.isAssignableFrom(type)) {
            throw UserFault.of(
                    "Class does not implement an appropriate handler interface: " + type.getName());
        }
        String prefix = "Class " + type.getName()
                + " does not implement RequestHandler with concrete type parameters";
        Type[] types = Generics.argumentsOf(type, RequestHandler.class);
        if (types == null) {
            throw UserFault.of(prefix);
        }
        for (Type one : types) {
            if (one instanceof TypeVariable && isUnbounded((TypeVariable<?>) one)) {
                throw UserFault.of(prefix + ": parameter " + one + " has no upper bound.");
            }
        }
        @SuppressWarnings("unchecked")
        RequestHandler<Object, Object> handler = (RequestHandler<Object, Object>) instance(type);
        return new Handler.Values(handler, types[0], types[1], serializers);
    }

    private static boolean isUnbounded(TypeVariable<?> variable) {
        for (Type bound : variable.getBounds()) {
            if (bound != Object.class) {
                return false;
            }
        }
        return true;
    }

    private Handler ofMethod(Class<?> type, String name) throws Exception {
        Method[] methods;
        try {
            methods = type.getMethods();
        } catch (NoClassDefFoundError e) {
            throw UserFault.of("Error loading method " + name + " on class " + type.getName(), e);
        }
        int count = 0;
        for (Method method : methods) {
            if (method.getName().equals(name)) {
                methods[count++] = method;
            }
        }
        // By hand, for few: bridges last, then more parameters first; the order given is kept.
        for (int i = 1; i < count; ++i) {
            Method method = methods[i];
            int at = i;
            for (; at > 0 && isBefore(method, methods[at - 1]); --at) {
                methods[at] = methods[at - 1];
            }
            methods[at] = method;
        }
        for (int i = 0; i < count; ++i) {
            Handler handler = ofSignature(type, methods[i]);
            if (handler != null) {
                return handler;
            }
        }
        throw UserFault.of("No public method named " + name
                + " with appropriate method signature found on class " + type.getName());
    }

    private static boolean isBefore(Method left, Method right) {
        if (left.isBridge() != right.isBridge()) {
            return !left.isBridge();
        }
        return weight(left) > weight(right);
    }

    private static int weight(Method method) {
        Class<?>[] types = method.getParameterTypes();
        return types.length + (types.length > 0 && types[types.length - 1] == Context.class ? 1 : 0);
    }

    // Null, and a line that says why, for a method that can't be a handler.
    private Handler ofSignature(Class<?> type, Method method) throws Exception {
        Type[] types = method.getGenericParameterTypes();
        Type first = types.length > 0 ? types[0] : null;
        Type second = types.length > 1 ? types[1] : null;
        switch (types.length) {
            case 0:
                return values(type, method, null, false);
            case 1:
                if (first == InputStream.class) {
                    return stream(type, method, true, false, false);
                }
                if (first == OutputStream.class) {
                    return stream(type, method, false, true, false);
                }
                return first == Context.class
                        ? values(type, method, null, true) : values(type, method, first, false);
            case 2:
                if (first == OutputStream.class) {
                    return second == Context.class ? stream(type, method, false, true, true)
                            : ignored("two-argument overload because first argument type is "
                                    + "OutputStream and second argument type is not Context");
                }
                if (first == Context.class) {
                    return ignored("two-argument overload because first argument type is Context");
                }
                if (first == InputStream.class) {
                    if (second == OutputStream.class) {
                        return stream(type, method, true, true, false);
                    }
                    return second == Context.class ? stream(type, method, true, false, true)
                            : ignored("two-argument overload because second parameter type, "
                                    + Generics.rawClass(second).getName() + ", is not OutputStream.");
                }
                return second == Context.class ? values(type, method, first, true) : ignored(
                        "two-argument overload because second parameter type is not Context");
            case 3:
                return first == InputStream.class && second == OutputStream.class
                                && types[2] == Context.class
                        ? stream(type, method, true, true, true)
                        : ignored("three-argument overload because argument signature is not "
                                + "(InputStream, OutputStream, Context");
            default:
                return ignored("an overload of method " + method.getName() + " because it has too "
                        + "many parameters: Expected at most 3, got " + types.length);
        }
    }

    private static Handler ignored(String what) {
        System.err.println("Ignoring " + what);
        return null;
    }

    private Handler values(Class<?> type, Method method, Type input, boolean withContext)
            throws Exception {
        return new Handler.Values(new Handler.MethodOfValues(method, receiver(type, method),
                input != null, withContext), input, method.getGenericReturnType(), serializers);
    }

    private static Handler stream(Class<?> type, Method method, boolean withInput,
            boolean withOutput, boolean withContext) throws Exception {
        Class<?> result = method.getReturnType();
        if (result != void.class && result != Void.class) {
            System.err.println("Will ignore return type " + result + " on byte stream handler");
        }
        return new Handler.Stream(new Handler.MethodOfStreams(method, receiver(type, method),
                withInput, withOutput, withContext));
    }

    private static Object receiver(Class<?> type, Method method) throws Exception {
        return Modifier.isStatic(method.getModifiers()) ? null : instance(type);
    }

    private static Object instance(Class<?> type) throws Exception {
        Constructor<?> constructor;
        try {
            constructor = type.getConstructor();
        } catch (NoSuchMethodException e) {
            if (type.getEnclosingClass() != null && !Modifier.isStatic(type.getModifiers())) {
                throw new Exception("Class " + type.getName()
                        + " cannot be instantiated because it is a non-static inner class");
            }
            throw new Exception(
                    "Class " + type.getName() + " has no public zero-argument constructor", e);
        }
        try {
            return constructor.newInstance();
        } catch (InvocationTargetException e) {
            throw UserFault.of(e.getCause() == null ? e : e.getCause(), true);
        } catch (InstantiationException e) {
            throw e.getCause() instanceof Exception ? (Exception) e.getCause() : e;
        }
    }
}
