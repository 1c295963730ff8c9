// SPDX-License-Identifier: GPL-3.0-or-later
package com.amazonaws.services.lambda.runtime.logging;

// In the order of their weight; the number in a log frame is the ordinal.
public enum LogLevel {
    UNDEFINED,
    TRACE,
    DEBUG,
    INFO,
    WARN,
    ERROR,
    FATAL;

    // Throws IllegalArgumentException for a name that is none.
    public static LogLevel fromString(String name) {
        for (LogLevel level : values()) {
            if (level.name().equalsIgnoreCase(name)) {
                return level;
            }
        }
        throw new IllegalArgumentException(
                "Invalid log level: '" + name + "' expected one of [TRACE, DEBUG, INFO, WARN, ERROR, FATAL]");
    }
}
