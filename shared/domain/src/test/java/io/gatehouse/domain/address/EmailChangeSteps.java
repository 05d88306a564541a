package io.gatehouse.domain.address;

import static java.util.stream.Collectors.toMap;

import io.gatehouse.domain.account.Account;
import io.gatehouse.domain.account.EmailAddress;
import io.gatehouse.domain.proof.Evidence;
import io.gatehouse.domain.session.Caller;
import io.gatehouse.domain.testing.InMemoryPorts.SentMail;
import io.gatehouse.domain.testing.Samples;
import io.gatehouse.domain.testing.TestGatehouse;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;

/** A user who changes their address. */
final class EmailChangeSteps {
    static final Locale HEBREW = Locale.forLanguageTag("he-IL");

    /** The tokens that the two addresses were sent. */
    record Tokens(String toOld, String toNew) {}

    final TestGatehouse gatehouse = new TestGatehouse();
    final Account account = gatehouse.verify(gatehouse.register(Samples.freshAddress(), HEBREW));
    final EmailAddress old = account.email();
    final Caller caller = gatehouse.signIn(old);

    EmailChangeSteps() {
        gatehouse.deliverMails();
    }

    /** Requests the change. Returns the mails that it causes. */
    List<SentMail> request(EmailAddress address) {
        gatehouse.useCases().requestEmailChange().request(caller, gatehouse.proof(caller), address, Samples.CLIENT);
        return gatehouse.deliverMails();
    }

    Tokens requestTokens(EmailAddress address) {
        var tokens = tokens(request(address));
        return new Tokens(
                Objects.requireNonNull(tokens.get(old.address())),
                Objects.requireNonNull(tokens.get(address.address())));
    }

    private static Map<String, String> tokens(List<SentMail> sent) {
        return sent.stream().collect(toMap(s -> s.mail().to(), s -> Objects.requireNonNull(s.token())));
    }

    /** As the owner of the account. */
    ConfirmEmailChange.Result confirm(String token) {
        return confirm(token, TestGatehouse.evidence(caller));
    }

    ConfirmEmailChange.Result confirm(String token, Evidence evidence) {
        return gatehouse.useCases().confirmEmailChange().confirm(token, evidence, Samples.CLIENT);
    }
}
