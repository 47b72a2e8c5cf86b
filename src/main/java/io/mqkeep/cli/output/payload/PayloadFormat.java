package io.mqkeep.cli.output.payload;

import java.util.Locale;

/** As what a payload is printed. */
public enum PayloadFormat {
    RAW,
    HEX,
    BASE64,
    JSON,
    PRETTY,
    MSGPACK,
    CBOR;

    /** Returns how it is typed. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
