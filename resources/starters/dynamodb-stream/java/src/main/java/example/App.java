package example;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import java.util.List;
import java.util.Map;

public class App implements RequestHandler<Map<String, Object>, Map<String, Object>> {
    @Override
    public Map<String, Object> handleRequest(Map<String, Object> event, Context context) {
        for (Object each : (List<?>) event.get("Records")) {
            Map<?, ?> change = (Map<?, ?>) ((Map<?, ?>) each).get("dynamodb");
            try {
                // Values come as DynamoDB has them: {"S": "text"}, {"N": "12.5"}
                context.getLogger().log(((Map<?, ?>) each).get("eventName") + " " + change.get("Keys")
                        + " " + change.get("OldImage") + " -> " + change.get("NewImage") + "\n");
            } catch (RuntimeException error) {
                context.getLogger().log("failed " + error.getMessage() + "\n");
                // From this record on the stream comes again.
                return Map.of("batchItemFailures",
                        List.of(Map.of("itemIdentifier", change.get("SequenceNumber"))));
            }
        }
        return Map.of("batchItemFailures", List.of());
    }
}
