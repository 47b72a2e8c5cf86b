package io.mqkeep.session.model;

import io.mqkeep.protocol.MqttVersion;
import io.mqkeep.protocol.QoS;
import io.mqkeep.session.model.ModelServer.PassesOn;
import java.util.List;

/**
 * What happens when nobody dies.
 *
 * @param beginning how much there was before
 * @param outgoing the lines of a file that are published, one after the other, with these QoS
 * @param incoming the messages that somebody publishes to our client
 * @param sink where our client puts them
 * @param window the most PUBLISHes our client has unacknowledged
 * @param batched whether all that can be done at a time shares a turn, or each thing has its own
 * @param slow whether the server takes one packet at a time, so that more are on their way
 */
public record Scenario(
        String name,
        MqttVersion version,
        PassesOn passesOn,
        Beginning beginning,
        List<QoS> outgoing,
        List<QoS> incoming,
        Sink sink,
        int window,
        boolean batched,
        boolean slow) {

    public enum Beginning {
        /** Neither end has a session. */
        FRESH,
        /** The server has one under our client id that is not ours. */
        STRANGERS,
        /** Both ends have one; what comes is subscribed to. */
        ESTABLISHED,
        /** Both ends have one, and a process with a wide window left the first two lines in flight. */
        INTERRUPTED
    }

    public enum Sink {
        INBOX,
        PIPE,
        FILE,
        /** First the inbox, and later an output file that begins with what the inbox holds. */
        INBOX_THEN_FILE
    }

    public static Scenario of(String name, MqttVersion version) {
        return new Scenario(
                name,
                version,
                PassesOn.AT_PUBLISH,
                Beginning.ESTABLISHED,
                List.of(),
                List.of(),
                Sink.INBOX,
                10,
                false,
                false);
    }

    public Scenario publishing(QoS... qos) {
        return new Scenario(name, version, passesOn, beginning, List.of(qos), incoming, sink, window, batched, slow);
    }

    public Scenario receiving(Sink into, QoS... qos) {
        return new Scenario(name, version, passesOn, beginning, outgoing, List.of(qos), into, window, batched, slow);
    }

    public Scenario from(Beginning other) {
        return new Scenario(name, version, passesOn, other, outgoing, incoming, sink, window, batched, slow);
    }

    public Scenario withWindow(int maximum) {
        return new Scenario(name, version, passesOn, beginning, outgoing, incoming, sink, maximum, batched, slow);
    }

    public Scenario with(PassesOn when, boolean inBatches, boolean slowly) {
        return new Scenario(name, version, when, beginning, outgoing, incoming, sink, window, inBatches, slowly);
    }

    @Override
    public String toString() {
        return name + ", MQTT " + version + ", passed on " + passesOn + (batched ? ", batched" : "")
                + (slow ? ", slow" : "");
    }
}
