package io.mqkeep.cli.output.payload;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.mqkeep.protocol.Binary;
import io.mqkeep.testing.Bytes;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Payloads as JSON; the bytes are the examples of RFC 8949 and of the MessagePack specification. */
class PayloadShapeTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "CBOR    | a2 61 61 01 61 62 82 02 03            | {\"a\":1,\"b\":[2,3]}",
                "CBOR    | fb 3f f1 99 99 99 99 99 9a            | 1.1",
                "CBOR    | 1b ff ff ff ff ff ff ff ff            | 18446744073709551615",
                "CBOR    | 44 01 02 03 04                        | \"AQIDBA==\"",
                "CBOR    | 9f 18 64 f5 f6 ff                     | [100,true,null]",
                "MSGPACK | 82 a7 63 6f 6d 70 61 63 74 c3 a6 73 63 68 65 6d 61 00 | {\"compact\":true,\"schema\":0}",
                "MSGPACK | 93 ff d0 80 cd ff ff                  | [-1,-128,65535]",
                "MSGPACK | cf ff ff ff ff ff ff ff ff            | 18446744073709551615",
                "MSGPACK | 92 cb 3f f1 99 99 99 99 99 9a ca 3f c0 00 00 | [1.1,1.5]",
                "MSGPACK | d9 02 c3 bc                           | \"ü\"",
                "MSGPACK | c4 02 01 ff                           | \"Af8=\"",
                "MSGPACK | dc 00 01 c0                           | [null]",
                "MSGPACK | de 00 01 01 c2                        | {\"1\":false}",
                "MSGPACK | d6 ff 00 00 00 00                     | \"1970-01-01T00:00:00Z\"",
                "MSGPACK | d5 07 01 02                           | {\"extension\":7,\"data\":\"AQI=\"}",
                "JSON    | 5b 31 2e 35 30 2c 20 31 65 34 30 30 5d | [1.50,1E+400]",
            })
    void bytes_become_json(PayloadFormat format, String bytes, String json) throws IOException {
        byte[] shaped = new PayloadShape(format).of(Binary.wrap(Bytes.hex(bytes)));

        assertEquals(json, new String(shaped, StandardCharsets.UTF_8));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "CBOR    | 82 01          | ''",
                "CBOR    | 01 02          | something comes after its end",
                "MSGPACK | 92 01          | it breaks off",
                "MSGPACK | 01 02          | something comes after its end",
                "MSGPACK | c1             | byte 0xc1 is never used",
                "MSGPACK | db 7f ff ff ff | it breaks off",
                "MSGPACK | a1 ff          | a text in it is not UTF-8",
                "MSGPACK | 81 90 01       | a key in it is neither text nor a whole number",
                "JSON    | 7b             | ''",
                "JSON    | 31 20 32       | something comes after its end",
            })
    void what_is_none_is_refused(PayloadFormat format, String bytes, String why) {
        IOException refused = assertThrows(
                IOException.class, () -> new PayloadShape(format).of(Binary.wrap(Bytes.hex(bytes.strip()))));

        if (!why.isEmpty()) {
            assertEquals(why, refused.getMessage());
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"JSON", "CBOR", "MSGPACK"})
    void any_bytes_are_json_or_are_refused(PayloadFormat format) {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        PayloadShape shape = new PayloadShape(format);
        for (int i = 0; i < 5_000; i++) {
            byte[] bytes = new byte[random.nextInt(20)];
            random.nextBytes(bytes);
            try {
                shape.of(Binary.wrap(bytes));
            } catch (IOException refused) {
                // As it should be, if it is refused with this.
                assertNotNull(refused.getMessage());
            } catch (RuntimeException | StackOverflowError broken) {
                throw new AssertionError("seed " + seed + ": " + Bytes.toHex(bytes), broken);
            }
        }
    }

    @Test
    void nesting_has_an_end() {
        byte[] deep = new byte[100_000];
        java.util.Arrays.fill(deep, (byte) 0x91);

        assertThrows(IOException.class, () -> new PayloadShape(PayloadFormat.MSGPACK).of(Binary.wrap(deep)));
    }
}
