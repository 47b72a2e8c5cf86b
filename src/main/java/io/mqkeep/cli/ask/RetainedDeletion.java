package io.mqkeep.cli.ask;

import io.mqkeep.cli.App;
import io.mqkeep.cli.Exit;
import io.mqkeep.cli.connection.Acknowledgements;
import io.mqkeep.cli.connection.Lease;
import io.mqkeep.client.Publication;
import io.mqkeep.client.Reasons;
import io.mqkeep.protocol.Binary;
import io.mqkeep.protocol.Message;
import io.mqkeep.protocol.PublishProperties;
import io.mqkeep.protocol.QoS;
import io.mqkeep.session.Outcome;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Deletes retained messages: an empty one takes their place ([MQTT-3.3.1-6]). */
public final class RetainedDeletion {
    private final App app;
    private final Lease lease;
    private final Duration timeout;

    public RetainedDeletion(App app, Lease lease, Duration timeout) {
        this.app = app;
        this.lease = lease;
        this.timeout = timeout;
    }

    /** Deletes what is retained on these topics, and prints each that is. */
    public Exit delete(List<String> topics) throws Exception {
        QoS maximum = lease.connect().connAck().properties().maximumQoS();
        QoS qos = maximum == QoS.AT_MOST_ONCE ? maximum : QoS.AT_LEAST_ONCE;
        List<Publication> publications = new ArrayList<>();
        for (String topic : topics) {
            Message empty = new Message(topic, Binary.EMPTY, qos, true, PublishProperties.NONE);
            publications.add(
                    app.interruption().interrupting(() -> lease.client().publish(empty, null, null)));
        }
        boolean refused = false;
        Acknowledgements acknowledgements = new Acknowledgements(app, lease.client(), timeout);
        for (int i = 0; i < topics.size(); i++) {
            Outcome outcome = acknowledgements.await(publications.get(i).outcome(), "PUBACK");
            if (outcome instanceof Outcome.Refused why) {
                refused = true;
                app.notes()
                        .error("the server refused to delete '" + topics.get(i) + "': "
                                + Reasons.words(why.reasonCode(), why.reasonString()));
            } else if (outcome instanceof Outcome.NotTaken why) {
                refused = true;
                app.notes()
                        .error("'" + topics.get(i) + "' is not deleted: the message "
                                + why.limit().words());
            } else {
                app.out().println(topics.get(i));
            }
        }
        return refused ? Exit.REFUSED : Exit.DONE;
    }
}
