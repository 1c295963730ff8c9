// SPDX-License-Identifier: GPL-3.0-or-later
package lambdaworkbench.runtime.json;

// Text that is no JSON, or JSON that does not fit a type; says what and where.
public final class JsonException extends RuntimeException {
    private static final long serialVersionUID = 1;

    JsonException(String message) {
        super(message);
    }

    JsonException(String message, Throwable cause) {
        super(message, cause);
    }
}
