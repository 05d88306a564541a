package io.gatehouse.adapters.mail;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.adapters.MailProvider;
import io.gatehouse.domain.mail.Mail;
import io.gatehouse.domain.mail.MailLink;
import io.gatehouse.domain.mail.MailLink.Purpose;
import io.gatehouse.domain.mail.MailTemplate;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Locale;
import java.util.UUID;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

final class MailRendererTest {
    private static final String APP = "https://app.example.com";
    private static final String TOKEN = "Zm9yIGEgdGVzdCBvbmx5LCBhbmQgbm8gbW9yZSB0aGFu";
    private static final String MARKUP = "<script>alert(\"1\") & 'more'</script>";
    private static final Pattern HREF = Pattern.compile("href=\"([^\"]*)\"");

    private final MailRenderer renderer = new MailRenderer(MailProvider.settings("Gatehouse"));

    static Stream<Arguments> everyTemplateInEveryLanguage() {
        return Arrays.stream(MailTemplate.values()).flatMap(MailRendererTest::inEveryLanguage);
    }

    static Stream<Arguments> everyTemplateWithALink() {
        return everyTemplateInEveryLanguage()
                .filter(arguments -> purpose((MailTemplate) arguments.get()[0]) != null);
    }

    private static Stream<Arguments> inEveryLanguage(MailTemplate template) {
        return Arrays.stream(Language.values()).map(language -> Arguments.of(template, language));
    }

    @ParameterizedTest
    @MethodSource("everyTemplateInEveryLanguage")
    void everyTemplateExistsInEveryLanguage(MailTemplate template, Language language) {
        var mail = rendered(template, language, "some text");

        assertThat(mail.subject()).isNotBlank();
        assertThat(mail.text())
                .contains("https://app.example.com")
                .doesNotContain("example.com/\n")
                .doesNotContain("\n\n\n");
        assertThat(mail.html())
                .startsWith("<!DOCTYPE html>")
                .contains("<html lang=\"" + language.tag() + "\" dir=\"" + language.direction() + "\">")
                .contains("href=\"https://app.example.com\"")
                .endsWith("</html>");
    }

    @ParameterizedTest
    @MethodSource("everyTemplateInEveryLanguage")
    void everyTemplateIsInItsOwnLanguage(MailTemplate template, Language language) {
        var mail = rendered(template, language, "");

        var letters = language == Language.HEBREW ? "\\p{InHebrew}" : "[a-z]";
        var strangers = language == Language.HEBREW ? "\\b(the|you|your|link)\\b" : "\\p{InHebrew}";
        assertThat(mail.text()).containsPattern(letters).doesNotContainPattern(strangers);
        assertThat(mail.html().replaceAll("<[^>]*>", ""))
                .containsPattern(letters)
                .doesNotContainPattern(strangers);
    }

    @ParameterizedTest
    @MethodSource("everyTemplateWithALink")
    void linkIsALineInTheTextAndAButtonInTheHtml(MailTemplate template, Language language) {
        var mail = rendered(template, language, "some text");

        var url = APP + purpose(template).page() + "?token=" + TOKEN;
        assertThat(mail.text().lines()).containsOnlyOnce(url);
        assertThat(mail.html())
                .contains("<a class=\"button\" href=\"" + url + "\" style=")
                .contains(">" + url + "</bdi>");
    }

    @ParameterizedTest
    @CsvSource({
        "WELCOME, ENGLISH, within 24 hours.",
        "VERIFY_EMAIL, ENGLISH, within 24 hours.",
        "RESET_PASSWORD, ENGLISH, within 30 minutes.",
        "CONFIRM_EMAIL_CHANGE, ENGLISH, within 1 hour.",
        "WELCOME, HEBREW, במשך 24 שעות בלבד.",
        "VERIFY_EMAIL, HEBREW, במשך 24 שעות בלבד.",
        "RESET_PASSWORD, HEBREW, במשך 30 דקות בלבד.",
        "CONFIRM_EMAIL_CHANGE, HEBREW, במשך שעה בלבד."
    })
    void mailTellsHowLongItsLinkWorks(MailTemplate template, Language language, String lifetime) {
        var mail = rendered(template, language, "some text");

        assertThat(mail.text()).contains(lifetime);
        assertThat(mail.html()).contains(lifetime);
    }

    @ParameterizedTest
    @CsvSource({
        "PT2H, 2 hours, שעתיים",
        "PT3H, 3 hours, 3 שעות",
        "PT1M, 1 minute, דקה",
        "PT2M, 2 minutes, שתי דקות",
        "PT90M, 90 minutes, 90 דקות"
    })
    void lifetimesAreGrammatical(Duration lifetime, String english, String hebrew) {
        assertThat(Language.ENGLISH.inWords(lifetime)).isEqualTo(english);
        assertThat(Language.HEBREW.inWords(lifetime)).isEqualTo(hebrew);
    }

    @ParameterizedTest
    @CsvSource({"ENGLISH, link, confirm", "HEBREW, קישור, לאשר"})
    void welcomeWithoutALinkHasNothingToConfirm(Language language, String link, String confirm) {
        var mail = renderer.render(mail(MailTemplate.WELCOME, language, "", null), null);

        assertThat(mail.text()).doesNotContain(link, confirm, "token");
        assertThat(mail.html().replaceAll("<style>[\\s\\S]*</style>", "")).doesNotContain(link, confirm, "token");
    }

    @ParameterizedTest
    @Tag("ASVS-1.2.1")
    @MethodSource("everyTemplateInEveryLanguage")
    void variablesAreNoMarkupInHtml(MailTemplate template, Language language) {
        var mail = rendered(template, language, MARKUP);

        assertThat(mail.html()).doesNotContain("<script");
    }

    @ParameterizedTest
    @MethodSource("everyTemplateInEveryLanguage")
    void variablesCannotBeClicked(MailTemplate template, Language language) {
        var mail = rendered(template, language, "https://evil.example/x");

        assertThat(HREF.matcher(mail.html()).results().map(MailRendererTest::target))
                .isNotEmpty()
                .allSatisfy(target -> assertThat(target).startsWith(APP));
    }

    @ParameterizedTest
    @CsvSource({
        "See https://evil.example/x or www.evil.example, See https   evil example x or www evil example",
        "write to eve@evil.example, write to eve evil example",
        "Mozilla/5.0 (X11; Linux x86_64; rv:145.0) Gecko/20100101, Mozilla/5.0 (X11; Linux x86_64; rv:145.0) Gecko/20100101"
    })
    void userAgentDoesNotBecomeALink(String userAgent, String shown) {
        var mail = rendered(MailTemplate.NEW_DEVICE, Language.ENGLISH, userAgent);

        assertThat(mail.text()).contains("Browser or app: \u2068" + shown + "\u2069\n");
        assertThat(mail.html()).contains("Browser or app: <bdi>" + shown + "</bdi>");
    }

    @Test
    void variablesAreIsolatedInHebrew() {
        var change = rendered(MailTemplate.CONFIRM_EMAIL_CHANGE, Language.HEBREW, "new@example.com");

        assertThat(change.text()).contains("ל־\u2068new@example.com\u2069.");
        assertThat(change.html()).contains("ל־<bdi>new@example.com</bdi>.");
    }

    @Test
    void variablesAreEscapedInHtml() {
        var notice = rendered(MailTemplate.NOTICE, Language.ENGLISH, MARKUP);

        assertThat(notice.html())
                .contains(">&lt;script&gt;alert(\"1\") &amp; 'more'&lt;/script&gt;</h1>")
                .contains("aria-label=\"&lt;script>alert(&#34;1&#34;) &amp; &#39;more&#39;&lt;/script>\"");
    }

    @ParameterizedTest
    @MethodSource("everyTemplateInEveryLanguage")
    void textIsPlain(MailTemplate template, Language language) {
        var mail = rendered(template, language, "Fish & chips");

        assertThat(mail.subject() + mail.text()).doesNotContain("<", "&amp;", "@template", "${", "@if");
    }

    @ParameterizedTest
    @MethodSource("everyTemplateInEveryLanguage")
    void subjectIsAlwaysOneLine(MailTemplate template, Language language) {
        var mail = rendered(template, language, "one\r\nBcc: two\u2028three");

        assertThat(mail.subject()).doesNotContainPattern("\\R");
    }

    @Test
    void hebrewMailReadsFromRightToLeft() {
        var mail = rendered(MailTemplate.WELCOME, Language.HEBREW, "");

        assertThat(mail.subject()).isEqualTo("ברוכים הבאים ל־Gatehouse");
        assertThat(mail.html()).contains("<html lang=\"he\" dir=\"rtl\">");
    }

    @ParameterizedTest
    @MethodSource("everyTemplateInEveryLanguage")
    void everyMailNamesTheApplication(MailTemplate template, Language language) {
        var mail = rendered(called("Acme & <b>Söhne</b>"), template, language, "some text");

        assertThat(mail.html()).contains("Acme &amp; &lt;b&gt;Söhne&lt;/b&gt;").doesNotContain("<b>", "Gatehouse");
        assertThat(mail.subject() + mail.text()).doesNotContain("&amp;", "Gatehouse");
    }

    @ParameterizedTest
    @CsvSource({
        "Acme, ENGLISH, Welcome to Acme",
        "Acme!, ENGLISH, Welcome to Acme!",
        "שער, ENGLISH, Welcome to שער",
        "Acme Corp, HEBREW, ברוכים הבאים ל־Acme Corp",
        "Studio 54, HEBREW, ברוכים הבאים ל־Studio 54",
        "Acme!, HEBREW, ברוכים הבאים ל־\u2068Acme!\u2069",
        "54 Studio, HEBREW, ברוכים הבאים ל־\u206854 Studio\u2069",
        "שער 2, ENGLISH, Welcome to \u2068שער 2\u2069"
    })
    void nameOfAnotherDirectionIsIsolated(String name, Language language, String subject) {
        assertThat(rendered(called(name), MailTemplate.WELCOME, language, "").subject())
                .isEqualTo(subject);
    }

    @Test
    void linesOfANoticeAreKept() {
        var mail = rendered(MailTemplate.NOTICE, Language.ENGLISH, "one\ntwo");

        assertThat(mail.text()).startsWith("one\ntwo\n");
        assertThat(mail.html()).containsPattern("one<br>\\s*two<br>");
    }

    @ParameterizedTest
    @CsvSource({"en,ENGLISH", "en-GB,ENGLISH", "he,HEBREW", "he-IL,HEBREW", "iw,HEBREW", "fr,ENGLISH", "und,ENGLISH"})
    void localeWithoutTemplatesGetsEnglish(String tag, Language language) {
        assertThat(Language.of(Locale.forLanguageTag(tag))).isEqualTo(language);
    }

    private static String target(MatchResult href) {
        return href.group(1);
    }

    /** What the link of a template is for; null when it has none. */
    private static @Nullable Purpose purpose(MailTemplate template) {
        return switch (template) {
            case WELCOME, VERIFY_EMAIL -> Purpose.VERIFY_EMAIL;
            case RESET_PASSWORD -> Purpose.RESET_PASSWORD;
            case CONFIRM_EMAIL_CHANGE -> Purpose.CONFIRM_NEW_EMAIL;
            default -> null;
        };
    }

    /** @param value for every variable that the template declares */
    private RenderedMail rendered(MailTemplate template, Language language, String value) {
        return rendered(renderer, template, language, value);
    }

    private static MailRenderer called(String appName) {
        return new MailRenderer(MailProvider.settings(appName));
    }

    private static RenderedMail rendered(
            MailRenderer renderer, MailTemplate template, Language language, String value) {
        var purpose = purpose(template);
        var link = purpose == null ? null : new MailLink(purpose, UUID.randomUUID(), "");
        return renderer.render(mail(template, language, value, link), link == null ? null : TOKEN);
    }

    private static Mail mail(MailTemplate template, Language language, String value, @Nullable MailLink link) {
        var variables = template.variables().stream().collect(Collectors.toMap(name -> name, _ -> value));
        return new Mail(
                UUID.randomUUID(),
                null,
                "ada@example.com",
                template,
                Locale.forLanguageTag(language.tag()),
                variables,
                link,
                template.kind(),
                false,
                Instant.EPOCH);
    }
}
