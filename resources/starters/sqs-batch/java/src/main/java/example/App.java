package example;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

public class App implements RequestHandler<Map<String, Object>, Map<String, Object>> {
    // A JSON library of your own would read the body; this finds one number without any.
    private static final Pattern ORDER = Pattern.compile("\\{\\s*\"orderId\"\\s*:\\s*(\\d+)\\s*\\}");

    @Override
    public Map<String, Object> handleRequest(Map<String, Object> event, Context context) {
        List<Map<String, Object>> failures = new ArrayList<>();
        for (Object each : (List<?>) event.get("Records")) {
            Map<?, ?> message = (Map<?, ?>) each;
            try {
                process(message.get("body").toString(), context);
            } catch (RuntimeException error) { // the others go on; this one comes again
                context.getLogger().log("failed " + error.getMessage() + "\n");
                failures.add(Map.of("itemIdentifier", message.get("messageId")));
            }
        }
        // Without FunctionResponseTypes in the template this would be ignored, and with an
        // exception all of the batch would come again.
        return Map.of("batchItemFailures", failures);
    }

    private static void process(String body, Context context) {
        Matcher order = ORDER.matcher(body);
        if (!order.matches()) {
            throw new IllegalArgumentException("no order: " + body);
        }
        context.getLogger().log("order " + order.group(1) + "\n");
    }
}
