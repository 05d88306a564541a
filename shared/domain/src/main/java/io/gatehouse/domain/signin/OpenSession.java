package io.gatehouse.domain.signin;

import io.gatehouse.domain.account.Account;
import io.gatehouse.domain.audit.Actor;
import io.gatehouse.domain.audit.AuditEntry.Action;
import io.gatehouse.domain.basics.Client;
import io.gatehouse.domain.basics.UserAgent;
import io.gatehouse.domain.errors.Reason;
import io.gatehouse.domain.errors.Refused;
import io.gatehouse.domain.mail.MailDraft;
import io.gatehouse.domain.mail.MailTemplate;
import io.gatehouse.domain.session.AccountLookup;
import io.gatehouse.domain.session.Authentication;
import io.gatehouse.domain.session.DeviceTokens;
import io.gatehouse.domain.session.Session;
import io.gatehouse.domain.session.TokenIssuer;
import io.gatehouse.domain.work.Transaction;
import io.gatehouse.domain.work.Transactions;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Map;

/** Opens a session for a user who has proved a credential. Every way of signing in ends here. */
public record OpenSession(
        Transactions transactions,
        TokenIssuer issuer,
        AccountLookup lookup,
        DeviceTokens deviceTokens,
        Session.Policy policy) {
    /** A time that people of any language can read. */
    private static final DateTimeFormatter MINUTE =
            DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm 'UTC'", Locale.ROOT).withZone(ZoneOffset.UTC);

    /**
     * The session has the epoch that was read with the credential. If the account was disabled in between, its epoch
     * has risen and the session is dead from the start.
     *
     * @throws Refused {@code INVALID_CREDENTIALS} when the account was deleted in between
     */
    public SignInResult open(ProvenUser user, Client client) {
        var account = user.account().account();
        var isNews = isNews(user);
        var session = transactions.run(tx -> {
            var opened = open(tx, user, client);
            if (isNews) {
                tx.mail(newDevice(account, client, tx.now()));
            }
            return opened;
        });
        lookup.remember(account, session);
        new SessionLimit(transactions, policy.perUser()).enforce(session);
        return new SignInResult(issuer.issue(account, session), deviceTokens.issue(account, user.device()));
    }

    private Session open(Transaction tx, ProvenUser user, Client client) {
        var account = user.account().account();
        if (tx.accounts().locked(account.id()).isEmpty()) {
            throw new Refused(Reason.INVALID_CREDENTIALS);
        }
        var authentication = Authentication.by(user.proof());
        var session =
                Session.open(tx.newId(), account, authentication, client, tx.now(), policy.lifetimes(), tx.random());
        tx.sessions().add(session);
        if (user.account().firstSignInAt() == null) {
            tx.accounts().recordFirstSignIn(account.id(), tx.now());
        }
        tx.record(Action.SIGNED_IN, user.account(), Actor.user(client));
        return session;
    }

    /**
     * Whether the owner gets a mail: at a verified address, for a device that is not known, unless it is the very first
     * sign-in.
     */
    private boolean isNews(ProvenUser user) {
        return user.account().firstSignInAt() != null
                && user.device().isEmpty()
                && user.account().account().emailVerified();
    }

    private static MailDraft newDevice(Account account, Client client, Instant now) {
        return MailDraft.to(account, MailTemplate.NEW_DEVICE)
                .variables(Map.of(
                        "time", MINUTE.format(now),
                        "ip", client.ip(),
                        "userAgent", UserAgent.describe(client.userAgent())));
    }
}
