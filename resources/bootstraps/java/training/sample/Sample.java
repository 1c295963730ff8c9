// SPDX-License-Identifier: GPL-3.0-or-later
package sample;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;

import java.io.InputStream;
import java.io.OutputStream;
import java.util.List;
import java.util.Map;

// The handlers of the training run: the usual forms, once each.
public class Sample implements RequestHandler<Map<String, Object>, Map<String, Object>> {
    public static class Order {
        public String name;
        private List<Integer> amounts;

        public List<Integer> getAmounts() {
            return amounts;
        }

        public void setAmounts(List<Integer> amounts) {
            this.amounts = amounts;
        }
    }

    @Override
    public Map<String, Object> handleRequest(Map<String, Object> event, Context context) {
        context.getLogger().log("trained\n");
        System.out.println("trained");
        return Map.of("name", event.getOrDefault("name", "nobody"), "half", 0.5);
    }

    public Order object(Order order) {
        return order;
    }

    public String text(Object event, Context context) {
        return event + context.getAwsRequestId();
    }

    public void streams(InputStream input, OutputStream output) throws Exception {
        output.write(input.readAllBytes());
    }
}
