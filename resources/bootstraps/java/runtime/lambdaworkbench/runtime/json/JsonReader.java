// SPDX-License-Identifier: GPL-3.0-or-later
package lambdaworkbench.runtime.json;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

// Reads JSON into LinkedHashMap, ArrayList, String, Boolean, Integer, Long, BigInteger and Double.
//
// As lenient as Lambda's parser: single quotes, names without quotes, leading zeros, NaN and
// Infinity, any escaped character, control characters in strings. Comments and trailing commas are
// mistakes. What follows the first value is not looked at.
public final class JsonReader {
    // What numbers with a fraction become: DOUBLE, or a Decimal that keeps every digit.
    public enum Decimals { DOUBLE, EXACT }

    private static final int DEEPEST = 1000;

    private final byte[] text;
    private final boolean exact;
    private int at;
    private int depth;

    private JsonReader(byte[] text, boolean exact) {
        this.text = text;
        this.exact = exact;
    }

    // Throws JsonException.
    public static Object parse(byte[] utf8, Decimals decimals) {
        JsonReader reader = new JsonReader(utf8, decimals == Decimals.EXACT);
        if (reader.next() < 0) {
            throw new JsonException("No content to map due to end-of-input");
        }
        return reader.value();
    }

    // The byte at the next place that is no white space, without taking it; -1 at the end.
    private int next() {
        while (at < text.length) {
            byte c = text[at];
            if (c != ' ' && c != '\n' && c != '\r' && c != '\t') {
                return c & 0xff;
            }
            ++at;
        }
        return -1;
    }

    private Object value() {
        int c = next();
        switch (c) {
            case '{':
                return object();
            case '[':
                return array();
            case '"':
            case '\'':
                return string();
            case -1:
                throw error("Unexpected end-of-input");
            default:
                if (c == '-' || c == '+' || (c >= '0' && c <= '9')) {
                    return number();
                }
                return word();
        }
    }

    private Map<String, Object> object() {
        Map<String, Object> members = new LinkedHashMap<>();
        deeper();
        ++at;
        if (next() == '}') {
            ++at;
            --depth;
            return members;
        }
        for (;;) {
            int c = next();
            String name = c == '"' || c == '\'' ? string() : bareName();
            if (next() != ':') {
                throw unexpected("was expecting a colon to separate field name and value");
            }
            ++at;
            members.put(name, value());
            c = next();
            if (c == '}') {
                ++at;
                --depth;
                return members;
            }
            if (c != ',') {
                throw unexpected("was expecting comma to separate Object entries");
            }
            ++at;
        }
    }

    private List<Object> array() {
        List<Object> elements = new ArrayList<>();
        deeper();
        ++at;
        if (next() == ']') {
            ++at;
            --depth;
            return elements;
        }
        for (;;) {
            elements.add(value());
            int c = next();
            if (c == ']') {
                ++at;
                --depth;
                return elements;
            }
            if (c != ',') {
                throw unexpected("was expecting comma to separate Array entries");
            }
            ++at;
        }
    }

    private void deeper() {
        if (++depth > DEEPEST) {
            throw error("Document nesting depth (" + depth + ") exceeds the maximum allowed ("
                    + DEEPEST + ")");
        }
    }

    private String bareName() {
        int from = at;
        while (at < text.length && isWord(text[at])) {
            ++at;
        }
        if (at == from) {
            throw unexpected("was expecting either valid name character (for unquoted name) or "
                    + "double-quote (for quoted) to start field name");
        }
        return new String(text, from, at - from, StandardCharsets.UTF_8);
    }

    private static boolean isWord(byte c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_'
                || c == '$' || c == '-' || c == '@' || c == '#' || c == '*' || c == '+' || c < 0;
    }

    private Object word() {
        int from = at;
        while (at < text.length && isWord(text[at])) {
            ++at;
        }
        String word = new String(text, from, at - from, StandardCharsets.UTF_8);
        switch (word) {
            case "true":
                return Boolean.TRUE;
            case "false":
                return Boolean.FALSE;
            case "null":
                return null;
            case "NaN":
                return Double.NaN;
            case "Infinity":
            case "INF":
                return Double.POSITIVE_INFINITY;
            default:
                if (word.isEmpty()) {
                    throw unexpected("expected a valid value (JSON String, Number (or "
                            + "'NaN'/'INF'/'+INF'), Array, Object or token 'null', 'true' or "
                            + "'false')");
                }
                throw error("Unrecognized token '" + word + "': was expecting (JSON String, Number "
                        + "(or 'NaN'/'INF'/'+INF'), Array, Object or token 'null', 'true' or "
                        + "'false')");
        }
    }

    private Object number() {
        int from = at;
        int sign = text[at] == '-' || text[at] == '+' ? 1 : 0;
        at += sign;
        if (sign == 1 && at < text.length && (text[at] == 'I' || text[at] == 'N')) {
            Object word = word();
            return text[from] == '-' ? Double.valueOf(-(Double) word) : word;
        }
        boolean whole = true;
        int digits = 0;
        long value = 0;
        for (; at < text.length; ++at) {
            byte c = text[at];
            if (c >= '0' && c <= '9') {
                ++digits;
                value = value * 10 + (c - '0');
            } else if (c == '.' || c == 'e' || c == 'E' || (!whole && (c == '-' || c == '+'))) {
                whole = false;
            } else {
                break;
            }
        }
        if (digits == 0) {
            throw unexpected("expected digit (0-9) to follow minus sign, for valid numeric value");
        }
        boolean negative = text[from] == '-';
        if (whole && digits <= 18) {
            long signed = negative ? -value : value;
            return signed == (int) signed ? (Object) (int) signed : (Object) signed;
        }
        String written = new String(text, from, at - from, StandardCharsets.US_ASCII);
        try {
            if (whole) {
                BigInteger big = new BigInteger(written);
                return big.bitLength() < 64 ? (Object) big.longValue() : (Object) big;
            }
            double approximate = Double.parseDouble(written); // also tells whether it is a number
            return exact ? (Object) new Decimal(written) : (Object) approximate;
        } catch (NumberFormatException e) {
            throw error("Malformed numeric value (\"" + written + "\")");
        }
    }

    private String string() {
        byte quote = text[at++];
        int from = at;
        boolean ascii = true;
        for (; at < text.length; ++at) {
            byte c = text[at];
            if (c == quote) {
                String plain = new String(text, from, at - from,
                        ascii ? StandardCharsets.ISO_8859_1 : StandardCharsets.UTF_8);
                ++at;
                return plain;
            }
            if (c == '\\') {
                return escapedString(quote, from);
            }
            ascii &= c >= 0;
        }
        throw error("Unexpected end-of-input: was expecting closing quote for a string value");
    }

    // A string with an escape at the present place; it began at `from`.
    private String escapedString(byte quote, int from) {
        StringBuilder all = new StringBuilder();
        int start = from;
        while (at < text.length) {
            byte c = text[at];
            if (c == quote || c == '\\') {
                all.append(new String(text, start, at - start, StandardCharsets.UTF_8));
                ++at;
                if (c == quote) {
                    return all.toString();
                }
                escape(all);
                start = at;
            } else {
                ++at;
            }
        }
        throw error("Unexpected end-of-input: was expecting closing quote for a string value");
    }

    private void escape(StringBuilder all) {
        if (at >= text.length) {
            throw error("Unexpected end-of-input in character escape sequence");
        }
        byte c = text[at++];
        switch (c) {
            case 'n':
                all.append('\n');
                break;
            case 't':
                all.append('\t');
                break;
            case 'r':
                all.append('\r');
                break;
            case 'b':
                all.append('\b');
                break;
            case 'f':
                all.append('\f');
                break;
            case 'u':
                all.append(hexadecimal());
                break;
            default:
                if (c < 0) { // the first of a character's bytes: the rest follows as it is
                    --at;
                    int from = at++;
                    while (at < text.length && (text[at] & 0xc0) == 0x80) {
                        ++at;
                    }
                    all.append(new String(text, from, at - from, StandardCharsets.UTF_8));
                } else {
                    all.append((char) c);
                }
        }
    }

    private char hexadecimal() {
        int value = 0;
        for (int i = 0; i < 4; ++i, ++at) {
            int digit = at < text.length ? Character.digit(text[at], 16) : -1;
            if (digit < 0) {
                throw unexpected("expected a hex-digit for character escape sequence");
            }
            value = value * 16 + digit;
        }
        return (char) value;
    }

    private JsonException unexpected(String why) {
        if (at >= text.length) {
            return error("Unexpected end-of-input");
        }
        int c = text[at] & 0xff;
        if (c >= 0x80) {
            int length = c >= 0xf0 ? 4 : c >= 0xe0 ? 3 : 2;
            String whole = new String(text, at, Math.min(length, text.length - at),
                    StandardCharsets.UTF_8);
            return error("Unexpected character ('" + whole + "' (code " + whole.codePointAt(0)
                    + ")): " + why);
        }
        return error("Unexpected character ('" + (char) c + "' (code " + c + ")): " + why);
    }

    private JsonException error(String what) {
        int line = 1;
        int column = 1;
        for (int i = 0; i < at && i < text.length; ++i) {
            if (text[i] == '\n') {
                ++line;
                column = 1;
            } else if ((text[i] & 0xc0) != 0x80) {
                ++column;
            }
        }
        return new JsonException(what + " at [line: " + line + ", column: " + column + "]");
    }
}
