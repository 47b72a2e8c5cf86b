package io.mqkeep.cli.output;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.mqkeep.protocol.Binary;
import io.mqkeep.protocol.Message;
import io.mqkeep.protocol.MqttVersion;
import io.mqkeep.protocol.QoS;
import io.mqkeep.protocol.ReasonCode;
import io.mqkeep.protocol.ServerAddress;
import io.mqkeep.protocol.Subscription;
import io.mqkeep.session.Change;
import io.mqkeep.session.Identity;
import io.mqkeep.session.PasswordSource;
import io.mqkeep.session.SessionState;
import io.mqkeep.session.Snapshot;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class SessionPageTest {
    private static final long NOW = 1_795_341_600_000L;

    @Test
    void a_page_has_identity_subscriptions_and_every_message_in_the_standards_words() {
        assertEquals("""
            session             till-7
            client identifier   mq1
            server              broker:1883
            MQTT version        5
            state               established
            session expiry      7d asked for, 1h granted
            kept by the server  until 2026-11-22T10:30:00.000Z (30 min left)
            keep alive          1m
            user name           ann
            password            environment variable PW
            last connection     2026-11-22T09:00:00.000Z (1 h ago)
            keys remembered     1

            Subscriptions:
              QOS  GRANTED  FILTER
              2    QoS 1    orders/#
              1    not yet  late/+

            Messages:
              NO.  DIR  QOS  PACKET ID  SIZE  AGE    STATE                     TOPIC
              1    out  1    1          3 B   59 s   awaiting PUBACK           a
              2    out  2    2          3 B   2 min  awaiting PUBREC           b
              3    out  2    3          3 B   2 h    awaiting PUBCOMP          c
              4    out  2    -          3 B   3 d    queued                    d\\x1b[2J
              -    in   2    9          -     0 s    received awaiting PUBREL  -
              5    in   1    -          3 B   1 s    in the inbox              e
            """, String.join("\n", SessionPage.lines("till-7", busy().snapshot(), NOW)) + "\n");
    }

    @Test
    void a_new_session_says_that_the_server_does_not_have_it() {
        Snapshot session = Snapshot.fresh(identity(MqttVersion.V5).withServer(new ServerAddress("::1", 1)));

        List<String> lines = SessionPage.lines("x", session, NOW);

        assertEquals("server              [::1]:1", lines.get(2));
        assertEquals("state               new: the server does not have it yet", lines.get(4));
        assertEquals("kept by the server  not yet", lines.get(6));
        assertEquals("last connection     never", lines.get(10));
        assertEquals("No message is held.", lines.getLast());
    }

    @Test
    void a_session_of_3_1_1_says_that_nobody_knows_how_long_it_is_kept() {
        List<String> lines = SessionPage.lines("x", Snapshot.fresh(identity(MqttVersion.V3_1_1)), NOW);

        assertEquals("kept by the server  nobody knows how long (MQTT 3.1.1 has no way to say)", lines.get(6));
    }

    @Test
    void json_has_moments_and_no_ages() throws IOException {
        assertEquals("""
            {"session":"till-7","clientId":"mq1","host":"broker","port":1883,"mqttVersion":"5","keepAlive":60,\
            "userName":"ann","passwordVariable":"PW","state":"established","handedOver":false,\
            "sessionExpiryInterval":604800,"grantedSessionExpiryInterval":3600,\
            "connectedAt":"2026-11-22T09:00:00.000Z","closedAt":"2026-11-22T09:30:00.000Z",\
            "serverKeepsUntil":"2026-11-22T10:30:00.000Z",\
            "subscriptions":[{"filter":"orders/#","qos":2,"granted":1,"ending":false},\
            {"filter":"late/+","qos":1,"ending":false}],"messages":[\
            {"direction":"out","state":"awaiting PUBACK","packetId":1,"number":1,"qos":1,"topic":"a",\
            "retain":false,"size":3,"at":"2026-11-22T09:59:01.000Z"},\
            {"direction":"out","state":"awaiting PUBREC","packetId":2,"number":2,"qos":2,"topic":"b",\
            "retain":false,"size":3,"at":"2026-11-22T09:58:00.000Z"},\
            {"direction":"out","state":"awaiting PUBCOMP","packetId":3,"number":3,"qos":2,"topic":"c",\
            "retain":false,"size":3,"at":"2026-11-22T08:00:00.000Z"},\
            {"direction":"out","state":"queued","number":4,"qos":2,"topic":"d\\u001B[2J",\
            "retain":false,"size":3,"at":"2026-11-19T10:00:00.000Z"},\
            {"direction":"in","state":"received awaiting PUBREL","packetId":9,"qos":2,\
            "at":"2026-11-22T10:00:00.000Z"},\
            {"direction":"in","state":"in the inbox","number":5,"qos":1,"topic":"e",\
            "retain":false,"size":3,"at":"2026-11-22T09:59:59.000Z"}],"keys":1}
            """, json(busy().snapshot()));
    }

    private static String json(Snapshot session) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        new SessionJson().show("till-7", session, out);
        return out.toString(StandardCharsets.UTF_8);
    }

    private static SessionState busy() {
        SessionState state = new SessionState(Snapshot.fresh(identity(MqttVersion.V5)));
        state.apply(new Change.Connecting("i", true, 604_800, NOW - 3_600_000));
        state.apply(new Change.Established(false, 3_600L, NOW - 3_600_000));
        state.apply(new Change.Closed(NOW - 1_800_000));
        state.apply(new Change.Subscribing(Subscription.of("orders/#", QoS.EXACTLY_ONCE)));
        state.apply(new Change.Subscribed("orders/#", ReasonCode.GRANTED_QOS_1));
        state.apply(new Change.Subscribing(Subscription.of("late/+", QoS.AT_LEAST_ONCE)));
        state.apply(new Change.Sent(1, 1, message("a", QoS.AT_LEAST_ONCE), NOW - 59_000));
        state.apply(new Change.Sent(2, 2, message("b", QoS.EXACTLY_ONCE), NOW - 120_000));
        state.apply(new Change.Sent(3, 3, message("c", QoS.EXACTLY_ONCE), NOW - 7_200_000));
        state.apply(new Change.Released(3));
        state.apply(new Change.Queued(4, message("d\u001b[2J", QoS.EXACTLY_ONCE), NOW - 3 * 86_400_000L));
        state.apply(new Change.Key("job-7", 4));
        state.apply(new Change.Received(9, NOW));
        state.apply(new Change.Inboxed(5, message("e", QoS.AT_LEAST_ONCE), false, NOW - 1_000));
        return state;
    }

    private static Message message(String topic, QoS qos) {
        return Message.of(topic, Binary.ofText("xyz"), qos);
    }

    private static Identity identity(MqttVersion version) {
        return new Identity(
                new ServerAddress("broker", 1883),
                "mq1",
                version,
                604_800,
                60,
                "ann",
                new PasswordSource.InVariable("PW"));
    }
}
