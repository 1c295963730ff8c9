// SPDX-License-Identifier: GPL-3.0-or-later
package lambdaworkbench.runtime;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Type;

// A function's handler, whatever its form.
abstract class Handler {
    private static final byte[] NULL = {'n', 'u', 'l', 'l'};

    abstract void call(byte[] event, ResponseBuffer response, Context context) throws Throwable;

    @SuppressWarnings("unchecked")
    private static <T extends Throwable> RuntimeException sneak(Throwable error) throws T {
        throw (T) error;
    }

    // What a method called by reflection has thrown, as if it had been called directly.
    private static RuntimeException thrown(InvocationTargetException error) {
        throw Handler.<RuntimeException>sneak(error.getCause() == null ? error : error.getCause());
    }

    // Answers each invocation with the fault found while it was loaded.
    static final class Failing extends Handler {
        private final UserFault fault;

        Failing(UserFault fault) {
            this.fault = fault;
        }

        @Override
        void call(byte[] event, ResponseBuffer response, Context context) {
            throw fault;
        }
    }

    static final class Stream extends Handler {
        private final RequestStreamHandler handler;

        Stream(RequestStreamHandler handler) {
            this.handler = handler;
        }

        @Override
        void call(byte[] event, ResponseBuffer response, Context context) throws Throwable {
            handler.handleRequest(new ByteArrayInputStream(event), response, context);
        }
    }

    static final class Values extends Handler {
        private final RequestHandler<Object, Object> handler;
        private final Serializers.Serializer input; // null: there is no parameter for it
        private final Serializers.Serializer output; // null: there is no result

        Values(RequestHandler<Object, Object> handler, Type input, Type output,
                Serializers serializers) {
            this.handler = handler;
            this.input = input == null ? null : serializers.of(input);
            this.output = output == void.class || output == Void.class ? null : serializers.of(output);
        }

        @Override
        void call(byte[] event, ResponseBuffer response, Context context) throws Throwable {
            Object value = null;
            if (input != null) {
                try {
                    value = input.read(event);
                } catch (Throwable e) {
                    throw new RuntimeException("An error occurred during JSON parsing",
                            UserFault.trim(e));
                }
            }
            Object result = handler.handleRequest(value, context);
            if (output == null) {
                response.write(NULL);
                return;
            }
            try {
                output.write(result, response);
            } catch (Throwable e) {
                throw new RuntimeException("An error occurred during JSON serialization of response",
                        e);
            }
        }
    }

    static final class MethodOfValues implements RequestHandler<Object, Object> {
        private final Method method;
        private final Object receiver;
        private final boolean withInput;
        private final boolean withContext;

        MethodOfValues(Method method, Object receiver, boolean withInput, boolean withContext) {
            this.method = method;
            this.receiver = receiver;
            this.withInput = withInput;
            this.withContext = withContext;
        }

        @Override
        public Object handleRequest(Object input, Context context) {
            Object[] arguments = new Object[(withInput ? 1 : 0) + (withContext ? 1 : 0)];
            if (withInput) {
                arguments[0] = input;
            }
            if (withContext) {
                arguments[arguments.length - 1] = context;
            }
            try {
                return method.invoke(receiver, arguments);
            } catch (InvocationTargetException e) {
                throw thrown(e);
            } catch (IllegalAccessException e) {
                throw Handler.<RuntimeException>sneak(e);
            }
        }
    }

    static final class MethodOfStreams implements RequestStreamHandler {
        private final Method method;
        private final Object receiver;
        private final boolean withInput;
        private final boolean withOutput;
        private final boolean withContext;

        MethodOfStreams(Method method, Object receiver, boolean withInput, boolean withOutput,
                boolean withContext) {
            this.method = method;
            this.receiver = receiver;
            this.withInput = withInput;
            this.withOutput = withOutput;
            this.withContext = withContext;
        }

        @Override
        public void handleRequest(InputStream input, OutputStream output, Context context)
                throws IOException {
            Object[] arguments =
                    new Object[(withInput ? 1 : 0) + (withOutput ? 1 : 0) + (withContext ? 1 : 0)];
            int next = 0;
            if (withInput) {
                arguments[next++] = input;
            }
            if (withOutput) {
                arguments[next++] = output;
            }
            if (withContext) {
                arguments[next] = context;
            }
            try {
                method.invoke(receiver, arguments);
            } catch (InvocationTargetException e) {
                throw thrown(e);
            } catch (IllegalAccessException e) {
                throw Handler.<RuntimeException>sneak(e);
            }
            if (!withOutput) {
                output.write(NULL);
            }
        }
    }
}
