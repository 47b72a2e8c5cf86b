import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
import org.w3c.dom.Element;
import org.w3c.dom.Node;

/** A POM of a local Maven repository, as far as it says which licence an artifact is under. */
final class RepositoryPom {
    private RepositoryPom() {}

    /** Returns the licences that a POM or the nearest of its parents names, with "or" between them; empty when none does. */
    static String licence(Path pom, Path repository) throws Exception {
        Path at = pom;
        while (Files.exists(at)) {
            Element project = DocumentBuilderFactory.newInstance()
                    .newDocumentBuilder()
                    .parse(at.toFile())
                    .getDocumentElement();
            List<String> names = new ArrayList<>();
            for (Element licences : children(project, "licenses")) {
                for (Element licence : children(licences, "license")) {
                    names.add(text(licence, "name"));
                }
            }
            if (!names.isEmpty()) {
                return String.join(" or ", names);
            }
            List<Element> parent = children(project, "parent");
            if (parent.isEmpty()) {
                return "";
            }
            String artifact = text(parent.getFirst(), "artifactId");
            String version = text(parent.getFirst(), "version");
            at = repository
                    .resolve(text(parent.getFirst(), "groupId").replace('.', '/'))
                    .resolve(artifact)
                    .resolve(version)
                    .resolve(artifact + "-" + version + ".pom");
        }
        return "";
    }

    /** Returns the repository that a jar lies in: the POM beside it says how deep. */
    static Path repositoryOf(Path jar) throws Exception {
        Path version = jar.toAbsolutePath().getParent();
        String name = jar.getFileName().toString().replaceFirst("\\.jar$", "");
        Element project = DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(version.resolve(name + ".pom").toFile())
                .getDocumentElement();
        List<Element> parent = children(project, "parent");
        String group = text(project, "groupId");
        if (group.isEmpty() && !parent.isEmpty()) {
            group = text(parent.getFirst(), "groupId");
        }
        Path folder = version.getParent().getParent();
        for (int i = 0; i < group.split("\\.", -1).length; i++) {
            folder = folder.getParent();
        }
        return folder;
    }

    private static List<Element> children(Element element, String name) {
        List<Element> found = new ArrayList<>();
        for (Node child = element.getFirstChild(); child != null; child = child.getNextSibling()) {
            if (child instanceof Element candidate && candidate.getTagName().equals(name)) {
                found.add(candidate);
            }
        }
        return found;
    }

    private static String text(Element element, String name) {
        List<Element> found = children(element, name);
        return found.isEmpty() ? "" : found.getFirst().getTextContent().strip();
    }
}
