// SPDX-License-Identifier: GPL-3.0-or-later
package example;

import com.amazonaws.services.lambda.runtime.Context;

import java.io.InputStream;
import java.io.OutputStream;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

// Methods as handlers: what comes in, what goes out.
public class Values {
    public enum Size { SMALL, LARGE }

    public static class Item {
        public String name;
        private int count;
        private final List<String> seen = new ArrayList<>();

        public int getCount() {
            return count;
        }

        public void setCount(int value) {
            count = value;
            seen.add("setCount");
        }

        public boolean isRare() {
            return count < 3;
        }

        public String getURL() {
            return null;
        }
    }

    public static class Order {
        public List<Item> items;
        public Map<String, Item> byName;
        public Item[] array;
        public Size size;
        public BigDecimal price;
        public Optional<String> note;
        public Date date;
        public Instant at;
        public LocalDate day;
        public UUID id;
        public long[] numbers;
        public byte[] bytes;
        public Set<Size> sizes;
        public Map<Size, Integer> bySize;
        private String hidden = "hidden";
    }

    public static class Page<T> {
        private List<T> entries;

        public List<T> getEntries() {
            return entries;
        }

        public void setEntries(List<T> value) {
            entries = value;
        }
    }

    public Object same(Object event) {
        return event;
    }

    public String kind(Object event) {
        return event == null ? "null" : event.getClass().getName();
    }

    public String text(String event) {
        return event;
    }

    public int twice(int event) {
        return event * 2;
    }

    public double half(double event) {
        return event / 2;
    }

    public Order order(Order event) {
        return event;
    }

    public String items(List<Item> event) {
        return event.get(0).name + event.size() + event.get(0).seen;
    }

    public String mapped(Map<String, Item> event) {
        return event.keySet() + event.get("a").name;
    }

    public String page(Page<Item> event) {
        return event.getEntries().get(0).name;
    }

    public Object awkward() {
        Map<String, Object> all = new LinkedHashMap<>();
        all.put("null", null);
        all.put("nan", Double.NaN);
        all.put("float", 1f);
        all.put("large", 1e300);
        all.put("list", Arrays.asList(1, null, 'c'));
        all.put("bytes", new byte[] {1, 2});
        all.put("chars", new char[] {'a', 'b'});
        all.put("instant", Instant.ofEpochMilli(1500));
        all.put("day", LocalDate.of(2026, 1, 5));
        all.put("lasts", Duration.ofMillis(1500));
        all.put("date", new Date(123));
        all.put("text", "\u00e9 \u20ac \ud83d\ude00 \"\\\n\u0001/");
        all.put("enum", Size.LARGE);
        all.put("some", Optional.of(1));
        all.put("empty", new Object());
        return all;
    }

    public void nothing() {}

    public Object circular() {
        List<Object> list = new ArrayList<>();
        list.add(list);
        return list;
    }

    public Runnable needsAnInterface(Runnable event) {
        return event;
    }

    public static String ofTheClass(String event) {
        return "static " + event;
    }

    public void bytes(InputStream input, OutputStream output, Context context) throws Exception {
        output.write('<');
        output.write(input.readAllBytes());
        output.write('>');
    }

    public void onlyReads(InputStream input) {}

    public void onlyWrites(OutputStream output) throws Exception {
        output.write("\"raw\"".getBytes());
    }

    public String onlyContext(Context context) {
        return context.getAwsRequestId();
    }

    public String overloaded(String event) {
        return "one";
    }

    public String overloaded(String event, Context context) {
        return "with context";
    }

    public String overloaded(String event, String other) {
        return "no handler";
    }

    public String unfit(String one, String two) {
        return "no handler";
    }
}
