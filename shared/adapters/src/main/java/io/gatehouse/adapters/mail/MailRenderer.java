package io.gatehouse.adapters.mail;

import gg.jte.ContentType;
import gg.jte.TemplateEngine;
import gg.jte.output.StringOutput;
import io.gatehouse.adapters.config.MailSettings;
import io.gatehouse.adapters.mail.Letter.Link;
import io.gatehouse.domain.mail.Mail;
import io.gatehouse.domain.mail.MailLink;
import org.jspecify.annotations.Nullable;

/**
 * Renders mails from the templates in {@code src/main/jte}, which are compiled with this module. A mail's text stands
 * in {@code text/<language>/<template>.jte}, its subject on top as in a mail's own source; its HTML part stands in
 * {@code html/<language>/<template>.jte}.
 */
record MailRenderer(MailSettings settings) {
    private static final String SUBJECT = "Subject: ";

    private static final TemplateEngine TEXT = engine(ContentType.Plain, "text");
    private static final TemplateEngine HTML = engine(ContentType.Html, "html");

    /**
     * Renders a mail in the language of its locale, or in English.
     *
     * @param token what its link carries; null when it has none
     */
    RenderedMail render(Mail mail, @Nullable String token) {
        var language = Language.of(mail.locale());
        var template = language.tag() + "/" + mail.template().label() + ".jte";
        var letter = new Letter(language, settings, mail.variables(), link(language, mail.link(), token));
        var text = rendered(TEXT, template, letter).split("\n\n", 2);
        return new RenderedMail(subject(text[0]), text[1], rendered(HTML, template, letter));
    }

    private @Nullable Link link(Language language, @Nullable MailLink link, @Nullable String token) {
        if (link == null || token == null) {
            return null;
        }
        var purpose = link.purpose();
        return new Link(settings.page(purpose.page() + "?token=" + token), language.inWords(purpose.lifetime()));
    }

    private static String subject(String header) {
        return header.substring(SUBJECT.length()).replaceAll("\\R+", " ");
    }

    private static String rendered(TemplateEngine engine, String template, Letter letter) {
        var output = new StringOutput();
        engine.render(template, letter, output);
        return output.toString().strip();
    }

    private static TemplateEngine engine(ContentType contentType, String folder) {
        var packageName = MailRenderer.class.getPackageName() + "." + folder;
        return TemplateEngine.createPrecompiled(null, contentType, MailRenderer.class.getClassLoader(), packageName);
    }
}
