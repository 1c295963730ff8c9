package example;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import java.util.Map;

// Everything of the request is in the event; what is returned becomes the HTTP response.
public class App implements RequestHandler<Map<String, Object>, Map<String, Object>> {
    @Override
    public Map<String, Object> handleRequest(Map<String, Object> event, Context context) {
        context.getLogger().log(event.get("routeKey") + "\n");
        String name = text(event.get("pathParameters"), "name", "world");
        String greeting = text(event.get("queryStringParameters"), "greeting", "Hello");
        if (!name.matches("[A-Za-z]+")) {
            return answer(400, "{\"error\":\"a name has letters only\"}");
        }
        return answer(200, "{\"message\":\"" + greeting.replace("\"", "\\\"") + ", " + name + "!\"}");
    }

    private static String text(Object map, String key, String otherwise) {
        return map instanceof Map<?, ?> values && values.get(key) != null
                ? values.get(key).toString() : otherwise;
    }

    private static Map<String, Object> answer(int status, String body) {
        return Map.of("statusCode", status, "body", body,
                "headers", Map.of("content-type", "application/json"));
    }
}
