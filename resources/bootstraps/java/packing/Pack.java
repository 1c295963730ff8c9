// SPDX-License-Identifier: GPL-3.0-or-later
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

// Pack JAR FOLDER...: a jar of all files below the folders, whose bytes depend on nothing but names
// and contents. (The JDK's own tool can do that from 17 on only.) Nothing is compressed: unpacking
// would take longer than reading does.
public class Pack {
    public static void main(String[] arguments) throws IOException {
        Map<String, Path> files = new TreeMap<>();
        for (int i = 1; i < arguments.length; ++i) {
            Path folder = Path.of(arguments[i]);
            try (Stream<Path> all = Files.walk(folder)) {
                all.filter(Files::isRegularFile)
                        .forEach(file -> files.put(folder.relativize(file).toString(), file));
            }
        }
        try (OutputStream output = Files.newOutputStream(Path.of(arguments[0]));
                ZipOutputStream zip = new ZipOutputStream(output)) {
            for (Map.Entry<String, Path> file : files.entrySet()) {
                byte[] content = Files.readAllBytes(file.getValue());
                CRC32 sum = new CRC32();
                sum.update(content);
                ZipEntry entry = new ZipEntry(file.getKey());
                entry.setTimeLocal(LocalDateTime.of(2020, 1, 1, 0, 0));
                entry.setMethod(ZipEntry.STORED);
                entry.setSize(content.length);
                entry.setCrc(sum.getValue());
                zip.putNextEntry(entry);
                zip.write(content);
            }
        }
    }
}
