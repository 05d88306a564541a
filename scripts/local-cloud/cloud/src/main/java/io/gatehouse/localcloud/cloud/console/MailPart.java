package io.gatehouse.localcloud.cloud.console;

import io.gatehouse.localcloud.services.LocalServer;
import io.gatehouse.localcloud.services.aws.Mailbox;
import io.gatehouse.localcloud.services.aws.SentMail;
import io.helidon.http.HeaderNames;
import io.helidon.http.Status;
import io.helidon.webserver.http.HttpRules;
import io.helidon.webserver.http.HttpService;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.util.List;

/** {@code GET /mail?to=…} answers the mails to an address, or all, newest first; {@code DELETE /mail} empties it. */
public record MailPart(Mailbox mailbox) implements HttpService {
    @Override
    public void routing(HttpRules rules) {
        rules.get("/mail", this::list).delete("/mail", this::clear);
    }

    /** The page asks every two seconds: with the entity tag it gets the mails only when they have changed. */
    private void list(ServerRequest request, ServerResponse response) {
        var mails = request.query().first("to").map(mailbox::to).orElseGet(mailbox::all);
        var tag = entityTag(mails);
        response.header(HeaderNames.ETAG, tag);
        if (request.headers()
                .first(HeaderNames.IF_NONE_MATCH)
                .filter(tag::equals)
                .isPresent()) {
            response.status(Status.NOT_MODIFIED_304).send();
            return;
        }
        LocalServer.sendJson(response, mails);
    }

    /** Mails never change: the newest and their number tell two lists of the same address apart. */
    private static String entityTag(List<SentMail> mails) {
        return mails.isEmpty()
                ? "\"empty\""
                : "\"%s-%s\"".formatted(mails.getFirst().id(), mails.size());
    }

    private void clear(ServerRequest request, ServerResponse response) {
        mailbox.clear();
        response.status(Status.NO_CONTENT_204).send();
    }
}
