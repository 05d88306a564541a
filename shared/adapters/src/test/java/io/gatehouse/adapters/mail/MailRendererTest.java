package io.gatehouse.adapters.mail;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.domain.mail.Mail;
import io.gatehouse.domain.mail.MailTemplate;
import java.net.URI;
import java.time.Instant;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

final class MailRendererTest {
    private static final String MARKUP = "<script>alert(\"1\") & 'more'</script>";

    private final MailRenderer renderer = new MailRenderer(URI.create("https://app.example.com/"));

    static Stream<Arguments> everyTemplateInEveryLanguage() {
        return Arrays.stream(MailTemplate.values())
                .flatMap(
                        template -> Arrays.stream(Language.values()).map(language -> Arguments.of(template, language)));
    }

    @ParameterizedTest
    @MethodSource("everyTemplateInEveryLanguage")
    void everyTemplateIsWrittenInEveryLanguage(MailTemplate template, Language language) {
        var mail = rendered(template, language, "some text");

        assertThat(mail.subject()).isNotBlank();
        assertThat(mail.text()).contains("https://app.example.com").doesNotContain("example.com/\n");
        assertThat(mail.html())
                .startsWith("<!DOCTYPE html>")
                .contains("<html lang=\"" + language.tag() + "\" dir=\"" + language.direction() + "\">")
                .contains("href=\"https://app.example.com\"")
                .endsWith("</html>");
    }

    @ParameterizedTest
    @MethodSource("everyTemplateInEveryLanguage")
    void nothingThatIsPutIntoHtmlIsMarkup(MailTemplate template, Language language) {
        var mail = rendered(template, language, MARKUP);

        assertThat(mail.html()).doesNotContain("<script");
    }

    @Test
    void whatIsPutIntoHtmlIsEscaped() {
        var notice = rendered(MailTemplate.NOTICE, Language.ENGLISH, MARKUP);

        assertThat(notice.html())
                .contains(">&lt;script&gt;alert(\"1\") &amp; 'more'&lt;/script&gt;</h1>")
                .contains("aria-label=\"&lt;script>alert(&#34;1&#34;) &amp; &#39;more&#39;&lt;/script>\"");
    }

    @ParameterizedTest
    @MethodSource("everyTemplateInEveryLanguage")
    void theTextIsPlain(MailTemplate template, Language language) {
        var mail = rendered(template, language, "Fish & chips");

        assertThat(mail.subject() + mail.text()).doesNotContain("<", "&amp;", "@template", "${");
    }

    @ParameterizedTest
    @MethodSource("everyTemplateInEveryLanguage")
    void aSubjectIsOneLineWhateverIsPutIntoIt(MailTemplate template, Language language) {
        var mail = rendered(template, language, "one\r\nBcc: two\u2028three");

        assertThat(mail.subject()).doesNotContainPattern("\\R");
    }

    @Test
    void aHebrewMailIsInHebrewFromRightToLeft() {
        var mail = rendered(MailTemplate.WELCOME, Language.HEBREW, "");

        assertThat(mail.subject()).isEqualTo("ברוכים הבאים ל־Gatehouse");
        assertThat(mail.html()).contains("<html lang=\"he\" dir=\"rtl\">");
    }

    @Test
    void theLinesOfANoticeStayLines() {
        var mail = rendered(MailTemplate.NOTICE, Language.ENGLISH, "one\ntwo");

        assertThat(mail.text()).startsWith("one\ntwo\n");
        assertThat(mail.html()).containsPattern("one<br>\\s*two<br>");
    }

    @ParameterizedTest
    @CsvSource({"en,ENGLISH", "en-GB,ENGLISH", "he,HEBREW", "he-IL,HEBREW", "iw,HEBREW", "fr,ENGLISH", "und,ENGLISH"})
    void aLocaleWhoseLanguageHasNoTemplatesGetsEnglish(String tag, Language language) {
        assertThat(Language.of(Locale.forLanguageTag(tag))).isEqualTo(language);
    }

    /** @param value for every variable that a template may ask for */
    private RenderedMail rendered(MailTemplate template, Language language, String value) {
        var mail = new Mail(
                UUID.randomUUID(),
                null,
                "ada@example.com",
                template,
                Locale.forLanguageTag(language.tag()),
                Map.of("title", value, "message", value),
                null,
                Instant.EPOCH);
        return renderer.render(mail, null);
    }
}
