package io.mqkeep.transport;

import io.mqkeep.protocol.ReasonCode;
import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;
import io.netty.handler.codec.http.websocketx.BinaryWebSocketFrame;
import io.netty.handler.codec.http.websocketx.ContinuationWebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketFrame;

/** Bytes to frames and back; where a frame ends says nothing about packets ([MQTT-6.0.0-2]). */
final class WebSocketFrames extends ChannelDuplexHandler {
    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
        if (message instanceof BinaryWebSocketFrame || message instanceof ContinuationWebSocketFrame) {
            ByteBuf bytes = ((WebSocketFrame) message).content();
            if (bytes.isReadable()) {
                ctx.fireChannelRead(bytes);
            } else {
                bytes.release();
            }
            return;
        }
        io.netty.util.ReferenceCountUtil.release(message);
        // [MQTT-6.0.0-1]
        ctx.fireExceptionCaught(ProtocolViolation.stranger(
                ReasonCode.PROTOCOL_ERROR, "the server sent text in WebSocket, where MQTT is binary"));
    }

    @Override
    public void write(ChannelHandlerContext ctx, Object message, ChannelPromise promise) {
        if (message instanceof ByteBuf bytes && bytes.isReadable()) {
            ctx.write(new BinaryWebSocketFrame(bytes), promise);
        } else {
            ctx.write(message, promise);
        }
    }
}
