package io.mqkeep.transport;

import io.mqkeep.protocol.ServerAddress;
import io.mqkeep.transport.tls.TlsClient;
import io.mqkeep.transport.tls.TlsSettings;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.handler.ssl.SslHandler;
import io.netty.util.concurrent.Future;
import org.jspecify.annotations.Nullable;

/** TLS on one connection. */
final class TlsLayer implements Layer {
    private final SslHandler handler;
    private final TlsClient client;

    private TlsLayer(SslHandler handler, TlsClient client) {
        this.handler = handler;
        this.client = client;
    }

    static TlsLayer add(Channel channel, TlsSettings settings, ServerAddress server) {
        TlsClient client = settings.client(server.isUnixSocket() ? "localhost" : server.host(), server.port());
        SslHandler handler = new SslHandler(client.engine());
        // The opening has its own.
        handler.setHandshakeTimeoutMillis(0);
        channel.pipeline().addLast(handler);
        return new TlsLayer(handler, client);
    }

    @Override
    public Future<?> opened() {
        return handler.handshakeFuture();
    }

    @Override
    public String waitingFor() {
        return "the TLS handshake";
    }

    @Override
    public @Nullable Closing closing(Throwable failure) {
        String words = client.words(failure);
        if (words == null) {
            return null;
        }
        // What we refuse once we refuse again: there is no sense in another try.
        return new Closing(
                client.isVerdict(failure) ? Closing.Kind.PROTOCOL_VIOLATION : Closing.Kind.CLOSED_BY_SERVER,
                Quoted.withoutControls(words));
    }

    @Override
    public String hint() {
        return client.hint();
    }

    @Override
    public ChannelFuture leave() {
        return handler.closeOutbound();
    }
}
