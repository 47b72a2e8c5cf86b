package io.mqkeep.cli.shell;

import io.mqkeep.repl.Input;
import io.mqkeep.repl.LineEditor;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;

/** Standard input of a command at a prompt: lines that are typed for it, until Ctrl-D. */
final class TypedInput extends InputStream {
    private static final String PROMPT = "input> ";

    private final LineEditor editor;
    private byte[] line = {};
    private int at;

    TypedInput(LineEditor editor) {
        this.editor = editor;
    }

    @Override
    public int read() {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public synchronized int read(byte[] into, int offset, int length) {
        if (length == 0) {
            return 0;
        }
        if (at == line.length) {
            if (!(editor.readRaw(PROMPT) instanceof Input.Line(String text))) {
                return -1;
            }
            line = (text + "\n").getBytes(StandardCharsets.UTF_8);
            at = 0;
        }
        int count = Math.min(length, line.length - at);
        System.arraycopy(line, at, into, offset, count);
        at += count;
        return count;
    }
}
