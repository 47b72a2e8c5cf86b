package io.mqkeep.client.authentication;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mqkeep.protocol.Binary;
import io.mqkeep.session.AuthenticationExchange;
import io.mqkeep.session.AuthenticationExchange.Answer;
import io.mqkeep.session.AuthenticationExchange.Continue;
import io.mqkeep.session.AuthenticationExchange.GiveUp;
import io.mqkeep.testing.ScramServer;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ScramTest {
    private static final String NONCE = "rOprNGfwEbeRWgbNEkqO";
    private static final String SERVER_FIRST =
            "r=rOprNGfwEbeRWgbNEkqO%hvYDpWUa2RaTCAfuxFIlj)hNlF$k0,s=W22ZaJ0SNY7soEsUEjb6gQ==,i=4096";
    private static final String SERVER_FINAL = "v=6rriTRBi23WpRR/wtup+mMhUZUn/dB5nLTJRsjl95G4=";

    private static AuthenticationExchange exchange() {
        return new ScramAuthenticator("SCRAM-SHA-256", "user", "pencil", () -> NONCE).begin();
    }

    private static String said(Answer answer) {
        return String.valueOf(
                Objects.requireNonNull(assertInstanceOf(Continue.class, answer).data())
                        .text());
    }

    private static String gaveUp(Answer answer) {
        return assertInstanceOf(GiveUp.class, answer).words();
    }

    @Test
    void the_example_of_rfc_7677() {
        AuthenticationExchange exchange = exchange();
        assertEquals(Binary.ofText("n,,n=user,r=" + NONCE), exchange.first());
        assertEquals(
                "c=biws,r=rOprNGfwEbeRWgbNEkqO%hvYDpWUa2RaTCAfuxFIlj)hNlF$k0,"
                        + "p=dHzbZapWIk4jUhN+Ute9ytag9zjfMHgsqmmiz7AndVQ=",
                said(exchange.answer(Binary.ofText(SERVER_FIRST))));
        assertNull(exchange.end(Binary.ofText(SERVER_FINAL)));
    }

    @Test
    void the_example_of_rfc_5802() {
        String nonce = "fyko+d2lbbFgONRv9qkxdawL";
        AuthenticationExchange exchange = new ScramAuthenticator("SCRAM-SHA-1", "user", "pencil", () -> nonce).begin();
        exchange.first();
        assertEquals(
                "c=biws,r=fyko+d2lbbFgONRv9qkxdawL3rfcNHYJY1ZVvWVs7j,p=v0X8v3Bz2T0CJGbJQyF0X+HI4Ts=",
                said(exchange.answer(
                        Binary.ofText("r=fyko+d2lbbFgONRv9qkxdawL3rfcNHYJY1ZVvWVs7j,s=QSXCR+Q6sek8bf92,i=4096"))));
        assertNull(exchange.end(Binary.ofText("v=rmF9pqV8S7suAoZWja4dJRkFsKQ=")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"SCRAM-SHA-256", "SCRAM-SHA-512", "SCRAM-SHA-1"})
    void a_server_written_from_the_rfc_and_we_agree(String mechanism) {
        AuthenticationExchange exchange = new ScramAuthenticator(mechanism, "ann", "naïve ☃", () -> NONCE).begin();
        ScramServer server = new ScramServer(mechanism, "ann", "naïve ☃");
        byte[] first = server.first(Objects.requireNonNull(exchange.first()).array());
        Continue proof = assertInstanceOf(Continue.class, exchange.answer(Binary.wrap(first)));
        byte[] last = server.last(Objects.requireNonNull(proof.data()).array());
        assertNull(exchange.end(Binary.wrap(Objects.requireNonNull(last))));
    }

    @Test
    void the_signature_may_come_before_connack_and_is_answered_with_nothing() {
        AuthenticationExchange exchange = exchange();
        exchange.first();
        exchange.answer(Binary.ofText(SERVER_FIRST));
        assertEquals(new Continue(null), exchange.answer(Binary.ofText(SERVER_FINAL)));
        assertNull(exchange.end(null));
        assertEquals(
                "the server goes on with SCRAM-SHA-256 after its end",
                gaveUp(exchange.answer(Binary.ofText(SERVER_FINAL))));
    }

    @Test
    void a_wrong_signature_is_not_taken() {
        AuthenticationExchange exchange = exchange();
        exchange.first();
        exchange.answer(Binary.ofText(SERVER_FIRST));
        assertEquals(
                "the server does not know the password: its signature is wrong",
                exchange.end(Binary.ofText("v=7rriTRBi23WpRR/wtup+mMhUZUn/dB5nLTJRsjl95G4=")));
    }

    @Test
    void no_signature_is_not_taken_at_any_time() {
        AuthenticationExchange exchange = exchange();
        String unproven = "the server accepted us without showing that it knows the password";
        assertEquals(unproven, exchange.end(null));
        exchange.first();
        assertEquals(unproven, exchange.end(Binary.ofText(SERVER_FINAL)));
        exchange.answer(Binary.ofText(SERVER_FIRST));
        assertEquals(unproven, exchange.end(null));
        assertEquals(unproven, exchange.end(Binary.wrap(new byte[] {(byte) 0xFF})));
    }

    @Test
    void what_the_server_says_was_wrong_is_told() {
        AuthenticationExchange exchange = exchange();
        exchange.first();
        exchange.answer(Binary.ofText(SERVER_FIRST));
        assertTrue(gaveUp(exchange.answer(Binary.ofText("e=invalid-proof"))).startsWith("the server says "));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
        the nonce is not ours          | r=otherNGfwEbeRWgbNEkqO%hvY,s=W22ZaJ0SNY7soEsUEjb6gQ==,i=4096
        the nonce is ours and no more  | r=rOprNGfwEbeRWgbNEkqO,s=W22ZaJ0SNY7soEsUEjb6gQ==,i=4096
        no salt                        | r=rOprNGfwEbeRWgbNEkqO%hvY,i=4096
        the salt is not base64         | r=rOprNGfwEbeRWgbNEkqO%hvY,s=!!!!,i=4096
        no iterations                  | r=rOprNGfwEbeRWgbNEkqO%hvY,s=W22ZaJ0SNY7soEsUEjb6gQ==
        not a number                   | r=rOprNGfwEbeRWgbNEkqO%hvY,s=W22ZaJ0SNY7soEsUEjb6gQ==,i=many
        more than can be counted       | r=rOprNGfwEbeRWgbNEkqO%hvY,s=W22ZaJ0SNY7soEsUEjb6gQ==,i=99999999999999999999
        an extension nobody knows      | m=x,r=rOprNGfwEbeRWgbNEkqO%hvY,s=W22ZaJ0SNY7soEsUEjb6gQ==,i=4096
        an error instead               | e=other-error
        no message at all              | hello
        nothing                        | ""
        """)
    void a_first_message_that_is_not_as_it_must_be_is_not_answered(String what, String message) {
        AuthenticationExchange exchange = exchange();
        exchange.first();
        String words = gaveUp(exchange.answer(Binary.ofText(message)));
        assertTrue(words.startsWith("the server's first SCRAM-SHA-256 message is not as it must be: "), what + words);
    }

    @ParameterizedTest
    @ValueSource(strings = {"2147483647", "2000001", "99999999999", "4095", "1", "0", "-1"})
    void fewer_iterations_than_are_safe_and_more_than_a_moments_work_are_not_computed(String iterations) {
        AuthenticationExchange exchange = exchange();
        exchange.first();
        assertEquals(
                "the server asks for " + iterations
                        + " iterations, and SCRAM-SHA-256 is done here with 4096 to 2000000",
                gaveUp(exchange.answer(Binary.ofText(SERVER_FIRST.replace("4096", iterations)))));
    }

    @Test
    void a_message_that_is_no_text_or_missing_is_not_answered() {
        assertEquals(
                "the server's SCRAM-SHA-256 message is not text",
                gaveUp(exchange().answer(Binary.wrap(new byte[] {(byte) 0xFF}))));
        assertEquals(
                "the server's SCRAM-SHA-256 message is empty", gaveUp(exchange().answer(null)));
    }

    @Test
    void each_exchange_has_a_nonce_of_its_own() {
        var nonces = List.of("checked", "first", "second").iterator();
        nonces.next();
        ScramAuthenticator authenticator = new ScramAuthenticator("SCRAM-SHA-256", "user", "pencil", nonces::next);
        assertEquals(Binary.ofText("n,,n=user,r=first"), authenticator.begin().first());
        assertEquals(Binary.ofText("n,,n=user,r=second"), authenticator.begin().first());
    }

    @Test
    void a_user_name_with_a_comma_and_an_equals_sign_is_escaped() {
        AuthenticationExchange exchange =
                new ScramAuthenticator("SCRAM-SHA-256", "a,b=c", "pencil", () -> NONCE).begin();
        assertEquals(Binary.ofText("n,,n=a=2Cb=3Dc,r=" + NONCE), exchange.first());
    }

    @ParameterizedTest
    @CsvSource({
        "user, 'pen\u0007cil', password",
        "'us\u0007er', pencil, user name",
        "user, '', password",
        "'', pencil, user name"
    })
    void what_sasl_prep_forbids_is_said_before_anything_is_sent(String user, String password, String what) {
        IllegalArgumentException refused = assertThrows(
                IllegalArgumentException.class,
                () -> new ScramAuthenticator("SCRAM-SHA-256", user, password, () -> NONCE));
        assertTrue(String.valueOf(refused.getMessage()).startsWith("the " + what + " "), refused.getMessage());
    }

    @Test
    void nonces_are_not_the_same_twice() {
        var nonces = ScramAuthenticator.nonces();
        assertNotEquals(nonces.get(), nonces.get());
    }
}
