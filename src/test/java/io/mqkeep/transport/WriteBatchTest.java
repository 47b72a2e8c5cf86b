package io.mqkeep.transport;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelFuture;
import io.netty.channel.embedded.EmbeddedChannel;
import java.nio.channels.ClosedChannelException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class WriteBatchTest {
    private static final int SMALL = 4 * 1024;

    private final EmbeddedChannel channel = new EmbeddedChannel(new WriteBatch());
    private final List<ByteBuf> written = new ArrayList<>();

    @AfterEach
    void nothing_leaks() {
        channel.finishAndReleaseAll();
        for (ByteBuf buffer : written) {
            assertEquals(0, buffer.refCnt());
        }
    }

    @Test
    void small_packets_of_a_turn_leave_as_one_buffer_in_their_order() {
        write("one ");
        write("two ");
        write("three");
        assertNull(channel.readOutbound(), "before the flush");
        channel.flush();
        assertEquals("one two three", next());
        assertNull(channel.readOutbound());
    }

    @Test
    void the_only_packet_of_a_turn_is_not_copied() {
        ByteBuf packet = buffer("alone");
        channel.write(packet);
        channel.flush();
        Object left = channel.readOutbound();
        assertSame(packet, left);
        packet.release();
    }

    @Test
    void the_next_turn_is_another_buffer() {
        write("one");
        channel.flush();
        write("two");
        channel.flush();
        assertEquals("one", next());
        assertEquals("two", next());
    }

    @Test
    void a_large_packet_goes_by_itself_between_those_around_it() {
        String large = "x".repeat(SMALL + 1);
        write("before");
        write(large);
        write("after ");
        write("it");
        channel.flush();
        assertEquals("before", next());
        assertEquals(large, next());
        assertEquals("after it", next());
    }

    @Test
    void what_is_full_is_handed_on_before_the_turn_ends() {
        String packet = "y".repeat(SMALL);
        for (int i = 0; i < 17; i++) {
            write(packet);
        }
        channel.flush();
        assertEquals(packet.repeat(16), next());
        assertEquals(packet, next());
    }

    @Test
    void whoever_flushes_after_a_write_hears_of_it() {
        write("one");
        ChannelFuture last = channel.write(buffer("two"));
        assertFalse(last.isDone());
        channel.flush();
        assertTrue(last.isSuccess());
        assertEquals("onetwo", next());
    }

    @Test
    void what_is_no_buffer_goes_as_it_is_and_not_before_what_was_written_earlier() {
        write("one");
        channel.write("a request");
        channel.flush();
        assertEquals("one", next());
        Object request = channel.readOutbound();
        assertEquals("a request", request);
    }

    @Test
    void a_close_drops_what_was_not_flushed_and_says_so() {
        write("one");
        ChannelFuture lost = channel.write(buffer("two"));
        channel.close();
        assertInstanceOf(ClosedChannelException.class, lost.cause());
        assertNull(channel.readOutbound());
    }

    @Test
    void taken_out_of_the_pipeline_it_keeps_nothing() {
        ChannelFuture lost = channel.write(buffer("one"));
        channel.pipeline().remove(WriteBatch.class);
        assertInstanceOf(ClosedChannelException.class, lost.cause());
    }

    private void write(String packet) {
        channel.write(buffer(packet));
    }

    private ByteBuf buffer(String text) {
        ByteBuf buffer = Unpooled.copiedBuffer(text, StandardCharsets.UTF_8);
        written.add(buffer);
        return buffer;
    }

    private String next() {
        @Nullable ByteBuf buffer = channel.readOutbound();
        assertNotNull(buffer);
        try {
            return buffer.toString(StandardCharsets.UTF_8);
        } finally {
            buffer.release();
        }
    }
}
