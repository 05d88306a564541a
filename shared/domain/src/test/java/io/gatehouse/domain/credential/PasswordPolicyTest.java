package io.gatehouse.domain.credential;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assertions.assertTimeout;

import io.gatehouse.domain.account.EmailAddress;
import io.gatehouse.domain.errors.InvalidValue;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Locale;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PasswordPolicyTest {
    private static final CommonPasswords COMMON = CommonPasswords.bundled();

    private final PasswordPolicy policy = new PasswordPolicy(15, COMMON);
    private final EmailAddress ada = EmailAddress.parse("Ada.Lovelace@example.com");

    @ParameterizedTest
    @Tag("ASVS-6.2.5")
    @Tag("NIST-800-63B-4")
    @ValueSource(
            strings = {
                "a lantern beside seven rivers",
                "correct horse battery staple",
                "correcthorsebatterystaple",
                "my dog ate 3 apples",
                "7 rivers and 12 bridges",
                "tuesday we feed 40 goats",
                "GateKeeper of the 9th moon",
                "the password is not this",
                "Purple monkey dishwasher",
                "kmq4-vtx9-hwz2-bnf7",
                "8f3a9c1e7b2d4f60",
                "lAzy.w1nter-tr41n",
                "hello from the other side",
                "פנס ליד שבעה נהרות",
                "фонарь у семи рек",
                "七つの川のそばに提灯が一つある夜",
                "🏮🌉🌊🐐🍎🚲🌙🎻🧵🪴🦉🧭🍋🪁🧊",
                "ada.lovelace@example.com likes sums"
            })
    void aPhraseThatIsHardToGuessIsAccepted(String text) {
        assertThatCode(() -> policy.check(text, ada)).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @Tag("ASVS-6.2.1")
    @Tag("NIST-800-63B-4")
    @CsvSource({
        "vwk m4 gt dl pz, true",
        "vwk m4 gt dl p, false",
        "🏮🌉🌊🐐🍎🚲🌙🎻🧵🪴🦉🧭🍋🪁🧊, true",
        "🏮🌉🌊🐐🍎🚲🌙🎻🧵🪴🦉🧭🍋🪁, false",
        "cafe\u0301 mit zwo\u0308lf, false",
        "cafe\u0301 mit zwo\u0308lfe, true"
    })
    void fifteenCharactersAreEnoughAndFourteenAreNot(String text, boolean enough) {
        if (enough) {
            assertThat(policy.check(text, null).length()).isEqualTo(15);
        } else {
            assertRefused("too_short", text);
        }
    }

    @ParameterizedTest
    @Tag("ASVS-6.2.9")
    @ValueSource(ints = {64, 128, 512})
    void longPasswordsOfAnyCharactersAreAccepted(int length) {
        var phrase = "ein Würfel, דג, 🏮 & twelve owls; ".repeat(20);
        var text = phrase.substring(0, phrase.offsetByCodePoints(0, length));
        assertThat(policy.check(text, ada).length()).isEqualTo(length);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "aaaaaaaaaaaaaaa",
                "AaAaAaAaAaAaAaAa",
                "xyxyxyxyxyxyxyxyx",
                "k9Zk9Zk9Zk9Zk9Z",
                "2024202420242024",
                "zq7!zq7!zq7!zq7!zq7!zq7!zq7!zq7!",
                "zephyrzephyrzephyr",
                "P4ssw0rdP4ssw0rd",
                "xk7qm2pzxk7qm2pz",
                "correcthorsecorrecthorse",
                "😀😁😂🤣😀😁😂🤣😀😁😂🤣😀😁😂🤣",
                "zephyr zephyr zephyr",
                "🏮🏮🏮🏮🏮🏮🏮🏮🏮🏮🏮🏮🏮🏮🏮",
                "               "
            })
    void repetitionsAreRefusedHoweverLong(String text) {
        assertRefused("too_predictable", text);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "123456789012345",
                "543210987654321",
                "1234567812345678",
                "abcdefghijklmnop",
                "ZYXWVUTSRQPONMLK",
                "abcdeabcdeabcde",
                "aabbccddeeffgghh",
                "qwertyuiopasdfgh",
                "qwertyuiop1234567890",
                "lkjhgfdsapoiuytrewq",
                "zxcvbnmasdfghjkl",
                "abcdefgh12345678",
                "אבגדהוזחטיכלמנס",
                "абвгдежзийклмноп"
            })
    void runsOfTheAlphabetAndTheKeyboardAreRefused(String text) {
        assertRefused("too_predictable", text);
    }

    @ParameterizedTest
    @Tag("ASVS-6.2.4")
    @Tag("NIST-800-63B-4")
    @ValueSource(
            strings = {
                "passwordpassword",
                "PasswordPassword",
                "password1password1",
                "Password-2024-Password!",
                "letmein1letmein2letmein",
                "iloveyou-iloveyou",
                "qwerty-dragon-2024",
                "monkey.123.monkey.456",
                "ｐａｓｓｗｏｒｄｐａｓｓｗｏｒｄ"
            })
    void doubledCommonWordsAreRefused(String text) {
        assertRefused(text);
    }

    @ParameterizedTest
    @Tag("ASVS-6.1.2")
    @Tag("ASVS-6.2.11")
    @ValueSource(
            strings = {
                "gatehousegatehouse",
                "Gatehouse-Password-1",
                "gatehouse2026!!!!!",
                "gatehouse lambda",
                "amazon-gatehouse"
            })
    void wordsOfThisProductAreRefused(String text) {
        assertRefused(text);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ada.lovelace@example.com",
                "Ada.Lovelace@example.com",
                "ADA.LOVELACE@EXAMPLE.COM",
                "ａda.lovelace@example.com"
            })
    void theOwnersAddressIsRefusedInAnyCase(String text) {
        assertRefused("too_common", text);
        assertThatCode(() -> policy.check(text, null)).doesNotThrowAnyException();
    }

    @Test
    void anInternationalAddressIsRefusedAsItIsWrittenToo() {
        var owner = EmailAddress.parse("ada@Bücher-Stube.example");
        assertThatThrownBy(() -> policy.check("ada@bücher-stube.example", owner))
                .isInstanceOf(InvalidValue.class);
        assertThatThrownBy(() -> policy.check(owner.key(), owner)).isInstanceOf(InvalidValue.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"password1", "Sunshine!", "gatehouse", "football99", "12345678", "abcabcabc", "qwertyuiop"})
    void whereEightCharactersSufficeTheSameListsHold(String text) {
        var shorter = new PasswordPolicy(8, COMMON);
        assertThatThrownBy(() -> shorter.check(text, null)).isInstanceOf(InvalidValue.class);
        assertThatCode(() -> shorter.check("kv7 lamp", null)).doesNotThrowAnyException();
    }

    @Test
    void theLongestInputIsJudgedAtOnce() {
        var words = "gategatehouse".repeat(39) + "qzxj";
        assertTimeout(Duration.ofSeconds(1), () -> policy.check(words, ada));
    }

    @Test
    @Tag("ASVS-6.2.4")
    @Tag("ASVS-6.2.12")
    void everyCommonPasswordIsRefusedWhereItIsLongEnough() throws IOException {
        var shortest = new PasswordPolicy(8, COMMON);
        var lists = CommonPasswords.class.getResourceAsStream("common-passwords.txt");
        var passwords = new String(lists.readAllBytes(), StandardCharsets.UTF_8)
                .lines()
                .filter(line -> !line.startsWith("#"))
                .toList();

        assertThat(passwords).hasSizeGreaterThan(3_000).allSatisfy(password -> {
            assertThatThrownBy(() -> shortest.check(password, ada)).isInstanceOf(InvalidValue.class);
            assertThatThrownBy(() -> shortest.check(password.toUpperCase(Locale.ROOT), ada))
                    .isInstanceOf(InvalidValue.class);
        });
    }

    /** What is both common and repeated may be called either. */
    private void assertRefused(String text) {
        assertThatThrownBy(() -> policy.check(text, ada))
                .isInstanceOfSatisfying(
                        InvalidValue.class, e -> assertThat(e.code()).isIn("too_common", "too_predictable"));
    }

    private void assertRefused(String code, String text) {
        assertThatThrownBy(() -> policy.check(text, ada))
                .isInstanceOfSatisfying(
                        InvalidValue.class, e -> assertThat(e.code()).isEqualTo(code))
                .hasMessageNotContaining(text);
    }
}
