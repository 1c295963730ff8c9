// SPDX-License-Identifier: GPL-3.0-or-later
package com.amazonaws.services.lambda.runtime;

// Lets the runtime say what LambdaRuntime.getLogger() returns; functions have no way to.
public final class LoggerAccess {
    private LoggerAccess() {}

    public static void set(LambdaLogger logger) {
        LambdaRuntime.logger = logger;
    }
}
