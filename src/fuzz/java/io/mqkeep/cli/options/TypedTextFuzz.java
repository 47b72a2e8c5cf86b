package io.mqkeep.cli.options;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.mqkeep.protocol.TopicFilter;
import io.mqkeep.protocol.TopicName;
import io.mqkeep.store.SessionFile;
import io.mqkeep.store.SessionHome;
import io.mqkeep.store.StoreException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/** Any text as a URL, a time, a limit, a topic, a filter or the name of a session: a value or the end of a sentence. */
class TypedTextFuzz {
    private static final Path HOME = Path.of("/home/me/sessions");

    @FuzzTest(maxDuration = "10m")
    void any_text_is_a_value_or_a_refusal(byte[] input) {
        String text = new String(input, StandardCharsets.UTF_8);
        url("mqtt://" + text);
        refusedOr(() -> assertNotNull(DurationSyntax.parse(text)));
        refusedOr(() -> DurationSyntax.parseSeconds(text));
        refusedOr(() -> SessionExpirySyntax.parse(text));
        refusedOr(() -> assertNotNull(InboxLimit.parse(text)));
        topic(text);
        name(text);
    }

    private static void refusedOr(Runnable reading) {
        try {
            reading.run();
        } catch (IllegalArgumentException refused) {
            assertNotNull(refused.getMessage());
        }
    }

    private static void url(String text) {
        refusedOr(() -> {
            ServerUrl url = ServerUrl.parse(text);
            assertFalse(url.host().isEmpty());
            assertTrue(url.portOrDefault() >= 1 && url.portOrDefault() <= 65_535);
            String password = url.password();
            String user = url.user();
            boolean elsewhere = password == null
                    || password.length() < 4
                    || url.host().contains(password)
                    || (user != null && user.contains(password))
                    || "ServerUrl[scheme=mqtts, host=, port=null, user=null, password=hidden]".contains(password);
            assertTrue(elsewhere || !url.toString().contains(password));
        });
    }

    private static void topic(String text) {
        // Publishing to $share/… is allowed, subscribing to it means something else.
        if (TopicName.problem(text) == null && !text.startsWith("$share/")) {
            assertNull(TopicFilter.problem(text), "a topic is a filter for itself");
            assertTrue(TopicFilter.matches(text, text));
            assertEquals(!text.startsWith("$"), TopicFilter.matches("#", text));
        }
    }

    private static void name(String text) {
        SessionFile file;
        try {
            file = new SessionHome(HOME).file(text);
        } catch (StoreException.InvalidSessionName refused) {
            return;
        } catch (java.nio.file.InvalidPathException refused) {
            assertTrue(text.contains("/"));
            return;
        }
        if (!text.contains("/")) {
            assertEquals(HOME, file.journal().getParent(), "a name is no way out");
            assertTrue(file.journal().getFileName().toString().length() <= 200);
        }
    }
}
