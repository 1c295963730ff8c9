// SPDX-License-Identifier: GPL-3.0-or-later
package lambdaworkbench.runtime;

import com.amazonaws.services.lambda.runtime.CustomPojoSerializer;

import java.io.ByteArrayInputStream;
import java.io.OutputStream;
import java.lang.reflect.Type;
import java.util.Iterator;
import java.util.ServiceLoader;

import lambdaworkbench.runtime.json.JsonBinder;
import lambdaworkbench.runtime.json.JsonWriter;

// Between JSON and values: by the function's own CustomPojoSerializer if it names one, else ours.
final class Serializers {
    abstract static class Serializer {
        abstract Object read(byte[] json);

        abstract void write(Object value, OutputStream output) throws Exception;
    }

    private final FunctionLoader loader;
    private CustomPojoSerializer custom;
    private boolean searched;

    Serializers(FunctionLoader loader) {
        this.loader = loader;
    }

    Serializer of(Type type) {
        if (!searched) {
            custom = search();
            searched = true;
        }
        return custom == null ? new OfOurs(type) : new OfFunction(custom, type);
    }

    // ServiceLoader itself is not loaded unless there is something to find, and the JDK's own modules
    // are not searched: findResource() looks at the function's places alone.
    private CustomPojoSerializer search() {
        if (loader.findResource("META-INF/services/" + CustomPojoSerializer.class.getName()) == null) {
            return null;
        }
        Iterator<CustomPojoSerializer> found =
                ServiceLoader.load(CustomPojoSerializer.class, loader).iterator();
        if (!found.hasNext()) {
            return null;
        }
        CustomPojoSerializer first = found.next();
        if (found.hasNext()) {
            throw new IllegalStateException("Too many serializers provided inside the "
                    + "META-INF/services folder, only one is allowed");
        }
        return first;
    }

    private static final class OfOurs extends Serializer {
        private final Type type;

        OfOurs(Type type) {
            this.type = type;
        }

        @Override
        Object read(byte[] json) {
            return JsonBinder.read(json, type);
        }

        @Override
        void write(Object value, OutputStream output) throws Exception {
            JsonWriter writer = new JsonWriter();
            writer.escapeSurrogates();
            writer.value(value);
            writer.writeTo(output);
        }
    }

    private static final class OfFunction extends Serializer {
        private final CustomPojoSerializer custom;
        private final Type type;

        OfFunction(CustomPojoSerializer custom, Type type) {
            this.custom = custom;
            this.type = type;
        }

        @Override
        Object read(byte[] json) {
            return custom.fromJson(new ByteArrayInputStream(json), type);
        }

        @Override
        void write(Object value, OutputStream output) {
            custom.toJson(value, output, type);
        }
    }
}
