// SPDX-License-Identifier: GPL-3.0-or-later
package lambdaworkbench.runtime.json;

import java.util.Set;

// The classes of aws-lambda-java-events, whose properties are not all named as in AWS's JSON.
final class EventNames {
    private static final String EVENTS = "com.amazonaws.services.lambda.runtime.events.";

    private EventNames() {}

    static boolean isEvent(Class<?> type) {
        String name = type.getName();
        return name.startsWith(EVENTS) || name.startsWith("com.amazonaws.services.s3.event.")
                || name.startsWith("com.amazonaws.services.dynamodbv2.model.");
    }

    // How the property `name` of the class is written in JSON.
    static String inJson(Class<?> type, String name) {
        String full = type.getName();
        String simple = full.substring(Math.max(full.lastIndexOf('.'), full.lastIndexOf('$')) + 1);
        switch (simple) {
            case "AttributeValue": // of DynamoDB
                return full.contains("dynamodb") ? name.toUpperCase() : name;
            case "StreamRecord":
            case "SNS":
            case "SNSRecord":
                return pascal(name);
            case "MessageAttribute":
                return full.contains("SNSEvent") ? pascal(name) : name;
            case "ConnectEvent":
            case "Details":
            case "ContactData":
            case "CustomerEndpoint":
            case "SystemEndpoint":
                if (full.contains("ConnectEvent")) {
                    return name.equals("instanceArn") ? "InstanceARN" : pascal(name);
                }
                break;
            case "CloudFormationCustomResourceEvent":
                return name.equals("responseUrl") ? "ResponseURL" : pascal(name);
            case "SecretsManagerRotationEvent":
                return pascal(name);
            case "ResponseElementsEntity": // of S3
                return name.equals("xAmzId2") ? "x-amz-id-2"
                        : name.equals("xAmzRequestId") ? "x-amz-request-id" : name;
            case "ScheduledEvent":
                return name.equals("detailType") ? "detail-type" : name;
            case "CloudWatchLogsEvent":
                return name.equals("awsLogs") ? "awslogs" : name;
            default:
        }
        switch (name) {
            case "records":
                return isKeptLowerCase(simple) ? name : "Records";
            case "eventSourceArn":
                return "eventSourceARN";
            case "userIdentityArn":
                return "userIdentityARN";
            case "codeCommit":
                return "codecommit";
            default:
                return name;
        }
    }

    private static boolean isKeptLowerCase(String simple) {
        return simple.startsWith("Kafka") || simple.contains("Firehose") || simple.contains("MQ")
                || simple.startsWith("KinesisAnalytics") || simple.startsWith("LambdaDestination");
    }

    private static String pascal(String name) {
        return name.equals("SNS") ? "Sns" : Character.toUpperCase(name.charAt(0)) + name.substring(1);
    }

    // Which of the properties is meant by a name in JSON; null: none.
    static String inJava(String name, Set<String> properties) {
        String plain = name.replace("-", "");
        for (String property : properties) {
            if (property.equalsIgnoreCase(plain)) {
                return property;
            }
        }
        return null;
    }
}
