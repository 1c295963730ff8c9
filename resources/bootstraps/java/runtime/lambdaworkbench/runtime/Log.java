// SPDX-License-Identifier: GPL-3.0-or-later
package lambdaworkbench.runtime;

import com.amazonaws.services.lambda.runtime.LambdaLogger;
import com.amazonaws.services.lambda.runtime.logging.LogLevel;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;

import lambdaworkbench.runtime.json.JsonWriter;

// The functions' logger: one event a call, as text or JSON, framed where there is a descriptor.
final class Log implements LambdaLogger {
    private static final int FRAME_JSON = 0xa55a0002; // with a time stamp
    private static final int FRAME_TEXT = 0xa55a0003;
    private static final int FRAME_TIMES = 0xa55a0022; // no log event
    private static final int HEADER = 16;

    private final FileOutputStream frames; // null: to standard output, without frames
    private final boolean json;
    private final int lowest; // ordinal of the lowest level that is logged
    private volatile Invocation invocation; // the one under way; null before the first

    Log() {
        frames = openFrames(System.getenv("_LAMBDA_TELEMETRY_LOG_FD"));
        json = "JSON".equalsIgnoreCase(System.getenv("AWS_LAMBDA_LOG_FORMAT"));
        int level = 0;
        String wanted = System.getenv("AWS_LAMBDA_LOG_LEVEL");
        if (wanted != null) {
            try {
                level = LogLevel.fromString(wanted).ordinal();
            } catch (IllegalArgumentException e) {
                level = 0;
            }
        }
        lowest = level;
    }

    private static FileOutputStream openFrames(String descriptor) {
        if (descriptor == null) {
            return null;
        }
        // No opening by number in the JDK's API; and reflection on FileDescriptor needs --add-opens.
        try {
            return new FileOutputStream("/proc/self/fd/" + Integer.parseInt(descriptor));
        } catch (IOException | NumberFormatException e) {
            return null;
        }
    }

    void begin(Invocation next) {
        invocation = next;
    }

    @Override
    public void log(String message) {
        log(message, LogLevel.UNDEFINED);
    }

    @Override
    public void log(byte[] message) {
        log(message, LogLevel.UNDEFINED);
    }

    @Override
    public void log(String message, LogLevel level) {
        if (!isWanted(level)) {
            return;
        }
        String text = String.valueOf(message);
        if (json) {
            write(event(text, level), level);
        } else {
            String prefix = level == LogLevel.UNDEFINED ? "" : "[" + level.name() + "] ";
            write((prefix + text).getBytes(StandardCharsets.UTF_8), level);
        }
    }

    @Override
    public void log(byte[] message, LogLevel level) {
        if (isWanted(level)) {
            write(message == null ? "null".getBytes(StandardCharsets.UTF_8) : message, level);
        }
    }

    // An error that ends an invocation or the runtime.
    void error(String text) {
        log(text, json ? LogLevel.ERROR : LogLevel.UNDEFINED);
    }

    private boolean isWanted(LogLevel level) {
        return level == LogLevel.UNDEFINED || level.ordinal() >= lowest;
    }

    private byte[] event(String message, LogLevel level) {
        JsonWriter writer = new JsonWriter();
        writer.raw("{\"timestamp\":");
        long now = System.currentTimeMillis();
        long millis = now % 1000;
        writer.string(Instant.ofEpochMilli(now).toString().substring(0, 19) + '.'
                + (millis < 100 ? "0" : "") + (millis < 10 ? "0" : "") + millis + 'Z');
        writer.raw(",\"message\":");
        writer.string(message);
        writer.raw(",\"level\":");
        writer.string(level.name());
        Invocation current = invocation;
        if (current != null) {
            writer.raw(",\"AWSRequestId\":");
            writer.string(current.id);
            if (current.tenantId != null) {
                writer.raw(",\"tenantId\":");
                writer.string(current.tenantId);
            }
        }
        writer.raw("}\n");
        return writer.toBytes();
    }

    private void write(byte[] message, LogLevel level) {
        try {
            if (frames == null) {
                System.out.write(message);
                System.out.flush();
                return;
            }
            writeFrame((json ? FRAME_JSON : FRAME_TEXT) | level.ordinal() << 2, message);
        } catch (IOException e) {
            e.printStackTrace();
        }
    }

    // What loading took, for the engine; nobody is told where there are no frames.
    void loadTimes(byte[] message) throws IOException {
        if (frames != null) {
            writeFrame(FRAME_TIMES, message);
        }
    }

    private void writeFrame(int type, byte[] message) throws IOException {
        byte[] frame = new byte[HEADER + message.length];
        put(frame, 0, type);
        put(frame, 4, message.length);
        long micros = System.currentTimeMillis() * 1000;
        put(frame, 8, (int) (micros >>> 32));
        put(frame, 12, (int) micros);
        System.arraycopy(message, 0, frame, HEADER, message.length);
        synchronized (this) {
            frames.write(frame);
        }
    }

    private static void put(byte[] bytes, int at, int value) {
        bytes[at] = (byte) (value >>> 24);
        bytes[at + 1] = (byte) (value >>> 16);
        bytes[at + 2] = (byte) (value >>> 8);
        bytes[at + 3] = (byte) value;
    }
}
