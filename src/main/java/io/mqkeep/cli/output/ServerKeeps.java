package io.mqkeep.cli.output;

import io.mqkeep.protocol.MqttVersion;
import io.mqkeep.session.Phase;
import io.mqkeep.session.Snapshot;

/** Says until when a server has to keep a session that is saved or restored. */
public final class ServerKeeps {
    private ServerKeeps() {}

    /**
     * Says it on standard error: a warning when the time is over.
     *
     * @param now milliseconds since the epoch
     */
    public static void note(Snapshot session, long now, Notes notes) {
        if (session.phase() == Phase.NEW) {
            return;
        }
        Long until = session.keptByServerUntil();
        if (session.identity().version() == MqttVersion.V3_1_1) {
            notes.note("how long the server keeps the session nobody knows: MQTT 3.1.1 does not say");
        } else if (until != null && until <= now) {
            notes.warning("the server had to keep the session until " + Times.instant(until)
                    + "; that time is over, and it may have lost it");
        } else if (until != null) {
            notes.note("the server keeps the session until " + Times.instant(until));
        }
    }
}
