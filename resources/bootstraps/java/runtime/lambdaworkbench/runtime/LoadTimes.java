// SPDX-License-Identifier: GPL-3.0-or-later
package lambdaworkbench.runtime;

import java.nio.charset.StandardCharsets;
import java.security.CodeSource;
import java.util.LinkedHashMap;
import java.util.Map;

import lambdaworkbench.runtime.json.JsonWriter;

// How long the function's classes took to load while it was loaded: those of the code folder summed
// by package, those of jars by jar. Only on demand: it costs time. What is left of the whole is what
// their constructors and initialisers did, and the classes of the Java platform.
final class LoadTimes {
    private final Thread thread = Thread.currentThread(); // others load for themselves
    private final Map<String, long[]> places = new LinkedHashMap<>();
    private final long began = System.nanoTime();
    private long inner; // of the class that is loaded now: what it has loaded in turn

    interface Finder {
        Class<?> find(String name) throws ClassNotFoundException;
    }

    Class<?> measure(String name, Finder finder) throws ClassNotFoundException {
        if (Thread.currentThread() != thread) {
            return finder.find(name);
        }
        long outer = inner;
        inner = 0;
        long start = System.nanoTime();
        String place = packageOf(name);
        try {
            Class<?> found = finder.find(name);
            place = placeOf(found, place);
            return found;
        } finally {
            long total = System.nanoTime() - start;
            long[] sum = places.get(place);
            if (sum == null) {
                sum = new long[1];
                places.put(place, sum);
            }
            sum[0] += Math.max(0, total - inner);
            inner = outer + total;
        }
    }

    // [["name", depth, self ns, total ns], ...], the handler first.
    byte[] end(String handler) {
        long total = System.nanoTime() - began;
        long loading = 0;
        JsonWriter rest = new JsonWriter();
        for (Map.Entry<String, long[]> each : places.entrySet()) {
            long time = each.getValue()[0];
            loading += time;
            rest.raw(",[");
            rest.string(each.getKey());
            rest.raw(",1," + time + "," + time + "]");
        }
        JsonWriter json = new JsonWriter();
        json.raw("[[");
        json.string(handler);
        json.raw(",0," + Math.max(0, total - loading) + "," + total + "]");
        json.raw(new String(rest.toBytes(), StandardCharsets.UTF_8));
        json.raw("]");
        return json.toBytes();
    }

    private static String packageOf(String name) {
        int dot = name.lastIndexOf('.');
        return dot < 0 ? "(default package)" : name.substring(0, dot);
    }

    private static String placeOf(Class<?> found, String otherwise) {
        CodeSource source = found.getProtectionDomain().getCodeSource();
        String path = source == null || source.getLocation() == null ? "" : source.getLocation().getPath();
        return path.endsWith(".jar") ? path.substring(path.lastIndexOf('/') + 1) : otherwise;
    }
}
