package io.mqkeep.session;

import io.mqkeep.protocol.Binary;
import io.mqkeep.protocol.ConnAck;
import io.mqkeep.protocol.ConnAck.ConnAckProperties;
import io.mqkeep.protocol.Connect;
import io.mqkeep.protocol.Connect.ConnectProperties;
import io.mqkeep.protocol.Message;
import io.mqkeep.protocol.MqttVersion;
import io.mqkeep.protocol.PubAck;
import io.mqkeep.protocol.PubComp;
import io.mqkeep.protocol.PubRec;
import io.mqkeep.protocol.QoS;
import io.mqkeep.protocol.ReasonCode;
import io.mqkeep.protocol.ServerAddress;
import java.util.List;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.infra.Blackhole;

/** What the session machine takes for one message out, from the request to the last acknowledgement. */
@State(Scope.Thread)
public class SessionTurnJmh {
    private static final long NOW = 1_700_000_000_000L;

    private final Session session;

    /** A durable session that is connected. */
    public SessionTurnJmh() {
        session = new Session(
                Snapshot.fresh(new Identity(null, "bench", MqttVersion.V5, 3600, 60, null, null)),
                SessionSettings.DURABLE);
        Connect connect = new Connect(MqttVersion.V5, "bench", false, 60, null, null, null, ConnectProperties.DEFAULT);
        session.connect(connect, new ServerAddress("localhost", 1883), "incarnation", NOW);
        session.received(new ConnAck(false, ReasonCode.SUCCESS, ConnAckProperties.DEFAULT), NOW);
    }

    @Benchmark
    public void session_turns_of_a_message_out_with_QoS_1(Blackhole taken) {
        taken.consume(session.received(new PubAck(publish(QoS.AT_LEAST_ONCE, taken)), NOW));
    }

    @Benchmark
    public void session_turns_of_a_message_out_with_QoS_2(Blackhole taken) {
        int packetId = publish(QoS.EXACTLY_ONCE, taken);
        taken.consume(session.received(new PubRec(packetId), NOW));
        taken.consume(session.received(new PubComp(packetId), NOW));
    }

    private int publish(QoS qos, Blackhole taken) {
        List<Effect> effects = session.publish(Message.of("bench", Binary.wrap(new byte[25]), qos), null, null, NOW);
        taken.consume(effects);
        for (Effect effect : effects) {
            if (effect instanceof Effect.Store(Change.Sent sent)) {
                return sent.packetId();
            }
        }
        throw new IllegalStateException("not sent: " + effects);
    }
}
