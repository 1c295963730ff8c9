// SPDX-License-Identifier: GPL-3.0-or-later
package lambdaworkbench.runtime;

import java.io.ByteArrayOutputStream;

// The response so far; its bytes are sent without another copy.
final class ResponseBuffer extends ByteArrayOutputStream {
    private static final int LARGEST_KEPT = 1024 * 1024;

    ResponseBuffer() {
        super(1024);
    }

    byte[] bytes() {
        return buf;
    }

    // For the next invocation. A single large response does not hold its memory for ever.
    void clear() {
        reset();
        if (buf.length > LARGEST_KEPT) {
            buf = new byte[1024];
        }
    }
}
