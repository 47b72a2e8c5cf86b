package io.mqkeep.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Path;

/** Any bytes as a saved document: a session that is the same when it is stored or saved again, or a refusal. */
class SavedDocumentFuzz {
    private static final Path HOME = Path.of("/home/me/sessions");
    private static final SessionFile FILE = new SessionFile("till-7", HOME.resolve("till-7.mqs"));

    @FuzzTest(maxDuration = "10m")
    void any_document_is_a_session_or_a_refusal(byte[] input) throws IOException {
        SavedDocument document;
        try {
            document = SavedDocument.read(new ByteArrayInputStream(input));
        } catch (StoreException.InvalidDocument refused) {
            String sentence = refused.getMessage();
            assertFalse(sentence.chars().anyMatch(c -> c < ' ' || (c >= 0x7f && c < 0xa0)), sentence);
            return;
        }
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        document.write(out);
        assertEquals(document, SavedDocument.read(new ByteArrayInputStream(out.toByteArray())));

        SimulatedDisk disk = new SimulatedDisk();
        Journal.create(disk, FILE, document.session()).close();
        try (Journal journal = Journal.open(disk, FILE)) {
            assertEquals(document.session(), journal.snapshot());
        }
        String name = document.name();
        if (name == null) {
            return;
        }
        SessionFile file;
        try {
            file = new SessionHome(HOME).file(name);
        } catch (StoreException.InvalidSessionName refused) {
            return;
        }
        assertEquals(HOME, file.journal().getParent(), "a name is no way out");
    }
}
