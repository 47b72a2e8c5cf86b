package io.mqkeep.cli.shell;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SecretsTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "connect -h b -u me -P secret         | connect -h b -u me",
                "connect -P secret -h b               | connect -h b",
                "connect -P 'my secret' -h b          | connect -h b",
                "connect --password secret -u me      | connect -u me",
                "connect --password=secret -u me      | connect -u me",
                "connect --password='a b' -u me       | connect -u me",
                "connect -Psecret -u me               | connect -u me",
                "connect -dP secret -u me             | connect -u me",
                "connect -L mqtt://me:secret@b:1      | connect -L mqtt://me@b:1",
                "connect --url='mqtt://me:s@b' -V 5   | connect --url='mqtt://me@b' -V 5",
                "connect --key-password x             | connect",
                "status; connect -P x; status         | status; connect ; status",
                "set password secret                  | set password",
                "set password 'my secret' x; status   | set password ; status",
                "set user secret                      | set user secret",
                "connect --password-file f            | connect --password-file f",
                "connect --password-env V             | connect --password-env V",
                "pub -t a -m 'it is at http://b/c:d@e'| pub -t a -m 'it is at http://b/c:d@e'",
                "pub -t P -m x                        | pub -t P -m x",
            })
    void a_line_is_remembered_without_its_passwords(String typed, String kept) {
        assertEquals(kept, Secrets.without(typed));
    }
}
