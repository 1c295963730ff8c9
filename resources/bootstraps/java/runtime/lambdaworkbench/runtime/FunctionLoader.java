// SPDX-License-Identifier: GPL-3.0-or-later
package lambdaworkbench.runtime;

import java.io.File;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.security.CodeSource;
import java.security.PermissionCollection;
import java.security.Permissions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

// The function's classes: the code folder, the jars in its lib, the jars of layers. What the runtime
// has itself (com.amazonaws.services.lambda.runtime) comes from the runtime, as on Lambda.
final class FunctionLoader extends URLClassLoader {
    private LoadTimes times;

    // Without a name: it would stand before each class in stack traces.
    FunctionLoader(String task) throws MalformedURLException {
        super(places(task), ClassLoader.getSystemClassLoader());
    }

    // Null: nobody asked.
    void measure(LoadTimes asked) {
        times = asked;
    }

    @Override
    protected Class<?> findClass(String name) throws ClassNotFoundException {
        LoadTimes asked = times;
        return asked == null ? super.findClass(name) : asked.measure(name, new Finder());
    }

    private final class Finder implements LoadTimes.Finder {
        @Override
        public Class<?> find(String name) throws ClassNotFoundException {
            return FunctionLoader.super.findClass(name);
        }
    }

    // What URLClassLoader would grant is read from files and checked by nobody any more; it would cost
    // a twentieth of each cold start.
    @Override
    protected PermissionCollection getPermissions(CodeSource source) {
        return new Permissions();
    }

    private static URL[] places(String task) throws MalformedURLException {
        List<URL> places = new ArrayList<>();
        places.add(new URL("file", null, -1, task + "/"));
        addJars(places, task + "/lib");
        addJars(places, "/opt/java/lib");
        return places.toArray(new URL[0]);
    }

    private static void addJars(List<URL> places, String folder) throws MalformedURLException {
        String[] names = new File(folder).list();
        if (names == null) {
            return;
        }
        Arrays.sort(names);
        for (String name : names) {
            if (name.endsWith(".jar")) {
                places.add(new File(folder, name).toURI().toURL());
            }
        }
    }
}
