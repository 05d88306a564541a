package io.gatehouse.mail;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPEvent;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPResponse;
import io.gatehouse.domain.Ids;
import io.gatehouse.domain.account.EmailAddress;
import io.gatehouse.domain.account.LanguageTag;
import io.gatehouse.domain.mail.MailTemplate;
import io.gatehouse.domain.usecase.Authenticate;
import io.gatehouse.domain.usecase.SendEmail;
import io.gatehouse.domain.usecase.SendEmail.Order;
import io.gatehouse.domain.usecase.SendEmail.Recipient;
import io.gatehouse.web.Fields;
import io.gatehouse.web.Handler;
import io.gatehouse.web.Http;
import io.gatehouse.web.Request;
import io.gatehouse.web.Response;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** {@code POST /api/send-email}: queues a mail that an administrator or a mailer asks for. */
public final class SendEmailFunction implements RequestHandler<APIGatewayV2HTTPEvent, APIGatewayV2HTTPResponse> {

    private record View(String status, UUID id) {}

    private final SendEmail sendEmail;
    private final Handler handler;

    public SendEmailFunction() {
        this(MailBundle.ofThisProcess());
    }

    SendEmailFunction(MailBundle bundle) {
        this.sendEmail = bundle.sendEmail();
        this.handler = bundle.guard().signedIn(bundle.idempotency().once(this::queued));
    }

    @Override
    public APIGatewayV2HTTPResponse handleRequest(APIGatewayV2HTTPEvent event, Context context) {
        return Http.answer(event, context, handler);
    }

    private Response queued(Request request, Authenticate.Caller caller) {
        sendEmail.admit(caller.found().account());
        return Response.json(202, new View("queued", sendEmail.queue(request.body(SendEmailFunction::order))));
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

    /** Which variables there are to be depends on the template: if that is wrong, nothing more can be said of them. */
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
