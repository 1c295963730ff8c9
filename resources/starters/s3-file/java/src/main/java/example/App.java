package example;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

public class App implements RequestHandler<App.Event, Map<String, Object>> {
    // What of the event is used, by the names of its members.
    public static class Event {
        public List<Entry> Records = new ArrayList<>();

        public List<Entry> getRecords() { return Records; }

        public void setRecords(List<Entry> records) { Records = records; }
    }

    public static class Entry {
        public String eventName;
        public S3 s3;
    }

    public static class S3 {
        public Map<String, Object> bucket;
        public Map<String, Object> object;
    }

    @Override
    public Map<String, Object> handleRequest(Event event, Context context) {
        List<Map<String, Object>> files = new ArrayList<>();
        for (Entry entry : event.Records) { // one in practice; the list must be handled all the same
            String key = URLDecoder.decode(entry.s3.object.get("key").toString(),
                    StandardCharsets.UTF_8); // keys come URL-encoded
            Object size = entry.s3.object.getOrDefault("size", 0); // a deletion has none
            context.getLogger().log(entry.eventName + " " + key + "\n");
            files.add(Map.of("bucket", entry.s3.bucket.get("name"), "key", key, "size", size));
        }
        return Map.of("files", files);
    }
}
