package io.mqkeep.transport;

import io.netty.channel.Channel;
import io.netty.handler.proxy.HttpProxyHandler;
import io.netty.handler.proxy.HttpProxyHandler.HttpProxyConnectException;
import io.netty.handler.proxy.ProxyConnectException;
import io.netty.handler.proxy.ProxyHandler;
import io.netty.handler.proxy.Socks5ProxyHandler;
import io.netty.util.concurrent.Future;
import java.net.InetSocketAddress;
import java.nio.channels.ClosedChannelException;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The way through a proxy on one connection. */
final class ProxyLayer implements Layer {
    private final ProxyServer proxy;
    private final ProxyHandler handler;

    private ProxyLayer(ProxyServer proxy, ProxyHandler handler) {
        this.proxy = proxy;
        this.handler = handler;
    }

    static ProxyLayer add(Channel channel, ProxyServer proxy, InetSocketAddress address) {
        String user = proxy.user();
        String password = proxy.password() == null ? "" : proxy.password();
        ProxyHandler handler;
        if (proxy.scheme().equals("http")) {
            handler = user == null ? new HttpProxyHandler(address) : new HttpProxyHandler(address, user, password);
        } else {
            handler = user == null ? new Socks5ProxyHandler(address) : new Socks5ProxyHandler(address, user, password);
        }
        // The opening has its own.
        handler.setConnectTimeoutMillis(0);
        channel.pipeline().addLast(handler);
        return new ProxyLayer(proxy, handler);
    }

    @Override
    public Future<?> opened() {
        return handler.connectFuture();
    }

    @Override
    public String waitingFor() {
        return "the proxy " + proxy;
    }

    @Override
    public @Nullable Closing closing(Throwable failure) {
        if (failure instanceof ProxyConnectException || failure instanceof ClosedChannelException) {
            return new Closing(Closing.Kind.REFUSED, "the proxy " + proxy + " " + reason(failure));
        }
        return null;
    }

    private String reason(Throwable failure) {
        String message = String.valueOf(failure.getMessage());
        String lower = message.toLowerCase(Locale.ROOT);
        if (failure instanceof HttpProxyConnectException) {
            int status = message.lastIndexOf("status: ");
            String said = status < 0 ? "" : Quoted.escaped(message.substring(status + "status: ".length()));
            return said.startsWith("407")
                    ? wantsPassword()
                    : "did not let us through" + (said.isEmpty() ? "" : ": " + said);
        }
        if (lower.contains("authstatus") || lower.contains("unexpected authmethod")) {
            return wantsPassword();
        }
        int status = message.lastIndexOf("status: ");
        if (status >= 0) {
            return "could not reach the server: "
                    + Quoted.escaped(message.substring(status + "status: ".length()))
                            .toLowerCase(Locale.ROOT)
                            .replace('_', ' ');
        }
        return "ended the connection; is it a " + (proxy.scheme().equals("http") ? "HTTP" : "SOCKS5") + " proxy?";
    }

    private String wantsPassword() {
        return proxy.user() == null
                ? "wants a user name and a password: --proxy " + proxy.scheme() + "://USER:PASSWORD@" + proxy.host()
                        + ":" + proxy.port() + ", or --proxy-password-file"
                : "does not accept this user name and password";
    }
}
