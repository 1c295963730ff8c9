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
    // Without a name: it would stand before each class in stack traces.
    FunctionLoader(String task) throws MalformedURLException {
        super(places(task), ClassLoader.getSystemClassLoader());
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
