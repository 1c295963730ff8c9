// SPDX-License-Identifier: GPL-3.0-or-later
package lambdaworkbench.runtime;

import com.amazonaws.services.lambda.runtime.Client;
import com.amazonaws.services.lambda.runtime.ClientContext;
import com.amazonaws.services.lambda.runtime.CognitoIdentity;
import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.LambdaLogger;
import com.amazonaws.services.lambda.runtime.LambdaRuntime;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

import lambdaworkbench.runtime.json.JsonReader;

// What a handler gets as its Context.
final class InvocationContext implements Context {
    private static final int MEMORY = memory();

    private final Invocation invocation;
    private final Sender sender; // null when there is none
    private final Identity identity; // likewise

    InvocationContext(Invocation invocation) {
        this.invocation = invocation;
        sender = isGiven(invocation.clientContext) ? new Sender(object(invocation.clientContext)) : null;
        identity = isGiven(invocation.cognitoIdentity)
                ? new Identity(object(invocation.cognitoIdentity)) : null;
    }

    private static boolean isGiven(String text) {
        return text != null && !text.isEmpty();
    }

    private static int memory() {
        String text = System.getenv("AWS_LAMBDA_FUNCTION_MEMORY_SIZE");
        return text == null ? 128 : Integer.parseInt(text);
    }

    private static Map<?, ?> object(String json) {
        Object value = JsonReader.parse(json.getBytes(StandardCharsets.UTF_8), JsonReader.Decimals.DOUBLE);
        if (value instanceof Map) {
            return (Map<?, ?>) value;
        }
        throw new IllegalArgumentException("Expected a JSON object: " + json);
    }

    private static String text(Map<?, ?> object, String key) {
        Object value = object.get(key);
        return value == null ? null : value.toString();
    }

    private static Map<String, String> texts(Object object) {
        if (!(object instanceof Map)) {
            return null;
        }
        Map<String, String> texts = new LinkedHashMap<>();
        for (Map.Entry<?, ?> entry : ((Map<?, ?>) object).entrySet()) {
            Object value = entry.getValue();
            texts.put((String) entry.getKey(), value == null ? null : value.toString());
        }
        return texts;
    }

    @Override
    public String getAwsRequestId() {
        return invocation.id;
    }

    @Override
    public String getLogGroupName() {
        return System.getenv("AWS_LAMBDA_LOG_GROUP_NAME");
    }

    @Override
    public String getLogStreamName() {
        return System.getenv("AWS_LAMBDA_LOG_STREAM_NAME");
    }

    @Override
    public String getFunctionName() {
        return System.getenv("AWS_LAMBDA_FUNCTION_NAME");
    }

    @Override
    public String getFunctionVersion() {
        return System.getenv("AWS_LAMBDA_FUNCTION_VERSION");
    }

    @Override
    public String getInvokedFunctionArn() {
        return invocation.arn;
    }

    @Override
    public CognitoIdentity getIdentity() {
        return identity;
    }

    @Override
    public ClientContext getClientContext() {
        return sender;
    }

    @Override
    public int getRemainingTimeInMillis() {
        int remaining = (int) (invocation.deadlineMs - System.currentTimeMillis());
        return remaining > 0 ? remaining : 0;
    }

    @Override
    public int getMemoryLimitInMB() {
        return MEMORY;
    }

    @Override
    public LambdaLogger getLogger() {
        return LambdaRuntime.getLogger();
    }

    @Override
    public String getTenantId() {
        return invocation.tenantId;
    }

    @Override
    public String getXrayTraceId() {
        return invocation.traceId;
    }

    private static final class Identity implements CognitoIdentity {
        private final Map<?, ?> members;

        Identity(Map<?, ?> members) {
            this.members = members;
        }

        @Override
        public String getIdentityId() {
            return text(members, "cognitoIdentityId");
        }

        @Override
        public String getIdentityPoolId() {
            return text(members, "cognitoIdentityPoolId");
        }
    }

    private static final class Sender implements ClientContext {
        private final Map<String, String> custom;
        private final Map<String, String> environment;
        private final App app;

        Sender(Map<?, ?> members) {
            custom = texts(members.get("custom"));
            environment = texts(members.get("env"));
            Object client = members.get("client");
            app = client instanceof Map ? new App((Map<?, ?>) client) : null;
        }

        @Override
        public Client getClient() {
            return app;
        }

        @Override
        public Map<String, String> getCustom() {
            return custom;
        }

        @Override
        public Map<String, String> getEnvironment() {
            return environment;
        }
    }

    private static final class App implements Client {
        private final Map<?, ?> members;

        App(Map<?, ?> members) {
            this.members = members;
        }

        @Override
        public String getInstallationId() {
            return text(members, "installation_id");
        }

        @Override
        public String getAppTitle() {
            return text(members, "app_title");
        }

        @Override
        public String getAppVersionName() {
            return text(members, "app_version_name");
        }

        @Override
        public String getAppVersionCode() {
            return text(members, "app_version_code");
        }

        @Override
        public String getAppPackageName() {
            return text(members, "app_package_name");
        }
    }
}
