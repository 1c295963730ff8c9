// SPDX-License-Identifier: GPL-3.0-or-later
package example;

import com.amazonaws.services.lambda.runtime.ClientContext;
import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.LambdaLogger;
import com.amazonaws.services.lambda.runtime.LambdaRuntime;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import com.amazonaws.services.lambda.runtime.logging.LogLevel;

import java.io.InputStream;
import java.io.OutputStream;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

// Classes as handlers, and what can be wrong with them.
public class Forms {
    private Forms() {}

    public static class Hello implements RequestHandler<Map<String, Object>, String> {
        @Override
        public String handleRequest(Map<String, Object> event, Context context) {
            return "Hello " + event.get("name");
        }
    }

    abstract static class Base<T, R> implements RequestHandler<T, R> {
        abstract R made(T event);

        @Override
        public R handleRequest(T event, Context context) {
            return made(event);
        }
    }

    public static class Inherited extends Base<Values.Item, List<String>> {
        @Override
        List<String> made(Values.Item event) {
            return List.of(event.name);
        }
    }

    public static class Raw implements RequestStreamHandler {
        @Override
        public void handleRequest(InputStream input, OutputStream output, Context context)
                throws java.io.IOException {
            output.write(input.readAllBytes());
        }
    }

    public static class Nothing implements RequestHandler<Object, Void> {
        @Override
        public Void handleRequest(Object event, Context context) {
            return null;
        }
    }

    public static class AskContext implements RequestHandler<Object, Object> {
        @Override
        public Object handleRequest(Object event, Context context) {
            ClientContext client = context.getClientContext();
            return Arrays.asList(context.getAwsRequestId(), context.getFunctionName(),
                    context.getFunctionVersion(), context.getInvokedFunctionArn(),
                    context.getMemoryLimitInMB(), context.getLogGroupName(),
                    context.getLogStreamName(), context.getRemainingTimeInMillis() > 0,
                    context.getIdentity() == null ? null : context.getIdentity().getIdentityId(),
                    client == null ? null : client.getCustom(),
                    client == null ? null : client.getClient().getAppTitle(),
                    context.getTenantId(), context.getXrayTraceId(),
                    System.getProperty("com.amazonaws.xray.traceHeader"),
                    System.getenv("_X_AMZN_TRACE_ID"), System.getenv("NAME"),
                    java.nio.charset.Charset.defaultCharset().name());
        }
    }

    public static class Logs implements RequestHandler<Object, Object> {
        static {
            LambdaRuntime.getLogger().log("at init\n");
        }

        @Override
        public Object handleRequest(Object event, Context context) {
            LambdaLogger log = context.getLogger();
            log.log("two\nlines");
            log.log("debug", LogLevel.DEBUG);
            log.log("warn", LogLevel.WARN);
            log.log("bytes".getBytes());
            System.out.println("printed \u00e9");
            System.err.print("no line end");
            return null;
        }
    }

    public static class Throws implements RequestHandler<Object, Object> {
        @Override
        public Object handleRequest(Object event, Context context) {
            try {
                throw new IllegalArgumentException();
            } catch (IllegalArgumentException e) {
                throw new IllegalStateException("no way", e);
            }
        }
    }

    public static class ThrowsWithoutText implements RequestHandler<Object, Object> {
        @Override
        public Object handleRequest(Object event, Context context) {
            throw new UnsupportedOperationException();
        }
    }

    public static class Exits implements RequestHandler<Object, Object> {
        @Override
        public Object handleRequest(Object event, Context context) {
            System.exit(3);
            return null;
        }
    }

    public static class Overflows implements RequestHandler<Object, Object> {
        @Override
        public Object handleRequest(Object event, Context context) {
            return handleRequest(event, context);
        }
    }

    public static class BadConstructor implements RequestHandler<Object, Object> {
        public BadConstructor() {
            throw new IllegalStateException("not today");
        }

        @Override
        public Object handleRequest(Object event, Context context) {
            return null;
        }
    }

    public static class BadInitializer implements RequestHandler<Object, Object> {
        static final int ONE = Integer.parseInt("one");

        @Override
        public Object handleRequest(Object event, Context context) {
            return ONE;
        }
    }

    public static class NeedsAnArgument implements RequestHandler<Object, Object> {
        public NeedsAnArgument(int one) {}

        @Override
        public Object handleRequest(Object event, Context context) {
            return null;
        }
    }

    public class Inner implements RequestHandler<Object, Object> {
        public Inner(int one) {}

        @Override
        public Object handleRequest(Object event, Context context) {
            return null;
        }
    }

    @SuppressWarnings("rawtypes")
    public static class WithoutTypes implements RequestHandler {
        @Override
        public Object handleRequest(Object event, Context context) {
            return null;
        }
    }

    public static class NoHandler {}
}
