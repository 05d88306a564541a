package io.gatehouse.adapters.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.net.URI;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MailSettingsTest {
    private static final Map<String, String> COMPLETE = Map.of(
            "MAIL_FROM", "Gatehouse <gatehouse@example.com>",
            "APP_NAME", "Gatehouse",
            "APP_URL", "http://localhost:3001/",
            "MAIL_ACCENT_COLOR", "#2456d6",
            "MAIL_BACKGROUND_COLOR", "#F3F4F6");

    @Test
    void everySettingIsReadFromTheVariableOfItsName() {
        var settings = read(COMPLETE);

        assertThat(settings.from().name()).isEqualTo("Gatehouse");
        assertThat(settings.from().address().address()).isEqualTo("gatehouse@example.com");
        assertThat(settings.appName()).isEqualTo("Gatehouse");
        assertThat(settings.appUrl()).isEqualTo(URI.create("http://localhost:3001/"));
        assertThat(settings.page("/reset-password")).isEqualTo("http://localhost:3001/reset-password");
        assertThat(settings.accentColor().css()).isEqualTo("#2456d6");
        assertThat(settings.backgroundColor().css()).isEqualTo("#f3f4f6");
    }

    @Test
    void oneMessageNamesEveryMissingVariable() {
        var error = catchThrowableOfType(IllegalArgumentException.class, () -> read(Map.of()));

        assertThat(COMPLETE.keySet()).allSatisfy(name -> assertThat(error).hasMessageContaining(name + " is missing"));
        assertThat(error.getMessage().lines()).hasSize(1);
    }

    @Test
    @Tag("ASVS-16.2.5")
    void oneMessageNamesEveryMalformedVariableWithoutItsValue() {
        var malformed = new HashMap<String, String>();
        COMPLETE.keySet().forEach(name -> malformed.put(name, "://canary\n"));

        var error = catchThrowableOfType(IllegalArgumentException.class, () -> read(malformed));

        assertThat(COMPLETE.keySet()).allSatisfy(name -> assertThat(error).hasMessageContaining(name));
        assertThat(error).hasMessageNotContaining("canary").hasNoCause();
        assertThat(error.getMessage().lines()).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "MAIL_FROM | gatehouse | MAIL_FROM: ",
                "MAIL_FROM | Gatehouse <gatehouse> | MAIL_FROM: ",
                "MAIL_FROM | <a@example.com> | must be a@b or Name <a@b>",
                "MAIL_FROM | \"Gatehouse\" <a@example.com> | must be a@b or Name <a@b>",
                "MAIL_FROM | a@example.com <b@example.com> | must be a@b or Name <a@b>",
                "MAIL_FROM | Gatehouse<a@example.com> | must be a@b or Name <a@b>",
                "MAIL_FROM | Gatehouse  <a@example.com> | must be a@b or Name <a@b>",
                "MAIL_FROM | Gatehouse <a@example.com> x | must be a@b or Name <a@b>",
                "MAIL_FROM | Gatehouse <a@example.com>, Eve <eve@example.com> | must be a@b or Name <a@b>",
                "APP_URL | ftp://localhost | must be a URL with the scheme http or https",
                "APP_URL | localhost:3001 | must be a URL with the scheme http or https",
                "MAIL_ACCENT_COLOR | blue | must be a colour like #2456d6",
                "MAIL_ACCENT_COLOR | #fff | must be a colour like #2456d6",
                "MAIL_BACKGROUND_COLOR | #ffffff; color: red | must be a colour like #2456d6"
            })
    void malformedValueIsRefusedWithItsBounds(String name, String value, String expected) {
        assertRefused(name, value, expected);
    }

    @ParameterizedTest
    @ValueSource(strings = {"Gate\r\nBcc: eve@example.com", "Gate\u2028house", "\ud800", "\u0000"})
    void lineBreakInANameIsRefused(String name) {
        assertRefused("MAIL_FROM", name + " <a@example.com>", "must be a@b or Name <a@b>");
        assertRefused("APP_NAME", name, "must be 1 to 64 characters");
    }

    @Test
    void nameLengthIsBounded() {
        assertThat(read(with("APP_NAME", "😀".repeat(64))).appName()).hasSize(128);
        assertRefused("APP_NAME", "x".repeat(65), "must be 1 to 64 characters");
        assertRefused("APP_NAME", " Gatehouse", "must be 1 to 64 characters");
        assertRefused("MAIL_FROM", "x".repeat(65) + " <a@example.com>", "must be a@b or Name <a@b>");
    }

    private static void assertRefused(String name, String value, String expected) {
        assertThatThrownBy(() -> read(with(name, value)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(expected)
                .hasMessageContaining(name);
    }

    private static MailSettings read(Map<String, String> environment) {
        return Settings.read(environment, Settings.MAILS).get(Settings.MAILS);
    }

    private static Map<String, String> with(String name, String value) {
        var environment = new HashMap<>(COMPLETE);
        environment.put(name, value);
        return environment;
    }
}
