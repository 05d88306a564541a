package io.gatehouse.domain.mail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gatehouse.domain.basics.Labelled;
import io.gatehouse.domain.errors.InvalidValue;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;
import org.junit.jupiter.params.provider.ValueSource;

class MailTemplateTest {
    @ParameterizedTest
    @EnumSource
    void everyTemplateIsFoundByItsLabel(MailTemplate template) {
        assertThat(Labelled.of(MailTemplate.class, template.label())).isEqualTo(template);
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
    void whatAPersonWritesIsANotice() {
        assertThat(MailTemplate.WELCOME.variables()).isEmpty();
        assertThat(MailTemplate.NOTICE.variables()).containsExactlyInAnyOrder("title", "message");
    }

    @Test
    void aTitleHasAtMost120CharactersAndAMessageAtMost2000() {
        assertAccepted("title", "t".repeat(120));
        assertAccepted("message", "m".repeat(2_000));
        assertRefused("wrong_length", "title", "t".repeat(121));
        assertRefused("wrong_length", "message", "m".repeat(2_001));
        assertRefused("wrong_length", "title", "");
        assertRefused("wrong_length", "message", " \n ");
    }

    @Test
    void aVariableThatThereIsNotTakesNoValue() {
        assertRefused("wrong_length", "link", "x");
    }

    @ParameterizedTest
    @Tag("ASVS-16.4.1")
    @ValueSource(
            strings = {"Hello\r\nBcc: eve@example.com", "Hello\nthere", "Hello\u0000", "Hello\u0085", "\u001b[2J!"})
    void aTitleIsOneLineWithoutControlCharacters(String title) {
        assertRefused("control_character", "title", title);
    }

    @Test
    void aMessageHasLinesAndNoOtherControlCharacters() {
        assertAccepted("message", "The service rests from 02:00 to 03:00 UTC.\nThank you.");
        assertRefused("control_character", "message", "a\tb");
        assertRefused("control_character", "message", "a\u0007b");
    }

    private static void assertAccepted(String variable, String value) {
        assertThat(MailTemplate.NOTICE.checked(variable, value)).isEqualTo(value);
    }

    private static void assertRefused(String code, String variable, String value) {
        assertThatThrownBy(() -> MailTemplate.NOTICE.checked(variable, value))
                .isInstanceOfSatisfying(
                        InvalidValue.class, e -> assertThat(e.code()).isEqualTo(code));
    }
}
