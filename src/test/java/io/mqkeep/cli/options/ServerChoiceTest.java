package io.mqkeep.cli.options;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.mqkeep.protocol.ServerAddress;
import org.junit.jupiter.api.Test;

class ServerChoiceTest {
    private final ServerAddress remembered = new ServerAddress("broker", 1884);

    @Test
    void nothing_typed_means_what_is_remembered_or_localhost() {
        assertEquals(new ServerAddress("localhost", 1883), ServerChoice.NONE.over(null));
        assertEquals(remembered, ServerChoice.NONE.over(remembered));
    }

    @Test
    void the_remembered_host_keeps_its_port() {
        assertEquals(remembered, new ServerChoice("broker", null).over(remembered));
    }

    @Test
    void another_host_has_the_default_port() {
        assertEquals(new ServerAddress("other", 1883), new ServerChoice("other", null).over(remembered));
    }

    @Test
    void a_port_alone_is_a_port_of_the_remembered_host() {
        assertEquals(new ServerAddress("broker", 99), new ServerChoice(null, 99).over(remembered));
        assertEquals(new ServerAddress("localhost", 99), new ServerChoice(null, 99).over(null));
    }
}
