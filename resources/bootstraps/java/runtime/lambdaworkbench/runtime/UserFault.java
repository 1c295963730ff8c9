// SPDX-License-Identifier: GPL-3.0-or-later
package lambdaworkbench.runtime;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Set;

// What is wrong with a function's code before its handler could be called. A fatal one ends the
// runtime; any other is the answer to each invocation.
final class UserFault extends RuntimeException {
    private static final long serialVersionUID = 1;
    private static final String OWN = "lambdaworkbench.runtime.";

    final String message;
    final String type; // class of the exception behind it; null when there is none
    final String trace; // likewise
    final boolean fatal;

    private UserFault(String message, String type, String trace, boolean fatal) {
        super(message, null, false, false);
        this.message = message;
        this.type = type;
        this.trace = trace;
        this.fatal = fatal;
    }

    static UserFault of(String message) {
        return new UserFault(message, null, null, false);
    }

    static UserFault of(String message, Throwable cause) {
        return new UserFault(message, cause.getClass().getName(), traceOf(cause), false);
    }

    static UserFault of(Throwable cause, boolean fatal) {
        return new UserFault(messageOf(cause), cause.getClass().getName(), traceOf(cause), fatal);
    }

    static UserFault classNotFound(String name, Throwable cause) {
        return of("Class not found: " + name, cause);
    }

    static UserFault notLoaded(String name, Throwable cause) {
        String message = cause.getMessage();
        return new UserFault("Error loading class " + name + (message == null ? "" : ": " + message),
                cause.getClass().getName(), traceOf(cause), true);
    }

    static String messageOf(Throwable error) {
        String message = error.getLocalizedMessage();
        return message == null ? error.getClass().getName() : message;
    }

    // For the log.
    String report() {
        if (type == null) {
            return message + "\n";
        }
        return message + ": " + type + "\n" + trace + "\n";
    }

    static String report(Throwable error) {
        return of(error, false).report();
    }

    static String traceOf(Throwable error) {
        trim(error);
        StringWriter text = new StringWriter();
        error.printStackTrace(new PrintWriter(text));
        return text.toString();
    }

    // Takes the runtime's own frames off the stack traces of `error` and what caused it.
    static <T extends Throwable> T trim(T error) {
        trim(error, Collections.newSetFromMap(new IdentityHashMap<>()));
        return error;
    }

    private static void trim(Throwable error, Set<Throwable> seen) {
        if (error == null || !seen.add(error)) {
            return;
        }
        StackTraceElement[] trace = error.getStackTrace();
        for (int i = 0; i < trace.length; ++i) {
            if (trace[i].getClassName().startsWith(OWN)) {
                StackTraceElement[] kept = new StackTraceElement[i];
                System.arraycopy(trace, 0, kept, 0, i);
                error.setStackTrace(kept);
                break;
            }
        }
        trim(error.getCause(), seen);
        for (Throwable suppressed : error.getSuppressed()) {
            trim(suppressed, seen);
        }
    }
}
