// SPDX-License-Identifier: GPL-3.0-or-later
package com.amazonaws.services.lambda.runtime;

import java.io.IOException;

public final class LambdaRuntime {
    static volatile LambdaLogger logger = new ToStandardOutput();

    private LambdaRuntime() {}

    // Outside of Lambda, in a unit test for example, it writes to standard output.
    public static LambdaLogger getLogger() {
        return logger;
    }

    private static final class ToStandardOutput implements LambdaLogger {
        @Override
        public void log(String message) {
            System.out.print(message);
        }

        @Override
        public void log(byte[] message) {
            try {
                System.out.write(message);
            } catch (IOException e) {
                e.printStackTrace();
            }
        }
    }
}
