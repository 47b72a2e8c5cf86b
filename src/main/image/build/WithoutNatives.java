import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Enumeration;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;

/**
 * A step of the build: copies rocksdbjni without its native libraries, 58 MB for all platforms. The broker keeps its files
 * with the other persistence that HiveMQ has.
 *
 * <p>Its arguments are the jar and where the smaller one goes.
 */
final class WithoutNatives {
    private WithoutNatives() {}

    public static void main(String[] arguments) throws Exception {
        try (ZipFile from = new ZipFile(arguments[0]);
                ZipOutputStream to = new ZipOutputStream(Files.newOutputStream(Path.of(arguments[1])))) {
            for (Enumeration<? extends ZipEntry> entries = from.entries(); entries.hasMoreElements(); ) {
                ZipEntry entry = entries.nextElement();
                if (!entry.getName().startsWith("librocksdbjni")) {
                    ZipEntry written = new ZipEntry(entry.getName());
                    // Local, so that the time zone of the build is not in the bytes.
                    written.setTimeLocal(entry.getTimeLocal());
                    to.putNextEntry(written);
                    from.getInputStream(entry).transferTo(to);
                    to.closeEntry();
                }
            }
        }
    }
}
