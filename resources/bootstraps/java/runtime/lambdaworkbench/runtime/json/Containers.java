// SPDX-License-Identifier: GPL-3.0-or-later
package lambdaworkbench.runtime.json;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedList;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.LinkedBlockingQueue;

// What stands in for the JDK's interfaces and abstract classes of collections.
final class Containers {
    private Containers() {}

    // Null when nothing fits.
    static Object collection(Class<?> type) {
        if (type.isAssignableFrom(ArrayList.class)) {
            return new ArrayList<>();
        }
        if (type.isAssignableFrom(HashSet.class)) {
            return new HashSet<>();
        }
        if (type.isAssignableFrom(TreeSet.class)) {
            return new TreeSet<>();
        }
        if (type.isAssignableFrom(LinkedList.class)) {
            return new LinkedList<>();
        }
        if (type.isAssignableFrom(ArrayDeque.class)) {
            return new ArrayDeque<>();
        }
        return type.isAssignableFrom(LinkedBlockingQueue.class) ? new LinkedBlockingQueue<>() : null;
    }

    static Object map(Class<?> type) {
        if (type.isAssignableFrom(LinkedHashMap.class)) {
            return new LinkedHashMap<>();
        }
        if (type.isAssignableFrom(TreeMap.class)) {
            return new TreeMap<>();
        }
        if (type.isAssignableFrom(ConcurrentHashMap.class)) {
            return new ConcurrentHashMap<>();
        }
        return type.isAssignableFrom(ConcurrentSkipListMap.class) ? new ConcurrentSkipListMap<>()
                : null;
    }
}
