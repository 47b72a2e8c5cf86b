import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

/**
 * A step of packaging/build: puts the licences and notices that are in the image's jars into its folder {@code licences}, and
 * a table of which jar is under which licence. Fails when nobody says so of a jar.
 *
 * <p>Its arguments are the image and the bills of materials.
 */
final class CollectLicences {
    private static final Pattern TEXT =
            Pattern.compile("(META-INF/)?([^/]*/)?(LICEN[CS]E|NOTICE|COPYING)[^/]*", Pattern.CASE_INSENSITIVE);

    private CollectLicences() {}

    public static void main(String[] arguments) throws Exception {
        Path image = Path.of(arguments[0]);
        Map<String, String> licences = new TreeMap<>();
        for (String bill : List.of(arguments).subList(1, arguments.length)) {
            read(Path.of(bill), licences);
        }
        List<String> table = new ArrayList<>();
        List<String> unknown = new ArrayList<>();
        for (Path jar : jars(image)) {
            String name = jar.getFileName().toString().replaceFirst("\\.jar$", "");
            if (name.equals("mqkeep")) {
                continue;
            }
            int texts = copyTexts(jar, image.resolve("licences").resolve(name));
            String licence = licence(name, licences);
            if (licence == null && texts == 0) {
                unknown.add(name);
            }
            table.add("%-60s %s".formatted(image.relativize(jar), licence == null ? "see " + name + "/" : licence));
        }
        if (!unknown.isEmpty()) {
            throw new IllegalStateException("nobody says which licence these are under: " + unknown);
        }
        table.addFirst("Which jar is under which licence, as its publisher says. Texts and notices are in the folders.\n");
        Files.writeString(
                Files.createDirectories(image.resolve("licences")).resolve("README"), String.join("\n", table) + "\n");
    }

    /** The broker's rocksdbjni goes without its version, because the build has taken natives out of it. */
    private static String licence(String jar, Map<String, String> licences) {
        if (licences.containsKey(jar)) {
            return licences.get(jar);
        }
        for (Map.Entry<String, String> entry : licences.entrySet()) {
            if (entry.getKey().startsWith(jar + "-")) {
                return entry.getValue();
            }
        }
        return null;
    }

    private static void read(Path bill, Map<String, String> licences) throws Exception {
        NodeList components = DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(bill.toFile())
                .getElementsByTagName("component");
        for (int i = 0; i < components.getLength(); i++) {
            Element component = (Element) components.item(i);
            List<String> names = new ArrayList<>();
            NodeList found = component.getElementsByTagName("license");
            for (int j = 0; j < found.getLength(); j++) {
                Element licence = (Element) found.item(j);
                String id = text(licence, "id");
                names.add(id == null ? text(licence, "name") : id);
            }
            String expression = text(component, "expression");
            if (expression != null) {
                names.add(expression);
            }
            if (!names.isEmpty()) {
                licences.put(text(component, "name") + "-" + text(component, "version"), String.join(" or ", names));
            }
        }
    }

    private static String text(Element element, String tag) {
        NodeList found = element.getElementsByTagName(tag);
        return found.getLength() == 0 ? null : found.item(0).getTextContent().strip();
    }

    private static int copyTexts(Path file, Path folder) throws IOException {
        int texts = 0;
        try (JarFile jar = new JarFile(file.toFile())) {
            for (JarEntry entry : Collections.list(jar.entries())) {
                if (!entry.isDirectory() && TEXT.matcher(entry.getName()).matches()) {
                    Files.createDirectories(folder);
                    String name = entry.getName().replaceFirst("^META-INF/", "").replace('/', '-');
                    try (InputStream in = jar.getInputStream(entry)) {
                        Files.writeString(
                                folder.resolve(name), new String(in.readAllBytes(), StandardCharsets.UTF_8));
                    }
                    texts++;
                }
            }
        }
        return texts;
    }

    private static List<Path> jars(Path image) throws IOException {
        try (Stream<Path> files = Files.walk(image.resolve("lib"))) {
            return files.filter(file -> file.toString().endsWith(".jar")).sorted().toList();
        }
    }
}
