package io.mqkeep.cli.completion;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** The part of a script that does not depend on the commands, with places for the part that does. */
final class Frame {
    private String text;

    private Frame(String text) {
        this.text = text;
    }

    /** @param shell what the file's name ends in */
    static Frame of(String shell) {
        String name = "frame." + shell;
        try (InputStream in = Frame.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new IllegalStateException("the program has no " + name);
            }
            return new Frame(new String(in.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Fills a place within a line. */
    Frame word(String place, String replacement) {
        text = text.replace("@" + place + "@", replacement);
        return this;
    }

    /** Fills a place that is a line of its own with lines, each of which ends. */
    Frame lines(String place, CharSequence lines) {
        text = text.replace("@" + place + "@\n", lines);
        return this;
    }

    @Override
    public String toString() {
        return text;
    }
}
