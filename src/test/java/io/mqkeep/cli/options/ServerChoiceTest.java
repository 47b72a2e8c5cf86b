package io.mqkeep.cli.options;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.mqkeep.protocol.ServerAddress;
import java.util.List;
import org.junit.jupiter.api.Test;

class ServerChoiceTest {
    private final ServerAddress remembered = new ServerAddress("broker", 1884);

    @Test
    void nothing_typed_means_what_is_remembered_or_localhost() {
        assertEquals(
                new ServerAddress("localhost", 1883),
                ServerChoice.NONE.over(List.of(), 1883).getFirst());
        assertEquals(
                remembered, ServerChoice.NONE.over(List.of(remembered), 1883).getFirst());
    }

    @Test
    void the_remembered_host_keeps_its_port() {
        assertEquals(
                remembered,
                new ServerChoice("broker", null).over(List.of(remembered), 1883).getFirst());
    }

    @Test
    void another_host_has_the_default_port() {
        assertEquals(
                new ServerAddress("other", 1883),
                new ServerChoice("other", null).over(List.of(remembered), 1883).getFirst());
    }

    @Test
    void a_port_alone_is_a_port_of_the_remembered_host() {
        assertEquals(
                new ServerAddress("broker", 99),
                new ServerChoice(null, 99).over(List.of(remembered), 1883).getFirst());
        assertEquals(
                new ServerAddress("localhost", 99),
                new ServerChoice(null, 99).over(List.of(), 1883).getFirst());
    }
}
