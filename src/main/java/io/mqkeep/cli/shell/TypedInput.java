package io.mqkeep.cli.shell;

import io.mqkeep.repl.Input;
import io.mqkeep.repl.LineEditor;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.nio.charset.StandardCharsets;

/** Standard input of a command at a prompt: lines that are typed for it, until Ctrl-D. Ctrl-C ends the command. */
final class TypedInput extends InputStream {
    private static final String PROMPT = "input> ";

    private final LineEditor editor;
    private final Runnable interrupt;
    private byte[] line = {};
    private int at;

    /** @param interrupt ends the command that reads, and returns when it has ended */
    TypedInput(LineEditor editor, Runnable interrupt) {
        this.editor = editor;
        this.interrupt = interrupt;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public synchronized int read(byte[] into, int offset, int length) throws IOException {
        if (length == 0) {
            return 0;
        }
        if (at == line.length) {
            switch (editor.readRaw(PROMPT)) {
                case Input.Line(String text) -> {
                    line = (text + "\n").getBytes(StandardCharsets.UTF_8);
                    at = 0;
                }
                case Input.Interrupted _ -> {
                    // Not the end of the input: what was typed so far would be taken for all of it.
                    interrupt.run();
                    throw new InterruptedIOException("interrupted");
                }
                case Input.End _ -> {
                    return -1;
                }
            }
        }
        int count = Math.min(length, line.length - at);
        System.arraycopy(line, at, into, offset, count);
        at += count;
        return count;
    }
}
