// SPDX-License-Identifier: GPL-3.0-or-later
package lambdaworkbench.runtime.json;

import java.io.IOException;
import java.io.OutputStream;
import java.util.Arrays;

// Writes JSON in UTF-8.
public final class JsonWriter {
    private static final int DEEPEST = 1000;

    private byte[] bytes = new byte[512];
    private int size;
    private int depth;
    private boolean onlyAscii;
    private boolean escapesPairs;

    public void escapeAllButAscii() {
        onlyAscii = true;
    }

    // Characters beyond the first plane as two escapes, as Lambda's mapper writes responses.
    public void escapeSurrogates() {
        escapesPairs = true;
    }

    public byte[] toBytes() {
        return Arrays.copyOf(bytes, size);
    }

    public void writeTo(OutputStream output) throws IOException {
        output.write(bytes, 0, size);
    }

    // ASCII that is JSON already.
    public void raw(String text) {
        int length = text.length();
        room(length);
        for (int i = 0; i < length; ++i) {
            bytes[size++] = (byte) text.charAt(i);
        }
    }

    void raw(char c) {
        room(1);
        bytes[size++] = (byte) c;
    }

    // Null gives null.
    public void string(String text) {
        if (text == null) {
            raw("null");
            return;
        }
        int length = text.length();
        room(length + 2);
        bytes[size++] = '"';
        for (int i = 0; i < length; ++i) {
            char c = text.charAt(i);
            if (c >= 0x20 && c < 0x7f && c != '"' && c != '\\') {
                room(length - i + 1);
                bytes[size++] = (byte) c;
            } else {
                i = special(text, i, c);
            }
        }
        room(1);
        bytes[size++] = '"';
    }

    // Returns the index of the last character written.
    private int special(String text, int i, char c) {
        room(8);
        switch (c) {
            case '"':
                raw("\\\"");
                return i;
            case '\\':
                raw("\\\\");
                return i;
            case '\n':
                raw("\\n");
                return i;
            case '\r':
                raw("\\r");
                return i;
            case '\t':
                raw("\\t");
                return i;
            case '\b':
                raw("\\b");
                return i;
            case '\f':
                raw("\\f");
                return i;
            default:
        }
        if (c < 0x20 || (onlyAscii && c >= 0x7f) || (escapesPairs && Character.isSurrogate(c))) {
            escape(c);
        } else if (c < 0x80) {
            bytes[size++] = (byte) c;
        } else if (c < 0x800) {
            bytes[size++] = (byte) (0xc0 | c >> 6);
            bytes[size++] = (byte) (0x80 | c & 0x3f);
        } else if (Character.isHighSurrogate(c) && i + 1 < text.length()
                && Character.isLowSurrogate(text.charAt(i + 1))) {
            int point = Character.toCodePoint(c, text.charAt(i + 1));
            bytes[size++] = (byte) (0xf0 | point >> 18);
            bytes[size++] = (byte) (0x80 | point >> 12 & 0x3f);
            bytes[size++] = (byte) (0x80 | point >> 6 & 0x3f);
            bytes[size++] = (byte) (0x80 | point & 0x3f);
            return i + 1;
        } else if (Character.isSurrogate(c)) {
            escape(c); // half of a pair
        } else {
            bytes[size++] = (byte) (0xe0 | c >> 12);
            bytes[size++] = (byte) (0x80 | c >> 6 & 0x3f);
            bytes[size++] = (byte) (0x80 | c & 0x3f);
        }
        return i;
    }

    private void escape(char c) {
        raw("\\u");
        for (int shift = 12; shift >= 0; shift -= 4) {
            raw("0123456789ABCDEF".charAt(c >> shift & 0xf));
        }
    }

    private void room(int count) {
        if (bytes.length - size < count) {
            bytes = Arrays.copyOf(bytes, Math.max(bytes.length * 2, size + count));
        }
    }

    void deeper() {
        if (++depth > DEEPEST) {
            throw new JsonException("Document nesting depth (" + depth
                    + ") exceeds the maximum allowed (" + DEEPEST + ", from the response): does it "
                    + "hold itself?");
        }
    }

    void up() {
        --depth;
    }

    // Any value that a handler may return. Throws JsonException for one that can't be written.
    public void value(Object value) {
        if (value == null) {
            raw("null");
        } else if (value instanceof String) {
            string((String) value);
        } else if (value instanceof Boolean || value instanceof Integer || value instanceof Long) {
            raw(value.toString());
        } else {
            ValueWriter.write(this, value);
        }
    }
}
