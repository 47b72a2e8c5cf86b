package io.mqkeep.transport;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;

import io.mqkeep.protocol.Connect;
import io.mqkeep.protocol.Connect.ConnectProperties;
import io.mqkeep.protocol.MqttVersion;
import io.mqkeep.protocol.Packet;
import io.mqkeep.protocol.ServerAddress;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A listener that writes down what it hears, and the means to act on the loop from a test's thread. */
final class Recorder implements ConnectionListener {
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final Transport transport;
    private final BlockingQueue<Object> events = new LinkedBlockingQueue<>();
    private volatile @Nullable Connection connection;

    /** What a listener hears besides packets and the end. */
    enum Event {
        OPENED,
        READ_COMPLETE,
        WRITABLE,
        NOT_WRITABLE,
    }

    private Recorder(Transport transport) {
        this.transport = transport;
    }

    /** Begins to open a connection. */
    static Recorder opening(Transport transport, ServerAddress address, Duration timeout) {
        Recorder recorder = new Recorder(transport);
        transport.open(address, timeout, recorder);
        return recorder;
    }

    /** Opens a connection and writes CONNECT on it. */
    static Recorder connecting(Transport transport, ServerAddress address, Connect connect) {
        Recorder recorder = opening(transport, address, PATIENCE);
        recorder.awaitOpened();
        recorder.write(connect);
        return recorder;
    }

    /** Opens a connection and writes a plain CONNECT on it. */
    static Recorder connecting(Transport transport, ServerAddress address, MqttVersion version) {
        return connecting(transport, address, connect(version));
    }

    static Connect connect(MqttVersion version) {
        return connect(version, ConnectProperties.DEFAULT);
    }

    static Connect connect(MqttVersion version, ConnectProperties properties) {
        return new Connect(version, "me", true, 60, null, null, null, properties);
    }

    /** Writes packets and flushes them, on the loop; what write throws is thrown here. */
    void write(Packet... packets) {
        onLoop(open -> {
            for (Packet packet : packets) {
                open.write(packet);
            }
            open.flush();
        });
    }

    /** Does something with the connection on the loop and waits for it. */
    void onLoop(Consumer<Connection> action) {
        CompletableFuture<@Nullable Void> done = new CompletableFuture<>();
        transport.execute(() -> {
            try {
                action.accept(connection());
                done.complete(null);
            } catch (Throwable thrown) {
                done.completeExceptionally(thrown);
            }
        });
        try {
            done.orTimeout(PATIENCE.toMillis(), TimeUnit.MILLISECONDS).join();
        } catch (CompletionException failed) {
            if (failed.getCause() instanceof RuntimeException cause) {
                throw cause;
            }
            throw failed;
        }
    }

    Connection connection() {
        Connection open = connection;
        if (open == null) {
            throw new AssertionError("the connection is not open");
        }
        return open;
    }

    void awaitOpened() {
        assertEquals(Event.OPENED, next());
    }

    /** Returns the next packet; ends of turns before it are skipped. */
    Packet awaitPacket() {
        return assertInstanceOf(Packet.class, nextButTurnEnds());
    }

    /** Returns why the connection ended, which must be the next thing to happen. */
    Closing awaitClosed() {
        return assertInstanceOf(Closing.class, nextButTurnEnds());
    }

    /** Returns why the connection ended; packets before it are skipped. */
    Closing awaitEnd() {
        Object event = next();
        while (!(event instanceof Closing)) {
            event = next();
        }
        return (Closing) event;
    }

    private Object nextButTurnEnds() {
        Object event = next();
        while (event == Event.READ_COMPLETE) {
            event = next();
        }
        return event;
    }

    /** Returns the next event: an {@link Event}, a packet or a {@link Closing}. */
    Object next() {
        Object event = poll(PATIENCE);
        if (event == null) {
            throw new AssertionError("nothing was heard within " + PATIENCE);
        }
        return event;
    }

    /** Fails when anything is heard within the time. */
    void expectSilence(Duration time) {
        assertNull(poll(time));
    }

    private @Nullable Object poll(Duration time) {
        try {
            return events.poll(time.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted", interrupted);
        }
    }

    @Override
    public void opened(Connection open) {
        connection = open;
        events.add(Event.OPENED);
    }

    @Override
    public void received(Packet packet) {
        events.add(packet);
    }

    @Override
    public void readComplete() {
        events.add(Event.READ_COMPLETE);
    }

    @Override
    public void writabilityChanged(boolean writable) {
        events.add(writable ? Event.WRITABLE : Event.NOT_WRITABLE);
    }

    @Override
    public void closed(Closing closing) {
        events.add(closing);
    }
}
