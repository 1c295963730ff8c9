// SPDX-License-Identifier: GPL-3.0-or-later
package lambdaworkbench.runtime;

import com.amazonaws.services.lambda.runtime.LoggerAccess;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOError;
import java.io.IOException;
import java.io.PrintStream;

// The Lambda runtime for Java: fetches events, calls the handler, posts what it returns.
//
// Lambda expressions, string formats, streams and regular expressions are left out here and in what
// a cold start goes through: each of them loads more classes than all of ours.
public final class Start {
    private Start() {}

    // Usage: Start HANDLER [--standby], or Start --train
    public static void main(String[] arguments) throws Throwable {
        // Whatever locales the machine has, functions print UTF-8, and at once.
        System.setOut(new PrintStream(new FileOutputStream(FileDescriptor.out), false, "UTF-8"));
        System.setErr(new PrintStream(new FileOutputStream(FileDescriptor.err), false, "UTF-8"));
        if (arguments[0].equals("--train")) {
            Training.run();
            System.exit(0);
        }
        Log log = new Log();
        LoggerAccess.set(log);
        ApiClient api = new ApiClient(System.getenv("AWS_LAMBDA_RUNTIME_API"));
        if (arguments.length > 1 && arguments[1].equals("--standby")) {
            api.standBy();
        }
        FunctionLoader loader = new FunctionLoader(System.getProperty("user.dir"));
        Thread.currentThread().setContextClassLoader(loader);

        // A variable can't be taken out of a function's sight here.
        LoadTimes times = System.getenv("_LAMBDA_WORKBENCH_EXPLAIN_INIT") == null ? null : new LoadTimes();
        loader.measure(times);

        Handler handler;
        try {
            handler = new HandlerFinder(loader).find(arguments[0]);
            if (times != null) {
                loader.measure(null);
                log.loadTimes(times.end(arguments[0]));
            }
        } catch (UserFault fault) {
            log.error(fault.report());
            api.postError("init/error", ErrorDocument.faultHeaders(), ErrorDocument.of(fault));
            System.exit(1);
            return;
        }
        loop(api, handler, log);
        // Threads that the function left behind do not keep a runtime alive that has given up.
        System.exit(0);
    }

    // Returns after an error that leaves the virtual machine in no state to go on.
    static void loop(ApiClient api, Handler handler, Log log) throws IOException {
        ResponseBuffer response = new ResponseBuffer();
        boolean goesOn = true;
        while (goesOn) {
            Invocation invocation = api.next();
            if (invocation.traceId != null) {
                System.setProperty("com.amazonaws.xray.traceHeader", invocation.traceId);
            } else {
                System.clearProperty("com.amazonaws.xray.traceHeader");
            }
            log.begin(invocation);
            response.clear();
            String place = "invocation/" + invocation.id + "/error";
            try {
                handler.call(invocation.body, response, new InvocationContext(invocation));
            } catch (UserFault fault) {
                goesOn = !fault.fatal;
                log.error(fault.report());
                api.postError(place, ErrorDocument.faultHeaders(), ErrorDocument.of(fault));
                continue;
            } catch (Throwable error) {
                goesOn = !(error instanceof VirtualMachineError || error instanceof IOError);
                UserFault.trim(error);
                log.error(UserFault.report(error));
                api.postError(place, ErrorDocument.headers(error), ErrorDocument.of(error));
                continue;
            } finally {
                Thread.interrupted(); // whatever the handler has left behind
            }
            api.postResponse(invocation.id, response.bytes(), response.size());
        }
    }
}
