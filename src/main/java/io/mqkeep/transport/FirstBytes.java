package io.mqkeep.transport;

import io.mqkeep.protocol.ReasonCode;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import java.nio.charset.StandardCharsets;

/**
 * Tells a server that speaks another protocol by the first bytes it sends, where the answer to CONNECT is due. Ports are
 * mixed up often, and "malformed packet" would send a person looking in the wrong place.
 */
final class FirstBytes {
    private static final int LEAST_TEXT = 3;
    private static final int MOST_SHOWN = 40;
    private static final int TLS_ALERT = 0x15;
    private static final int TLS_HANDSHAKE = 0x16;
    private static final int TLS_MAJOR_VERSION = 0x03;

    private FirstBytes() {}

    /** Throws when what has come so far is nothing that an MQTT server would begin with. */
    static void check(ByteBuf in) {
        int first = in.getUnsignedByte(in.readerIndex());
        if (isText(in)) {
            throw stranger("the server does not speak MQTT; it said " + Quoted.of(firstLine(in)));
        }
        if (first == TLS_ALERT || first == TLS_HANDSHAKE) {
            if (in.readableBytes() > 1 && in.getByte(in.readerIndex() + 1) == TLS_MAJOR_VERSION) {
                throw stranger("the server speaks TLS on this port, not plain MQTT");
            }
        }
        if (!couldBeMqtt(first)) {
            throw stranger("the server does not speak MQTT; its first bytes are "
                    + ByteBufUtil.hexDump(in, in.readerIndex(), Math.min(in.readableBytes(), 8)));
        }
    }

    /** Says whether a server could send a packet with this first byte, at whatever time. */
    private static boolean couldBeMqtt(int first) {
        return switch (first >> 4) {
            case 2, 4, 5, 7, 9, 11, 13, 14, 15 -> (first & 0x0F) == 0;
            case 3 -> true;
            case 6 -> (first & 0x0F) == 2;
            default -> false;
        };
    }

    /** Says whether the first bytes are printable ASCII: a control packet has a length there, seldom a letter. */
    private static boolean isText(ByteBuf in) {
        int count = Math.min(in.readableBytes(), 8);
        for (int i = 0; i < count; i++) {
            int c = in.getByte(in.readerIndex() + i);
            if ((c < ' ' || c > '~') && c != '\r' && c != '\n') {
                return false;
            }
        }
        return count >= LEAST_TEXT;
    }

    private static String firstLine(ByteBuf in) {
        int length = Math.min(in.readableBytes(), MOST_SHOWN);
        String text = in.toString(in.readerIndex(), length, StandardCharsets.US_ASCII);
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) == '\r' || text.charAt(i) == '\n') {
                return text.substring(0, i);
            }
        }
        return text;
    }

    private static ProtocolViolation stranger(String words) {
        return ProtocolViolation.stranger(ReasonCode.MALFORMED_PACKET, words);
    }
}
