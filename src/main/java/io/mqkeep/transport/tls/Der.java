package io.mqkeep.transport.tls;

import io.mqkeep.protocol.Binary;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;

/** As much of DER as it takes to put an old private key into the form that Java reads. */
final class Der {
    private static final int INTEGER = 0x02;
    private static final int OCTET_STRING = 0x04;
    private static final int SEQUENCE = 0x30;
    private static final int EC_PARAMETERS = 0xA0;

    private static final byte[] RSA = hex("300d06092a864886f70d0101010500");
    private static final byte[] EC_PUBLIC_KEY = hex("06072a8648ce3d0201");

    private Der() {}

    /** Returns PKCS#8 for a key in PKCS#1 (RFC 8017, A.1.2). */
    static byte[] pkcs8OfRsa(byte[] pkcs1) {
        return sequence(integerZero(), RSA, tagged(OCTET_STRING, pkcs1));
    }

    /**
     * Returns PKCS#8 for a key as in SEC 1 (RFC 5915).
     *
     * @throws IllegalArgumentException when it does not say its curve, or is none
     */
    static byte[] pkcs8OfEc(byte[] sec1) {
        try {
            int at = contentAt(sec1, 0);
            while (at < sec1.length) {
                int content = contentAt(sec1, at);
                int end = content + lengthAt(sec1, at);
                if ((sec1[at] & 0xFF) == EC_PARAMETERS) {
                    byte[] curve = Arrays.copyOfRange(sec1, content, end);
                    return sequence(integerZero(), sequence(EC_PUBLIC_KEY, curve), tagged(OCTET_STRING, sec1));
                }
                at = end;
            }
        } catch (ArrayIndexOutOfBoundsException cut) {
            throw new IllegalArgumentException("it is cut", cut);
        }
        throw new IllegalArgumentException("it does not say its curve");
    }

    /**
     * Something in DER.
     *
     * @param tag the first octet
     */
    record Element(int tag, Binary data) {
        byte[] content() {
            return data.array();
        }

        /** Returns what a SEQUENCE holds. */
        List<Element> children() {
            List<Element> children = new ArrayList<>();
            for (int at = 0; at < data.size(); ) {
                Element child = Der.read(content(), at);
                children.add(child);
                at = contentAt(content(), at) + child.data.size();
            }
            return children;
        }

        /** Returns the n-th of what a SEQUENCE holds, counted from 0. */
        Element at(int index) {
            List<Element> children = children();
            if (index >= children.size()) {
                throw new IllegalArgumentException("it is cut");
            }
            return children.get(index);
        }

        /** Returns an INTEGER of at most four octets, not below 0. */
        int number() {
            int number = 0;
            for (byte octet : content()) {
                number = number << 8 | (octet & 0xFF);
            }
            if (data.size() > 4 || number < 0) {
                throw new IllegalArgumentException("a number in it is too large");
            }
            return number;
        }
    }

    /**
     * Returns what is in the octets.
     *
     * @throws IllegalArgumentException when they are cut
     */
    static Element read(byte[] der) {
        return read(der, 0);
    }

    private static Element read(byte[] der, int at) {
        try {
            int content = contentAt(der, at);
            int length = lengthAt(der, at);
            if (length < 0 || length > der.length - content) {
                throw new IllegalArgumentException("it is cut");
            }
            return new Element(der[at] & 0xFF, Binary.wrap(Arrays.copyOfRange(der, content, content + length)));
        } catch (ArrayIndexOutOfBoundsException cut) {
            throw new IllegalArgumentException("it is cut", cut);
        }
    }

    private static int contentAt(byte[] der, int at) {
        int first = der[at + 1] & 0xFF;
        return at + 2 + (first < 0x80 ? 0 : first & 0x7F);
    }

    private static int lengthAt(byte[] der, int at) {
        int first = der[at + 1] & 0xFF;
        if (first < 0x80) {
            return first;
        }
        int length = 0;
        for (int i = 0; i < (first & 0x7F); i++) {
            length = (length << 8) | (der[at + 2 + i] & 0xFF);
        }
        return length;
    }

    private static byte[] integerZero() {
        return tagged(INTEGER, new byte[1]);
    }

    private static byte[] sequence(byte[]... parts) {
        ByteArrayOutputStream content = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            content.writeBytes(part);
        }
        return tagged(SEQUENCE, content.toByteArray());
    }

    private static byte[] tagged(int tag, byte[] content) {
        ByteArrayOutputStream der = new ByteArrayOutputStream();
        der.write(tag);
        if (content.length < 0x80) {
            der.write(content.length);
        } else {
            int octets = content.length < 0x100 ? 1 : content.length < 0x10000 ? 2 : 3;
            der.write(0x80 | octets);
            for (int i = octets - 1; i >= 0; i--) {
                der.write(content.length >> (8 * i));
            }
        }
        der.writeBytes(content);
        return der.toByteArray();
    }

    private static byte[] hex(String digits) {
        return HexFormat.of().parseHex(digits);
    }
}
