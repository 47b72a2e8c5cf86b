package io.mqkeep.testing;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.Locale;

/**
 * WebSocket (RFC 6455) before a server on loopback. What it sends comes in frames of a few bytes, with a ping between
 * them, so that no packet is in one frame. The head of each request is heard.
 */
public final class WebSocketDoor extends Doorway {
    private static final String MAGIC = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11";
    private static final int BINARY = 0x82;
    private static final int FIRST_OF_BINARY = 0x02;
    private static final int LAST_OF_MANY = 0x80;
    private static final int CLOSE = 0x88;
    private static final int PING = 0x89;

    private final int server;
    private final String answer;

    private WebSocketDoor(int server, String answer) {
        this.server = server;
        this.answer = answer;
    }

    public static WebSocketDoor to(int server) {
        return new WebSocketDoor(server, "");
    }

    /** Starts one that answers every request with this status line and headers. */
    public static WebSocketDoor refusing(String answer) {
        return new WebSocketDoor(0, answer);
    }

    @Override
    void serve(Socket client, InputStream in, OutputStream out) throws IOException {
        String request = SmallProxy.head(in);
        hear(request);
        if (!answer.isEmpty()) {
            SmallProxy.say(out, "HTTP/1.1 " + answer + "\r\nContent-Length: 0\r\n\r\n");
            return;
        }
        String key = "";
        for (String line : request.lines().toList()) {
            if (line.toLowerCase(Locale.ROOT).startsWith("sec-websocket-key:")) {
                key = line.substring(line.indexOf(':') + 1).strip();
            }
        }
        SmallProxy.say(
                out,
                "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
                        + "Sec-WebSocket-Accept: " + accept(key) + "\r\nSec-WebSocket-Protocol: mqtt\r\n\r\n");
        Socket behind = server(server);
        start(() -> answers(behind, out));
        requests(in, behind.getOutputStream());
        behind.shutdownOutput();
    }

    private static String accept(String key) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-1").digest((key + MAGIC).getBytes(StandardCharsets.US_ASCII));
            return Base64.getEncoder().encodeToString(hash);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Takes frames off what the client sends, until it says that it closes. */
    private void requests(InputStream in, OutputStream behind) throws IOException {
        for (int first = in.read(); first >= 0; first = in.read()) {
            int length = in.read() & 0x7F;
            if (length == 126) {
                length = in.read() << 8 | in.read();
            } else if (length == 127) {
                in.readNBytes(4);
                length = in.read() << 24 | in.read() << 16 | in.read() << 8 | in.read();
            }
            byte[] mask = in.readNBytes(4);
            byte[] payload = in.readNBytes(length);
            for (int i = 0; i < payload.length; i++) {
                payload[i] ^= mask[i % 4];
            }
            if (first == CLOSE) {
                hear("close " + (((payload[0] & 0xFF) << 8) | (payload[1] & 0xFF)));
                return;
            }
            if (first == BINARY) {
                behind.write(payload);
                behind.flush();
            }
        }
    }

    private static void answers(Socket behind, OutputStream out) {
        byte[] bytes = new byte[7];
        try {
            InputStream in = behind.getInputStream();
            for (int count = in.read(bytes); count >= 0; count = in.read(bytes)) {
                if (count > 1) {
                    frame(out, FIRST_OF_BINARY, bytes, 0, 1);
                    frame(out, PING, bytes, 0, 0);
                    frame(out, LAST_OF_MANY, bytes, 1, count - 1);
                } else {
                    frame(out, BINARY, bytes, 0, count);
                }
            }
            frame(out, CLOSE, new byte[] {3, (byte) 0xE8}, 0, 2);
            out.close();
        } catch (IOException ended) {
            // By the other direction.
        }
    }

    private static void frame(OutputStream out, int first, byte[] bytes, int from, int count) throws IOException {
        out.write(new byte[] {(byte) first, (byte) count});
        out.write(bytes, from, count);
        out.flush();
    }
}
