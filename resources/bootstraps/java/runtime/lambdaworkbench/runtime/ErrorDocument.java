// SPDX-License-Identifier: GPL-3.0-or-later
package lambdaworkbench.runtime;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashSet;
import java.util.Set;

import lambdaworkbench.runtime.json.JsonWriter;

// What is posted of an error: the document for the caller, and X-Ray's cause as a header.
final class ErrorDocument {
    private static final int CAUSE_LIMIT = 1024 * 1024; // as in the official clients

    private ErrorDocument() {}

    // Without a stack trace: callers can do nothing about a class that is missing.
    static byte[] of(UserFault fault) {
        JsonWriter writer = new JsonWriter();
        writer.raw("{\"errorMessage\":");
        writer.string(fault.message);
        if (fault.type != null) {
            writer.raw(",\"errorType\":");
            writer.string(fault.type);
        }
        writer.raw("}");
        return writer.toBytes();
    }

    static byte[] of(Throwable error) {
        JsonWriter writer = new JsonWriter();
        writer.raw("{\"errorMessage\":");
        writer.string(UserFault.messageOf(error));
        writer.raw(",\"errorType\":");
        writer.string(error.getClass().getName());
        writer.raw(",\"stackTrace\":[");
        String separator = "";
        for (StackTraceElement frame : error.getStackTrace()) {
            writer.raw(separator);
            writer.string(frame.toString());
            separator = ",";
        }
        writer.raw("]}");
        return writer.toBytes();
    }

    static String faultHeaders() {
        return "Lambda-Runtime-Function-Error-Type: Runtime.BadFunctionCode\r\n";
    }

    static String headers(Throwable error) {
        String headers = "Lambda-Runtime-Function-Error-Type: Runtime.UserException\r\n";
        String cause = cause(error);
        return cause.length() < CAUSE_LIMIT
                ? headers + "Lambda-Runtime-Function-XRay-Error-Cause: " + cause + "\r\n" : headers;
    }

    // Of ASCII alone, since it becomes a header.
    private static String cause(Throwable error) {
        JsonWriter writer = new JsonWriter();
        writer.escapeAllButAscii();
        writer.raw("{\"working_directory\":");
        writer.string(System.getProperty("user.dir"));
        writer.raw(",\"exceptions\":[{\"message\":");
        writer.string(error.getMessage());
        writer.raw(",\"type\":");
        writer.string(error.getClass().getName());
        writer.raw(",\"stack\":[");
        Set<String> paths = new LinkedHashSet<>();
        String separator = "";
        for (StackTraceElement frame : error.getStackTrace()) {
            String file = fileOf(frame);
            paths.add(file);
            writer.raw(separator + "{\"label\":");
            writer.string(frame.getMethodName());
            writer.raw(",\"path\":");
            writer.string(file);
            writer.raw(",\"line\":" + frame.getLineNumber() + "}");
            separator = ",";
        }
        writer.raw("]}],\"paths\":[");
        separator = "";
        for (String path : paths) {
            writer.raw(separator);
            writer.string(path);
            separator = ",";
        }
        writer.raw("]}");
        return new String(writer.toBytes(), StandardCharsets.US_ASCII);
    }

    private static String fileOf(StackTraceElement frame) {
        if (frame.getFileName() != null) {
            return frame.getFileName();
        }
        String name = frame.getClassName();
        return name.substring(name.lastIndexOf('.') + 1) + ".java";
    }
}
