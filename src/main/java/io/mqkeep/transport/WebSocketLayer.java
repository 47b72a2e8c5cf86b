package io.mqkeep.transport;

import io.mqkeep.protocol.ServerAddress;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelPromise;
import io.netty.handler.codec.http.DefaultHttpHeaders;
import io.netty.handler.codec.http.HttpClientCodec;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpObjectAggregator;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.websocketx.CloseWebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketClientHandshakeException;
import io.netty.handler.codec.http.websocketx.WebSocketClientProtocolConfig;
import io.netty.handler.codec.http.websocketx.WebSocketClientProtocolHandler;
import io.netty.handler.codec.http.websocketx.WebSocketClientProtocolHandler.ClientHandshakeStateEvent;
import io.netty.handler.codec.http.websocketx.WebSocketCloseStatus;
import io.netty.handler.codec.http.websocketx.WebSocketHandshakeException;
import io.netty.handler.codec.http.websocketx.WebSocketVersion;
import io.netty.util.concurrent.Future;
import java.io.IOException;
import java.net.URI;
import java.nio.channels.ClosedChannelException;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** WebSocket on one connection (6): MQTT in binary frames, under the subprotocol {@code mqtt}. */
final class WebSocketLayer implements Layer {
    private static final String SUBPROTOCOL = "mqtt"; // [MQTT-6.0.0-3]
    private static final int LARGEST_ANSWER = 64 * 1024;
    private static final int LARGEST_FRAME = (int) Handshake.LARGEST_PACKET;

    private final Channel channel;
    private final ChannelPromise opened;
    private final String path;

    private WebSocketLayer(Channel channel, String path) {
        this.channel = channel;
        this.path = path;
        opened = channel.newPromise();
    }

    /**
     * Adds it.
     *
     * @param path with its slash
     * @param headers for the request that begins it
     */
    static WebSocketLayer add(
            Channel channel, ServerAddress server, boolean tls, String path, Map<String, String> headers) {
        WebSocketLayer layer = new WebSocketLayer(channel, path);
        HttpHeaders more = new DefaultHttpHeaders();
        headers.forEach(more::add);
        WebSocketClientProtocolConfig config = WebSocketClientProtocolConfig.newBuilder()
                .webSocketUri(URI.create((tls ? "wss://" : "ws://") + authority(server) + path))
                .version(WebSocketVersion.V13)
                .subprotocol(SUBPROTOCOL)
                .customHeaders(more)
                .maxFramePayloadLength(LARGEST_FRAME)
                .handleCloseFrames(true)
                // The layer says it itself, before the sending direction is shut.
                .sendCloseFrame(null)
                .dropPongFrames(true)
                .handshakeTimeoutMillis(Long.MAX_VALUE / 2)
                .build();
        channel.pipeline()
                .addLast(new HttpClientCodec())
                .addLast(new HttpObjectAggregator(LARGEST_ANSWER))
                .addLast(new WebSocketClientProtocolHandler(config))
                .addLast(new HandshakeEnd(layer.opened))
                .addLast(new WebSocketFrames());
        return layer;
    }

    private static String authority(ServerAddress server) {
        return server.isUnixSocket() ? "localhost" : server.toString();
    }

    @Override
    public Future<?> opened() {
        return opened;
    }

    @Override
    public String waitingFor() {
        return "the WebSocket handshake";
    }

    @Override
    public @Nullable Closing closing(Throwable failure) {
        if (failure instanceof WebSocketClientHandshakeException refused && refused.response() != null) {
            return new Closing(Closing.Kind.CLOSED_BY_SERVER, ofAnswer(refused.response()));
        }
        if (failure instanceof WebSocketHandshakeException) {
            return new Closing(
                    Closing.Kind.CLOSED_BY_SERVER,
                    "the server did not agree to WebSocket with MQTT: " + Words.of(failure));
        }
        if (failure instanceof IOException && !opened.isSuccess()) {
            return new Closing(
                    Closing.Kind.CLOSED_BY_SERVER,
                    "the server closed the connection while WebSocket began; does it speak WebSocket on this port?");
        }
        if (failure instanceof io.netty.handler.codec.CodecException && !opened.isSuccess()) {
            return new Closing(
                    Closing.Kind.CLOSED_BY_SERVER, "the server does not speak WebSocket: " + Words.of(failure));
        }
        if (failure instanceof io.netty.handler.codec.CodecException && !(failure instanceof ProtocolViolation)) {
            return new Closing(
                    Closing.Kind.PROTOCOL_VIOLATION,
                    "the server sent what is not allowed in WebSocket: " + Words.of(failure));
        }
        return null;
    }

    private String ofAnswer(HttpResponse answer) {
        int status = answer.status().code();
        String said = "the server answered " + status + " "
                + Quoted.escaped(answer.status().reasonPhrase()) + " instead of WebSocket";
        return switch (status) {
            case 401, 403 -> said + "; it may want a header (--ws-header 'Authorization: …')";
            case 404 -> said + "; is the path " + Quoted.withoutControls(path) + " right (--ws-path)?";
            case 301, 302, 307, 308 ->
                said + ", and points to "
                        + Quoted.escaped(String.valueOf(answer.headers().get("Location")));
            case 101 ->
                "the server agreed to WebSocket, but not with MQTT: it chose the subprotocol "
                        + Quoted.of(String.valueOf(answer.headers().get("Sec-WebSocket-Protocol")));
            default -> said;
        };
    }

    @Override
    public ChannelFuture leave() {
        return channel.writeAndFlush(new CloseWebSocketFrame(WebSocketCloseStatus.NORMAL_CLOSURE));
    }

    /** Tells when the handshake has come to its end. */
    private static final class HandshakeEnd extends ChannelInboundHandlerAdapter {
        private final ChannelPromise opened;

        HandshakeEnd(ChannelPromise opened) {
            this.opened = opened;
        }

        @Override
        public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
            if (event == ClientHandshakeStateEvent.HANDSHAKE_COMPLETE) {
                opened.trySuccess();
            }
        }

        @Override
        public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
            if (!opened.tryFailure(cause)) {
                ctx.fireExceptionCaught(cause);
            }
        }

        @Override
        public void channelInactive(ChannelHandlerContext ctx) {
            opened.tryFailure(new ClosedChannelException());
            ctx.fireChannelInactive();
        }
    }
}
