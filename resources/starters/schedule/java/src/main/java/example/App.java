package example;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Map;

public class App implements RequestHandler<Map<String, Object>, Map<String, String>> {
    @Override
    public Map<String, String> handleRequest(Map<String, Object> event, Context context) {
        // The time that was planned, not the one at which it got here: a second attempt has the same.
        LocalDate day = Instant.parse(event.get("time").toString()).atZone(ZoneOffset.UTC).toLocalDate();
        context.getLogger().log("job of " + day + "\n");
        return Map.of("done", day.toString());
    }
}
