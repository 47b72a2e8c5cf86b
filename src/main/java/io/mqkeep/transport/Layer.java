package io.mqkeep.transport;

import io.netty.channel.ChannelFuture;
import io.netty.util.concurrent.Future;
import org.jspecify.annotations.Nullable;

/** One of the things between the socket and MQTT on one connection: a proxy, TLS, WebSocket. */
interface Layer {
    /** Done when the way leads through it; fails when it doesn't. */
    Future<?> opened();

    /** Returns what one waits for until then, such as {@code the TLS handshake}. */
    String waitingFor();

    /** Returns why it did not open, or has ended; null when the failure is none of this layer. */
    @Nullable
    Closing closing(Throwable failure);

    /** Returns what to think of a server that closes the connection without a word, or an empty text. */
    default String hint() {
        return "";
    }

    /** Says goodbye to its other end, if it has a word for it; done when that is sent. */
    default @Nullable ChannelFuture leave() {
        return null;
    }
}
