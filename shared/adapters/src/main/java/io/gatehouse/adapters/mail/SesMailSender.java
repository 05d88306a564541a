package io.gatehouse.adapters.mail;

import io.gatehouse.adapters.aws.AwsClients;
import io.gatehouse.adapters.config.MailSettings;
import io.gatehouse.domain.errors.Unavailable;
import io.gatehouse.domain.mail.Mail;
import io.gatehouse.domain.mail.MailSender;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.retries.DefaultRetryStrategy;
import software.amazon.awssdk.retries.api.RetryStrategy;
import software.amazon.awssdk.services.sesv2.SesV2Client;
import software.amazon.awssdk.services.sesv2.model.Content;
import software.amazon.awssdk.services.sesv2.model.Message;
import software.amazon.awssdk.services.sesv2.model.MessageTag;
import software.amazon.awssdk.services.sesv2.model.SendEmailRequest;

/** Sends mails by SES v2. Its exceptions never contain a recipient. */
public final class SesMailSender implements MailSender {
    private static final Duration CALL = Duration.ofSeconds(5);
    /** More than a call has: SES may be at an unanswered attempt still. */
    private static final Duration ATTEMPT = CALL.plusSeconds(1);
    /** Repeats what SES has refused for the moment, and never what it may have taken: that would be a second copy. */
    private static final RetryStrategy RETRIES = DefaultRetryStrategy.standardStrategyBuilder()
            .useClientDefaults(false)
            .retryOnException(SesMailSender::mayPass)
            .build();

    private final SesV2Client ses;
    private final String from;
    private final MailRenderer renderer;

    public SesMailSender(MailSettings settings) {
        this.ses = AwsClients.build(
                SesV2Client.builder().overrideConfiguration(o -> o.retryStrategy(RETRIES)), CALL, ATTEMPT);
        this.from = MailboxHeader.of(settings.from());
        this.renderer = new MailRenderer(settings);
    }

    /** @throws Refusal when SES will not take the mail, as often as it is asked */
    @Override
    public String send(Mail mail, @Nullable String token) {
        var request = request(mail, renderer.render(mail, token));
        try {
            return ses.sendEmail(request).messageId();
        } catch (AwsServiceException e) {
            var refusal = new Refusal(e);
            throw mayPass(e) ? new Unavailable("mail provider", refusal) : refusal;
        } catch (SdkClientException e) {
            throw new Unavailable("mail provider", e);
        }
    }

    private static boolean mayPass(Throwable e) {
        return e instanceof AwsServiceException answer
                && (answer.isThrottlingException() || answer.statusCode() >= 500);
    }

    private SendEmailRequest request(Mail mail, RenderedMail rendered) {
        var message = Message.builder()
                .subject(utf8(rendered.subject()))
                .body(body -> body.text(utf8(rendered.text())).html(utf8(rendered.html())))
                .build();
        return SendEmailRequest.builder()
                .fromEmailAddress(from)
                .destination(destination -> destination.toAddresses(MailboxHeader.withAsciiDomain(mail.to())))
                .content(content -> content.simple(message))
                .emailTags(
                        tag("template", mail.template().label()),
                        tag("mail", mail.id().toString()))
                .build();
    }

    private static Content utf8(String data) {
        return Content.builder()
                .data(data)
                .charset(StandardCharsets.UTF_8.name())
                .build();
    }

    private static MessageTag tag(String name, String value) {
        return MessageTag.builder().name(name).value(value).build();
    }

    /** What SES answered instead of taking a mail, without its message: that may quote an address. */
    static final class Refusal extends RuntimeException {
        Refusal(AwsServiceException e) {
            super("SES answered %s %s to request %s"
                    .formatted(e.statusCode(), e.awsErrorDetails().errorCode(), e.requestId()));
        }
    }
}
