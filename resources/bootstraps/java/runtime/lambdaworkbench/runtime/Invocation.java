// SPDX-License-Identifier: GPL-3.0-or-later
package lambdaworkbench.runtime;

// One event with what the Runtime API's headers tell of it; null what they do not.
final class Invocation {
    byte[] body;
    String id;
    String arn;
    String traceId;
    String clientContext;
    String cognitoIdentity;
    String tenantId;
    long deadlineMs;

    void header(String name, String value) {
        if (!name.regionMatches(true, 0, "lambda-runtime-", 0, 15)) {
            return;
        }
        String kind = name.substring(15);
        if (kind.equalsIgnoreCase("aws-request-id")) {
            id = value;
        } else if (kind.equalsIgnoreCase("deadline-ms")) {
            deadlineMs = Long.parseLong(value);
        } else if (kind.equalsIgnoreCase("invoked-function-arn")) {
            arn = value;
        } else if (kind.equalsIgnoreCase("trace-id")) {
            traceId = value;
        } else if (kind.equalsIgnoreCase("client-context")) {
            clientContext = value;
        } else if (kind.equalsIgnoreCase("cognito-identity")) {
            cognitoIdentity = value;
        } else if (kind.equalsIgnoreCase("aws-tenant-id")) {
            tenantId = value;
        }
    }
}
