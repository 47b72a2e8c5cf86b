package io.mqkeep.cli.options;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.mqkeep.protocol.Route;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ServerUrlTest {

    @Test
    void host_and_port_are_enough() {
        assertEquals(new ServerUrl("mqtt", "broker", 1884, null, null, null), ServerUrl.parse("mqtt://broker:1884"));
        assertEquals(new ServerUrl("mqtt", "broker", null, null, null, null), ServerUrl.parse("MQTT://broker"));
        assertEquals(new ServerUrl("mqtt", "broker", null, null, null, null), ServerUrl.parse("mqtt://broker/"));
    }

    @Test
    void user_name_and_password_are_percent_decoded_as_utf_8() {
        assertEquals(
                new ServerUrl("mqtt", "h", null, "a@b:c", "p/ü%", null),
                ServerUrl.parse("mqtt://a%40b%3Ac:p%2F%C3%BC%25@h"));
        assertEquals(new ServerUrl("mqtt", "h", 1, "u", "", null), ServerUrl.parse("mqtt://u:@h:1"));
        assertEquals(new ServerUrl("mqtt", "h", 1, "u", "a@b:c", null), ServerUrl.parse("mqtt://u:a@b:c@h:1"));
    }

    @Test
    void an_ipv6_address_has_brackets_outside_only() {
        assertEquals(new ServerUrl("mqtt", "::1", 1884, null, null, null), ServerUrl.parse("mqtt://[::1]:1884"));
        assertEquals(
                new ServerUrl("mqtt", "fe80::1%eth0", null, "u", null, null),
                ServerUrl.parse("mqtt://u@[fe80::1%eth0]"));
    }

    @Test
    void the_scheme_says_the_way_and_a_web_socket_may_have_a_path() {
        assertEquals(8883, ServerUrl.parse("mqtts://h").portOrDefault());
        assertEquals(80, ServerUrl.parse("ws://h").portOrDefault());
        assertEquals(443, ServerUrl.parse("wss://h/mqtt").portOrDefault());
        assertEquals(9001, ServerUrl.parse("WS://[::1]:9001/a?b=c").portOrDefault());
        assertEquals(new ServerUrl("wss", "h", null, "u", "p", "/a/b?c=d"), ServerUrl.parse("wss://u:p@h/a/b?c=d"));
        assertEquals(true, ServerUrl.parse("wss://h").addTo(Route.DIRECT).tls());
        assertEquals(true, ServerUrl.parse("wss://h").addTo(Route.DIRECT).webSocket());
        assertEquals(false, ServerUrl.parse("mqtts://h").addTo(Route.DIRECT).webSocket());
    }

    @ParameterizedTest
    @CsvSource({
        "broker,does not start with mqtt://",
        "http://broker,does not start with mqtt://",
        "mqtts://h/topic,goes on after the server",
        "ws://h/a#b,goes on after the server",
        "mqtt://,has no host",
        "mqtt://:1883,has no host",
        "mqtt://u:p@,has no host",
        "mqtt://h:,is not a port",
        "mqtt://h:0,is not a port",
        "mqtt://h:65536,is not a port",
        "mqtt://h:1x,is not a port",
        "mqtt://h/topic,goes on after the server",
        "mqtt://h?x,goes on after the server",
        "mqtt://::1,without brackets",
        "mqtt://[::1,without a ]",
        "mqtt://[::1]1883,goes on after the ]",
        "mqtt://a%4@h,two hexadecimal digits",
        "mqtt://a%zz@h,two hexadecimal digits",
        "mqtt://a%ff@h,not UTF-8",
    })
    void what_is_no_url_is_refused_with_the_reason(String url, String reason) {
        String message = Objects.requireNonNull(assertThrows(IllegalArgumentException.class, () -> ServerUrl.parse(url))
                .getMessage());
        assertEquals(true, message.contains(reason), message);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "mqtt://u:hush@h/x",
                "mqtt://u:hush%@h",
                "x://u:hush@h",
                "mqtt://u:hush@h:99999",
                "mqtt://u:hush@"
            })
    void no_refusal_names_the_password(String url) {
        String message = Objects.requireNonNull(assertThrows(IllegalArgumentException.class, () -> ServerUrl.parse(url))
                .getMessage());
        assertFalse(message.contains("hush"), message);
    }

    @Test
    void the_password_is_never_shown() {
        assertFalse(ServerUrl.parse("mqtt://u:hush@h").toString().contains("hush"));
    }
}
