package io.mqkeep.cli.manual;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import io.mqkeep.cli.manual.ManualPage.Block;
import io.mqkeep.cli.manual.ManualPage.Section;
import io.mqkeep.store.SavedDocument;
import java.io.IOException;
import java.io.InputStream;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.List;

/** {@code mqkeep-session(5)}: prose, and the schema of the document, whose fields are explained first. */
final class SessionFilePage {
    private static final String SCHEMA = "session-document.schema.json";

    private SessionFilePage() {}

    static ManualPage page() throws IOException {
        List<Section> sections = new ArrayList<>(Prose.read("session-file"));
        List<Block> fields = new ArrayList<>();
        StringWriter bare = new StringWriter();
        readSchema(fields, bare);
        sections.add(new Section("Fields of the document", fields));
        sections.add(new Section(
                "Schema of the document",
                List.of(
                        new Block.Paragraph("JSON Schema, draft 2020-12, without the explanations above."),
                        new Block.Lines(bare.toString().lines().toList()))));
        sections.add(new Section(
                "See also",
                List.of(new Block.Paragraph("`mqkeep`(1), `mqkeep-save-session`(1), `mqkeep-restore-session`(1),"
                        + " `mqkeep-session-verify`(1), `mqkeep-session-repair`(1)"))));
        return new ManualPage(
                "mqkeep-session",
                5,
                "mqkeep-session",
                "the files of a session, and the document that carries one",
                List.of(),
                sections);
    }

    private static void readSchema(List<Block> fields, StringWriter bare) throws IOException {
        DefaultIndenter indenter = new DefaultIndenter("  ", "\n");
        DefaultPrettyPrinter printer =
                new DefaultPrettyPrinter().withObjectIndenter(indenter).withArrayIndenter(indenter);
        JsonFactory factory = new JsonFactory();
        try (InputStream in = SavedDocument.class.getResourceAsStream(SCHEMA);
                JsonParser parser = factory.createParser(in);
                JsonGenerator generator = factory.createGenerator(bare)) {
            generator.setPrettyPrinter(printer);
            for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
                String field = parser.currentName();
                if (token == JsonToken.FIELD_NAME && "description".equals(field)) {
                    if (parser.nextToken() == JsonToken.VALUE_STRING) {
                        explain(parser, fields);
                        continue;
                    }
                    generator.writeFieldName("description");
                }
                generator.copyCurrentEvent(parser);
            }
        }
    }

    private static void explain(JsonParser parser, List<Block> fields) throws IOException {
        List<String> path = new ArrayList<>();
        for (var place = parser.getParsingContext().getParent(); place != null; place = place.getParent()) {
            String name = place.getCurrentName();
            if (name != null && !name.equals("properties") && !name.equals("$defs")) {
                path.addFirst(name);
            }
        }
        if (!path.isEmpty()) {
            fields.add(new Block.Entry(String.join(".", path), parser.getText()));
        }
    }
}
