package example;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import java.util.Map;

public class App implements RequestHandler<Map<String, Object>, Map<String, Object>> {
    // The object is made once per environment, in the init phase of a cold start.
    private int calls = 0;

    @Override
    public Map<String, Object> handleRequest(Map<String, Object> event, Context context) {
        calls++;
        Object name = event.getOrDefault("name", "world");
        context.getLogger().log("greeting " + name + "\n");
        return Map.of("message", "Hello, " + name + "!", "calls", calls);
    }
}
