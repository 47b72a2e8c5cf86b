package io.mqkeep.transport;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.mqkeep.protocol.ConnAck;
import io.mqkeep.protocol.Disconnect;
import io.mqkeep.protocol.MqttVersion;
import io.mqkeep.protocol.PacketType;
import io.mqkeep.protocol.PingReq;
import io.mqkeep.protocol.PingResp;
import io.mqkeep.testing.ScriptedBroker;
import io.mqkeep.transport.Closing.Kind;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class NettyTransportTest {
    private final NettyTransport transport = new NettyTransport();

    @AfterEach
    void close() {
        transport.close();
    }

    @ParameterizedTest
    @EnumSource
    void a_connection_carries_packets_both_ways(MqttVersion version) {
        try (ScriptedBroker broker = ScriptedBroker.playing(peer -> {
            peer.accept();
            peer.expect(PacketType.PINGREQ);
            peer.send(peer.packets().pingResp());
            peer.expect(PacketType.DISCONNECT);
            peer.expectEnd();
        })) {
            Recorder recorder = Recorder.connecting(transport, broker.address(), version);
            assertEquals(ConnAck.class, recorder.awaitPacket().getClass());
            recorder.write(new PingReq());
            assertEquals(new PingResp(), recorder.awaitPacket());
            recorder.write(Disconnect.normal());
            recorder.onLoop(Connection::close);
            assertEquals(Kind.CLOSED_BY_US, recorder.awaitClosed().kind());
            broker.await();
        }
    }
}
