package io.mqkeep.transport;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOutboundHandler;
import io.netty.channel.ChannelPromise;
import java.net.SocketAddress;
import java.nio.channels.ClosedChannelException;
import org.jspecify.annotations.Nullable;

/**
 * Puts the small packets of a turn into one buffer: the socket, or TLS, is then given a few large ones, where a thousand
 * of thirty bytes each would cost more than their making.
 *
 * <p>Of what is put together only the last promise is kept. Whoever wants to know of a write flushes right after it.
 */
final class WriteBatch implements ChannelOutboundHandler {
    private static final int SMALL = 4 * 1024;
    private static final int FIRST = 8 * 1024;
    private static final int FULL = 64 * 1024;

    private @Nullable ByteBuf batch;
    private @Nullable ChannelPromise promised;
    /** Whether the batch is a buffer of ours, which has room, and not the first packet itself. */
    private boolean own;

    @Override
    public void write(ChannelHandlerContext ctx, Object message, ChannelPromise promise) {
        if (!(message instanceof ByteBuf bytes)) {
            // What opens a WebSocket is a request, and goes as it is.
            pass(ctx);
            ctx.write(message, promise);
            return;
        }
        ByteBuf gathered = batch;
        boolean large = gathered != null && !own && gathered.readableBytes() > SMALL;
        if (gathered == null || large || bytes.readableBytes() > SMALL) {
            pass(ctx);
            gathered = bytes;
            own = false;
        } else {
            if (!own) {
                ByteBuf first = gathered;
                gathered = ctx.alloc().heapBuffer(Math.max(FIRST, first.readableBytes() + bytes.readableBytes()));
                gathered.writeBytes(first);
                first.release();
                own = true;
            }
            gathered.writeBytes(bytes);
            bytes.release();
        }
        batch = gathered;
        promised = promise;
        if (gathered.readableBytes() >= FULL) {
            pass(ctx);
        }
    }

    @Override
    public void flush(ChannelHandlerContext ctx) {
        pass(ctx);
        ctx.flush();
    }

    private void pass(ChannelHandlerContext ctx) {
        ByteBuf gathered = batch;
        ChannelPromise promise = promised;
        batch = null;
        promised = null;
        if (gathered != null && promise != null) {
            ctx.write(gathered, promise);
        }
    }

    @Override
    public void close(ChannelHandlerContext ctx, ChannelPromise promise) {
        drop();
        ctx.close(promise);
    }

    @Override
    public void handlerRemoved(ChannelHandlerContext ctx) {
        drop();
    }

    private void drop() {
        ByteBuf gathered = batch;
        ChannelPromise promise = promised;
        batch = null;
        promised = null;
        if (gathered != null) {
            gathered.release();
        }
        if (promise != null) {
            promise.tryFailure(new ClosedChannelException());
        }
    }

    // What is the next handler's business

    @Override
    public void handlerAdded(ChannelHandlerContext ctx) {}

    @Override
    // Of the interface it is deprecated; nothing calls it for a handler of this direction alone.
    @SuppressWarnings("deprecation")
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        ctx.fireExceptionCaught(cause);
    }

    @Override
    public void bind(ChannelHandlerContext ctx, SocketAddress local, ChannelPromise promise) {
        ctx.bind(local, promise);
    }

    @Override
    public void connect(ChannelHandlerContext ctx, SocketAddress remote, SocketAddress local, ChannelPromise promise) {
        ctx.connect(remote, local, promise);
    }

    @Override
    public void disconnect(ChannelHandlerContext ctx, ChannelPromise promise) {
        ctx.disconnect(promise);
    }

    @Override
    public void deregister(ChannelHandlerContext ctx, ChannelPromise promise) {
        ctx.deregister(promise);
    }

    @Override
    public void read(ChannelHandlerContext ctx) {
        ctx.read();
    }
}
