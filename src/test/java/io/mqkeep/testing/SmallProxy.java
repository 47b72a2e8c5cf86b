package io.mqkeep.testing;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/**
 * A proxy: SOCKS5 (RFC 1928, with RFC 1929) and HTTP CONNECT. Whatever it is asked for, it leads to one server on
 * loopback, so that names need not exist. What it was asked for is heard as {@code host:port} and, with credentials,
 * {@code user:password@host:port}.
 */
public final class SmallProxy extends Doorway {
    private final int server;
    private final @Nullable String credentials;

    private SmallProxy(int server, @Nullable String credentials) {
        this.server = server;
        this.credentials = credentials;
    }

    /** Starts one that takes everybody. */
    public static SmallProxy to(int server) {
        return new SmallProxy(server, null);
    }

    /** Starts one that takes only those with {@code user:password}. */
    public static SmallProxy to(int server, String credentials) {
        return new SmallProxy(server, credentials);
    }

    @Override
    void serve(Socket client, InputStream in, OutputStream out) throws IOException {
        int first = in.read();
        if (first == 5) {
            socks(in, out);
        } else if (first == 'C') {
            http(in, out);
        }
    }

    private void socks(InputStream in, OutputStream out) throws IOException {
        byte[] methods = in.readNBytes(in.read());
        int method = credentials == null ? 0 : 2;
        boolean offered = false;
        for (byte one : methods) {
            offered |= one == method;
        }
        out.write(new byte[] {5, (byte) (offered ? method : 0xFF)});
        String who = "";
        if (!offered) {
            return;
        }
        if (method == 2) {
            in.read();
            String given = text(in) + ":" + text(in);
            boolean right = given.equals(credentials);
            out.write(new byte[] {1, (byte) (right ? 0 : 1)});
            if (!right) {
                return;
            }
            who = given + "@";
        }
        in.readNBytes(3);
        int type = in.read();
        String host = switch (type) {
            case 3 -> text(in);
            case 1 -> InetAddress.getByAddress(in.readNBytes(4)).getHostAddress();
            default -> InetAddress.getByAddress(in.readNBytes(16)).getHostAddress();
        };
        int port = in.read() << 8 | in.read();
        hear(who + host + ":" + port);
        if (host.equals("nowhere.example")) {
            out.write(new byte[] {5, 4, 0, 1, 0, 0, 0, 0, 0, 0});
            return;
        }
        out.write(new byte[] {5, 0, 0, 1, 0, 0, 0, 0, 0, 0});
        carry(in, out, server(server));
    }

    private static String text(InputStream in) throws IOException {
        return new String(in.readNBytes(in.read()), StandardCharsets.UTF_8);
    }

    private void http(InputStream in, OutputStream out) throws IOException {
        String request = "C" + head(in);
        String host = request.split(" ", -1)[1];
        String who = "";
        for (String line : request.lines().toList()) {
            if (line.toLowerCase(java.util.Locale.ROOT).startsWith("proxy-authorization: basic ")) {
                who = new String(Base64.getDecoder().decode(line.substring(27).strip()), StandardCharsets.UTF_8);
            }
        }
        if (credentials != null && !who.equals(credentials)) {
            say(out, "HTTP/1.1 407 Proxy Authentication Required\r\nContent-Length: 0\r\n\r\n");
            return;
        }
        hear((who.isEmpty() ? "" : who + "@") + host);
        if (host.startsWith("nowhere.example")) {
            say(out, "HTTP/1.1 502 Bad Gateway\r\nContent-Length: 0\r\n\r\n");
            return;
        }
        say(out, "HTTP/1.1 200 Connection established\r\n\r\n");
        carry(in, out, server(server));
    }

    static void say(OutputStream out, String text) throws IOException {
        out.write(text.getBytes(StandardCharsets.US_ASCII));
        out.flush();
    }

    /** Reads up to the empty line. */
    static String head(InputStream in) throws IOException {
        ByteArrayOutputStream head = new ByteArrayOutputStream();
        while (!head.toString(StandardCharsets.US_ASCII).endsWith("\r\n\r\n")) {
            int octet = in.read();
            if (octet < 0) {
                throw new IOException("no whole request: " + head.toString(StandardCharsets.US_ASCII));
            }
            head.write(octet);
        }
        return head.toString(StandardCharsets.US_ASCII);
    }
}
