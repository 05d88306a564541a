package io.gatehouse.domain.account;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gatehouse.domain.errors.InvalidValue;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EmailAddressTest {
    private static final String LOCAL_64 = "a".repeat(64);
    private static final String DOMAIN_189 = "d".repeat(63) + "." + "e".repeat(63) + "." + "f".repeat(57) + ".org";

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ada@example.com",
                "a@b.co",
                "ada.lovelace+gatehouse@mail.example.co.uk",
                "!#$%&'*+/=?^_`{|}~-@example.com",
                "dana@דוגמה.ישראל",
                "ada@xn--bcher-kva.example",
                "ada@xn--strae-oqa.example",
                "ada@xn--a.com",
                "1@1.example"
            })
    void anAddressThatMailCanReachIsTaken(String text) {
        assertThat(EmailAddress.parse(text).address()).isEqualTo(text);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "@",
                "ada",
                "@example.com",
                "ada@",
                "ada@localhost",
                "ada@example.com.",
                "ada@.example.com",
                "ada@example..com",
                "ada@-example.com",
                "ada@example-.com",
                "ada@example.123",
                "ada@192.0.2.1",
                "ada@[192.0.2.1]",
                "ada@exam ple.com",
                "ada@exam_ple.com",
                ".ada@example.com",
                "ada.@example.com",
                "a..da@example.com",
                "ada love@example.com",
                "ada@love@example.com",
                "\"ada love\"@example.com",
                "Ada <ada@example.com>",
                "ada@faß.example",
                "ada@ΒΌΛΟς.example",
                "ada @example.com",
                "ada@example.com\r\nBcc: eve@example.com",
                "ada\r\n@example.com",
                "ada\u0000@example.com",
                "ada,eve@example.com",
                "דנה@example.com",
                "ａｄａ@example.com",
                "caf\u00e9@example.com",
                "cafe\u0301@example.com",
                "\u212aelvin@example.com",
                "ada\u200b@example.com",
                "ada@exa\u00admple.com",
                "ada@exa\u200dmple.com",
                "ada@example\ufe0f.com",
                "ada@\ufeffexample.com",
                "ada@xn--\u00fc.com",
                "ada@xn--.com"
            })
    void anythingElseIsRefused(String text) {
        assertRefused(text);
    }

    @ParameterizedTest
    @CsvSource({
        "Ada@Example.COM, ada@example.com",
        "ada@BÜCHER.example, ada@xn--bcher-kva.example",
        "ada@example。com, ada@example.com"
    })
    void spellingsOfOneAddressHaveOneKey(String text, String key) {
        assertThat(EmailAddress.parse(text).key()).isEqualTo(key);
        assertThat(EmailAddress.parse(key).key()).isEqualTo(key);
    }

    @Test
    void dotsAndTagsOfTheLocalPartAreItsOwnersBusiness() {
        assertThat(EmailAddress.parse("a.da+x@example.com").key()).isEqualTo("a.da+x@example.com");
    }

    @Test
    void aLocalPartHasAtMost64Characters() {
        assertThat(EmailAddress.parse(LOCAL_64 + "@example.com").key()).startsWith(LOCAL_64 + "@");
        assertRefused(LOCAL_64 + "a@example.com");
    }

    @Test
    void anAddressHasAtMost254Characters() {
        var longest = LOCAL_64 + "@" + DOMAIN_189;
        assertThat(longest).hasSize(254);
        assertThat(EmailAddress.parse(longest).key()).isEqualTo(longest);
        assertRefused(LOCAL_64 + "@g" + DOMAIN_189);
    }

    @Test
    void theBoundsHoldForTheKeyTooWhichMayBeLongerThanTheSpelling() {
        assertRefused("ada@" + "ü.".repeat(60) + "example.com");
    }

    @Test
    void aDomainLabelHasAtMost63Characters() {
        assertThat(EmailAddress.parse("ada@" + "d".repeat(63) + ".org").key()).endsWith(".org");
        assertRefused("ada@" + "d".repeat(64) + ".org");
    }

    @Test
    @Tag("ASVS-16.2.5")
    void noLogLineShowsAnAddressByAccident() {
        assertThat(EmailAddress.parse("ada@example.com")).hasToString("EmailAddress[…]");
        assertThatThrownBy(() -> EmailAddress.parse("canary@nowhere"))
                .hasMessageNotContaining("canary")
                .hasMessageContaining("ada@example.com");
    }

    private static void assertRefused(String text) {
        assertThatThrownBy(() -> EmailAddress.parse(text))
                .isInstanceOfSatisfying(
                        InvalidValue.class, e -> assertThat(e.code()).isEqualTo("invalid_email"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"ada@example.com ", " ada@example.com", "\tada@example.com\r\n"})
    void blanksAroundAnAddressAreStripped(String text) {
        assertThat(EmailAddress.parse(text)).isEqualTo(EmailAddress.parse("ada@example.com"));
    }

    @ParameterizedTest
    @CsvSource({
        "Ada+News@Example.com, ada@example.com",
        "ada@example.com, ada@example.com",
        "ada+a+b@example.com, ada@example.com",
        "+ada@example.com, +ada@example.com"
    })
    void aTagIsNoMailboxOfItsOwn(String text, String mailbox) {
        assertThat(EmailAddress.parse(text).mailbox()).isEqualTo(mailbox);
    }

    @ParameterizedTest
    @CsvSource({
        "Ada.Lovelace@example.com, a…@….com",
        "account-locked.call.0800@x.example, a…@….example",
        "a@b.callthisnumber, a…@….…",
        "a@b.xn--4dbrk0ce, a…@….…"
    })
    void aMaskedAddressShowsNoWordOfItsMaker(String text, String masked) {
        assertThat(EmailAddress.parse(text).masked()).isEqualTo(masked);
    }
}
