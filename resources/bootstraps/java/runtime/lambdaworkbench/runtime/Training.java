// SPDX-License-Identifier: GPL-3.0-or-later
package lambdaworkbench.runtime;

import com.amazonaws.services.lambda.runtime.LoggerAccess;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

// Goes once through all that a cold start and the first invocations do, so that the virtual machine
// can write an archive of the classes which that needs. No function's code takes part.
final class Training {
    private static final byte[] EVENT =
            "{\"name\":\"AWS\",\"amounts\":[1,2],\"deep\":{\"a\":null,\"b\":true,\"c\":1.5}}"
                    .getBytes(StandardCharsets.UTF_8);
    private static final String[] HANDLERS = {"sample.Sample", "sample.Sample::handleRequest",
            "sample.Sample::object", "sample.Sample::text", "sample.Sample::streams"};

    private Training() {}

    // An API that gives each handler one event and then hangs up.
    private static void serve(ServerSocket listener) {
        for (int i = 0; i < HANDLERS.length; ++i) {
            try (Socket socket = listener.accept()) {
                await(socket.getInputStream());
                String head = "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n"
                        + "Lambda-Runtime-Aws-Request-Id: training\r\n"
                        + "Lambda-Runtime-Deadline-Ms: 99999999999999\r\n"
                        + "Lambda-Runtime-Trace-Id: Root=1\r\nContent-Length: " + EVENT.length
                        + "\r\n\r\n";
                socket.getOutputStream().write(head.getBytes(StandardCharsets.UTF_8));
                socket.getOutputStream().write(EVENT);
                await(socket.getInputStream());
            } catch (IOException e) {
                return;
            }
        }
    }

    // Takes what comes with the first read; requests are sent whole.
    private static void await(InputStream input) throws IOException {
        if (input.read(new byte[65536]) < 0) {
            throw new IOException("nothing came");
        }
    }

    static void run() throws Exception {
        Path task = Files.createTempDirectory("training");
        Path classes = Files.createDirectory(task.resolve("sample"));
        for (String name : new String[] {"Sample", "Sample$Order"}) {
            try (InputStream one = Training.class.getResourceAsStream("/training/sample/" + name + ".class")) {
                Files.write(classes.resolve(name + ".class"), one.readAllBytes());
            }
        }
        ServerSocket listener = new ServerSocket(0, 5, InetAddress.getLoopbackAddress());
        Thread server = new Thread("api") {
            @Override
            public void run() {
                serve(listener);
            }
        };
        server.setDaemon(true);
        server.start();
        Log log = new Log();
        LoggerAccess.set(log);
        for (String name : HANDLERS) {
            FunctionLoader loader = new FunctionLoader(task.toString());
            Handler handler = new HandlerFinder(loader).find(name);
            try {
                Start.loop(new ApiClient("127.0.0.1:" + listener.getLocalPort()), handler, log);
            } catch (IOException e) {
                continue; // it has hung up
            }
        }
    }
}
