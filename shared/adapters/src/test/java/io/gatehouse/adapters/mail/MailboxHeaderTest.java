package io.gatehouse.adapters.mail;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.adapters.config.Sender;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.stream.Collectors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MailboxHeaderTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "a@example.com | a@example.com",
                "a@münchen.example | a@xn--mnchen-3ya.example",
                "Gatehouse <a@example.com> | \"Gatehouse\" <a@example.com>",
                "Acme, Inc. (EU); x:y \\ <a@example.com> | \"Acme, Inc. (EU); x:y \\\\\" <a@example.com>",
                "=?UTF-8?B?ZXZl?= <a@example.com> | \"=?UTF-8?B?ZXZl?=\" <a@example.com>",
                "Söhne <a@münchen.example> | =?UTF-8?B?U8O2aG5l?= <a@xn--mnchen-3ya.example>"
            })
    void mailboxIsQuotedOrEncoded(String from, String header) {
        assertThat(MailboxHeader.of(Sender.parse(from))).isEqualTo(header);
    }

    @ParameterizedTest
    @ValueSource(strings = {"שער", "😀", "aé"})
    void longNameIsSplitIntoWordsOfWholeCharacters(String characters) {
        var name = characters.repeat(64).substring(0, 64);

        var words = MailboxHeader.of(Sender.parse(name + " <a@example.com>"))
                .replace(" <a@example.com>", "")
                .split(" ");

        assertThat(words)
                .hasSizeGreaterThan(1)
                .allSatisfy(word -> assertThat(word).hasSizeLessThanOrEqualTo(75));
        assertThat(Arrays.stream(words).map(MailboxHeaderTest::decoded).collect(Collectors.joining()))
                .isEqualTo(name);
    }

    private static String decoded(String word) {
        assertThat(word).startsWith("=?UTF-8?B?").endsWith("?=");
        var bytes = Base64.getDecoder().decode(word.substring(10, word.length() - 2));
        return new String(bytes, StandardCharsets.UTF_8);
    }
}
