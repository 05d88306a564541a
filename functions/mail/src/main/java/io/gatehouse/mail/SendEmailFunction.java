package io.gatehouse.mail;

import io.gatehouse.domain.account.EmailAddress;
import io.gatehouse.domain.account.LanguageTag;
import io.gatehouse.domain.basics.Ids;
import io.gatehouse.domain.mail.MailTemplate;
import io.gatehouse.domain.mailing.SendEmail;
import io.gatehouse.domain.mailing.SendEmail.Order;
import io.gatehouse.domain.mailing.SendEmail.Recipient;
import io.gatehouse.domain.session.Caller;
import io.gatehouse.web.Api;
import io.gatehouse.web.Fields;
import io.gatehouse.web.Idempotency;
import io.gatehouse.web.Request;
import io.gatehouse.web.Response;
import io.gatehouse.web.SignedInFunction;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** {@code POST /api/send-email}: queues a mail that an administrator or a mailer asks for. */
public final class SendEmailFunction extends SignedInFunction {

    private record View(String status, UUID id) {}

    private final SendEmail sendEmail;
    private final Idempotency idempotency;

    public SendEmailFunction() {
        this(Mailing.api());
    }

    SendEmailFunction(Api api) {
        super(api);
        this.sendEmail = api.useCases().sendEmail();
        this.idempotency = api.idempotency();
    }

    @Override
    protected Response answer(Request request, Caller caller) {
        sendEmail.authorise(caller.account()); // before the body is read: 403 comes before 400
        return idempotency.once(request, caller, () -> request.body(SendEmailFunction::order), order -> {
            var id = sendEmail.send(caller, order, request.client());
            return Response.json(202, new View("queued", id));
        });
    }

    private static Order order(Fields fields) {
        var template = fields.required("template", MailTemplate::sentByHand);
        var recipient = fields.<Recipient>exactlyOne(
                "to",
                text -> new Recipient.Address(EmailAddress.parse(text)),
                "userId",
                text -> new Recipient.User(Ids.parse(text)));
        var locale = fields.optional("locale", LanguageTag::parse);
        var variables = fields.object("variables", given -> variables(given, template));
        return new Order(template, recipient, locale, variables);
    }

    /** The template decides which variables there are; without a valid one they cannot be checked. */
    private static Map<String, String> variables(Fields given, @Nullable MailTemplate template) {
        if (template == null) {
            return given.texts();
        }
        var variables = new HashMap<String, String>();
        for (var name : template.variables()) {
            variables.put(name, given.required(name, value -> template.checked(name, value)));
        }
        return variables;
    }
}
