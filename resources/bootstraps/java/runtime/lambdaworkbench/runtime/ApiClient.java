// SPDX-License-Identifier: GPL-3.0-or-later
package lambdaworkbench.runtime;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

// HTTP/1.1 to the Runtime API over one kept connection. The JDK's own clients take longer to load
// than everything else of a cold start together, and SocketChannel looks for services by lambda
// expressions; a plain Socket does neither.
final class ApiClient {
    private static final String PREFIX = "/2018-06-01/runtime/";
    private static final int FIRST_BUFFER = 16 * 1024;
    private static final int LARGEST_KEPT = 1024 * 1024;

    private final InetAddress host;
    private final int port;
    private final String tail;
    private Socket socket;
    private InputStream input;
    private OutputStream output;
    private byte[] in = new byte[FIRST_BUFFER]; // what was received lies between from and to
    private int from;
    private int to;
    private byte[] out = new byte[FIRST_BUFFER];

    // "host:port"
    ApiClient(String hostAndPort) throws IOException {
        int colon = hostAndPort.lastIndexOf(':');
        host = InetAddress.getByName(hostAndPort.substring(0, colon));
        port = Integer.parseInt(hostAndPort.substring(colon + 1));
        tail = " HTTP/1.1\r\nHost: " + hostAndPort + "\r\n";
    }

    // Waits for the next event, without limit.
    Invocation next() throws IOException {
        send("GET " + PREFIX + "invocation/next" + tail + "\r\n", null, 0);
        Invocation invocation = new Invocation();
        int status = receive(invocation);
        if (status != 200) {
            throw new IOException("Failed to get next event: " + status);
        }
        return invocation;
    }

    // Waits until the function is to be loaded.
    void standBy() throws IOException {
        send("GET " + PREFIX + "standby" + tail + "\r\n", null, 0);
        receive(null);
    }

    void postResponse(String id, byte[] body, int length) throws IOException {
        int status = post("invocation/" + id + "/response", "", body, length);
        // 413 tells of a response over the limit, which the caller has been told of: go on.
        if (status >= 300 && status != 413) {
            throw new IOException("Failed to post the response: " + status);
        }
    }

    // `place` is "init/error" or "invocation/ID/error"; `headers` end with a line end each.
    void postError(String place, String headers, byte[] body) throws IOException {
        int status = post(place, headers, body, body.length);
        if (status >= 300) {
            throw new IOException("Failed to post the error: " + status);
        }
    }

    private int post(String place, String headers, byte[] body, int length) throws IOException {
        send("POST " + PREFIX + place + tail + "Content-Type: application/json\r\n" + headers
                + "Content-Length: " + length + "\r\n\r\n", body, length);
        return receive(null);
    }

    // One write for each request.
    @SuppressWarnings("deprecation") // getBytes() into a given array is the only way without a copy
    private void send(String head, byte[] body, int length) throws IOException {
        if (socket == null) {
            socket = new Socket(Proxy.NO_PROXY); // nor any look for one
            socket.connect(new InetSocketAddress(host, port));
            socket.setTcpNoDelay(true);
            input = socket.getInputStream();
            output = socket.getOutputStream();
        }
        int size = head.length();
        if (out.length < size + length) {
            out = new byte[size + length];
        }
        head.getBytes(0, size, out, 0); // ASCII
        if (length > 0) {
            System.arraycopy(body, 0, out, size, length);
        }
        output.write(out, 0, size + length);
        if (out.length > LARGEST_KEPT) {
            out = new byte[FIRST_BUFFER];
        }
    }

    // Reads an answer and returns its status; headers and body go to `invocation` if there is one.
    private int receive(Invocation invocation) throws IOException {
        String line = line();
        int blank = line.indexOf(' ');
        int status = Integer.parseInt(line.substring(blank + 1, blank + 4));
        long length = 0;
        boolean chunked = false;
        boolean closes = false;
        while (!(line = line()).isEmpty()) {
            int colon = line.indexOf(':');
            String name = line.substring(0, colon);
            String value = line.substring(colon + 1).trim();
            if (name.equalsIgnoreCase("content-length")) {
                length = Long.parseLong(value);
            } else if (name.equalsIgnoreCase("transfer-encoding")) {
                chunked = value.equalsIgnoreCase("chunked");
            } else if (name.equalsIgnoreCase("connection")) {
                closes = value.equalsIgnoreCase("close");
            } else if (invocation != null) {
                invocation.header(name, value);
            }
        }
        byte[] body = chunked ? chunks() : bytes(length);
        if (invocation != null) {
            invocation.body = body;
        }
        if (closes) {
            socket.close();
            socket = null;
            from = to = 0;
        }
        return status;
    }

    private byte[] chunks() throws IOException {
        byte[] all = new byte[0];
        for (;;) {
            String line = line();
            int end = line.indexOf(';');
            int size = Integer.parseInt((end < 0 ? line : line.substring(0, end)).trim(), 16);
            if (size == 0) {
                while (!line().isEmpty()) {
                    continue; // trailers
                }
                return all;
            }
            byte[] piece = bytes(size);
            int length = all.length;
            all = Arrays.copyOf(all, length + size);
            System.arraycopy(piece, 0, all, length, size);
            line();
        }
    }

    private byte[] bytes(long length) throws IOException {
        byte[] bytes = new byte[Math.toIntExact(length)];
        int have = Math.min(to - from, bytes.length);
        System.arraycopy(in, from, bytes, 0, have);
        from += have;
        while (have < bytes.length) {
            int count = input.read(bytes, have, bytes.length - have);
            if (count < 0) {
                throw closed();
            }
            have += count;
        }
        return bytes;
    }

    // Without its line end. Header values are UTF-8: client contexts are JSON of any language.
    private String line() throws IOException {
        int at = from;
        for (;;) {
            while (at < to && in[at] != '\n') {
                ++at;
            }
            if (at < to) {
                break;
            }
            int seen = at - from;
            fill();
            at = from + seen;
        }
        int length = at - from;
        if (length > 0 && in[at - 1] == '\r') {
            --length;
        }
        String line = new String(in, from, length, StandardCharsets.UTF_8);
        from = at + 1;
        return line;
    }

    // Adds at least one byte behind what is there.
    private void fill() throws IOException {
        if (from > 0) {
            System.arraycopy(in, from, in, 0, to - from);
            to -= from;
            from = 0;
        }
        if (to == in.length) {
            in = Arrays.copyOf(in, in.length * 2);
        }
        int count = input.read(in, to, in.length - to);
        if (count < 0) {
            throw closed();
        }
        to += count;
    }

    private static EOFException closed() {
        return new EOFException("The Runtime API closed the connection");
    }
}
