package io.gatehouse.domain.mail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gatehouse.domain.InvalidValue;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;
import org.junit.jupiter.params.provider.ValueSource;

class MailTemplateTest {
    private static final String TITLE = "Maintenance on Sunday";
    private static final String MESSAGE = "The service rests from 02:00 to 03:00 UTC.\nThank you.";

    @ParameterizedTest
    @EnumSource
    void everyTemplateIsFoundByItsLabel(MailTemplate template) {
        assertThat(MailTemplate.of(template.label())).isEqualTo(template);
    }

    @ParameterizedTest
    @EnumSource(
            names = {"VERIFY_EMAIL", "RESET_PASSWORD", "CONFIRM_EMAIL_CHANGE"},
            mode = Mode.EXCLUDE)
    void aTemplateThatDoesWithoutALinkMayBeSentByHand(MailTemplate template) {
        assertThat(MailTemplate.sentByHand(template.label())).isEqualTo(template);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "WELCOME",
                "welcome ",
                "password_reset",
                "verify-email",
                "reset-password",
                "confirm-email-change"
            })
    void anyOtherLabelIsRefusedWithThoseThatMayBeSent(String label) {
        assertThatThrownBy(() -> MailTemplate.sentByHand(label))
                .isInstanceOfSatisfying(
                        InvalidValue.class, e -> assertThat(e.code()).isEqualTo("unknown_template"))
                .hasMessageContaining("welcome, account-exists, email-changed")
                .hasMessageNotContaining("reset-password");
    }

    @Test
    void exactlyTheDeclaredVariablesAreAccepted() {
        assertThatCode(() -> MailTemplate.WELCOME.check(Map.of())).doesNotThrowAnyException();
        assertThatCode(() -> MailTemplate.NOTICE.check(Map.of("title", TITLE, "message", MESSAGE)))
                .doesNotThrowAnyException();
    }

    @Test
    void missingAndUnknownVariablesAreRefused() {
        assertRefused("wrong_variables", MailTemplate.WELCOME, Map.of("title", TITLE));
        assertRefused("wrong_variables", MailTemplate.NOTICE, Map.of());
        assertRefused("wrong_variables", MailTemplate.NOTICE, Map.of("title", TITLE));
        assertRefused("wrong_variables", MailTemplate.NOTICE, Map.of("title", TITLE, "Message", MESSAGE));
        assertRefused("wrong_variables", MailTemplate.NOTICE, Map.of("title", TITLE, "message", MESSAGE, "link", "x"));
    }

    @Test
    void aTitleHasAtMost120CharactersAndAMessageAtMost2000() {
        assertThatCode(() -> MailTemplate.NOTICE.check(Map.of("title", "t".repeat(120), "message", "m".repeat(2_000))))
                .doesNotThrowAnyException();
        assertRefused("wrong_length", MailTemplate.NOTICE, notice("t".repeat(121), MESSAGE));
        assertRefused("wrong_length", MailTemplate.NOTICE, notice(TITLE, "m".repeat(2_001)));
        assertRefused("wrong_length", MailTemplate.NOTICE, notice("", MESSAGE));
        assertRefused("wrong_length", MailTemplate.NOTICE, notice(TITLE, " \n "));
    }

    @ParameterizedTest
    @Tag("ASVS-16.4.1")
    @ValueSource(
            strings = {"Hello\r\nBcc: eve@example.com", "Hello\nthere", "Hello\u0000", "Hello\u0085", "\u001b[2J!"})
    void aTitleIsOneLineWithoutControlCharacters(String title) {
        assertRefused("control_character", MailTemplate.NOTICE, notice(title, MESSAGE));
    }

    @Test
    void aMessageHasLinesAndNoOtherControlCharacters() {
        assertRefused("control_character", MailTemplate.NOTICE, notice(TITLE, "a\tb"));
        assertRefused("control_character", MailTemplate.NOTICE, notice(TITLE, "a\u0007b"));
    }

    private static Map<String, String> notice(String title, String message) {
        return Map.of("title", title, "message", message);
    }

    private static void assertRefused(String code, MailTemplate template, Map<String, String> variables) {
        assertThatThrownBy(() -> template.check(variables))
                .isInstanceOfSatisfying(
                        InvalidValue.class, e -> assertThat(e.code()).isEqualTo(code));
    }
}
