package io.mqkeep.cli.publish;

import com.fasterxml.jackson.core.JsonGenerator;
import io.mqkeep.cli.output.JsonLine;
import java.io.IOException;
import java.io.OutputStream;

/** Counts what became of messages. The loop counts while the command looks. */
public final class PublishTally {
    private long sent;
    private long accepted;
    private long acknowledged;
    private long refused;

    synchronized void sent() {
        sent++;
    }

    synchronized long allSent() {
        return sent;
    }

    synchronized void accepted(int count) {
        accepted += count;
    }

    synchronized void acknowledged(int count) {
        acknowledged += count;
    }

    /** Returns how many were refused with this one. */
    synchronized long refused() {
        return ++refused;
    }

    synchronized long allAccepted() {
        return accepted;
    }

    synchronized long allAcknowledged() {
        return acknowledged;
    }

    synchronized long allRefused() {
        return refused;
    }

    /** Writes the numbers as JSON. */
    public synchronized void json(OutputStream out) throws IOException {
        JsonLine lines = new JsonLine();
        JsonGenerator json = lines.begin(out);
        json.writeNumberField("accepted", accepted);
        json.writeNumberField("acknowledged", acknowledged);
        json.writeNumberField("refused", refused);
        lines.end(json);
    }
}
