package io.gatehouse.domain.usecase;

import io.gatehouse.domain.Ids;
import io.gatehouse.domain.KeyedHash;
import io.gatehouse.domain.Refused;
import io.gatehouse.domain.Refused.Reason;
import io.gatehouse.domain.account.Account;
import io.gatehouse.domain.account.Accounts.Secured;
import io.gatehouse.domain.account.EmailAddress;
import io.gatehouse.domain.account.Registration;
import io.gatehouse.domain.audit.AuditEntry;
import io.gatehouse.domain.audit.AuditEntry.Action;
import io.gatehouse.domain.credential.Password;
import io.gatehouse.domain.credential.PasswordHasher;
import io.gatehouse.domain.mail.Mail;
import io.gatehouse.domain.mail.MailTemplate;
import io.gatehouse.domain.session.AccessTokens;
import io.gatehouse.domain.session.Client;
import io.gatehouse.domain.session.DeviceToken;
import io.gatehouse.domain.session.Directory;
import io.gatehouse.domain.session.RefreshToken;
import io.gatehouse.domain.session.Session;
import io.gatehouse.domain.store.Outbox.Entry;
import io.gatehouse.domain.store.Transaction;
import io.gatehouse.domain.store.Transactions;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Trades an address and a password for a session. Takes the same time for an unknown address as for a wrong password,
 * and says whether an account is disabled only to whoever knows its password.
 */
public final class SignIn {
    /** Whom the device token of a stranger is compared with. */
    private static final UUID NO_ACCOUNT = new UUID(0, 0);
    /** A time as people of any language read it. */
    private static final DateTimeFormatter MINUTE =
            DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm 'UTC'", Locale.ROOT).withZone(ZoneOffset.UTC);

    /**
     * What somebody signs in with.
     *
     * @param deviceToken what an earlier sign-in gave to this device, if any
     */
    public record Credentials(
            EmailAddress email, Password password, @Nullable String deviceToken) {}

    /** @param deviceToken for the device to keep, and to show at its next sign-in */
    public record Welcome(SignedIn signedIn, DeviceToken deviceToken) {}

    /**
     * The rules that a deployment sets.
     *
     * @param verifiedOnly whether an address has to be verified before the first sign-in
     */
    public record Rules(Session.Lifetimes lifetimes, boolean verifiedOnly) {}

    /**
     * What an address leads to.
     *
     * @param registration the newest that waits for its address to be verified
     * @param device the device token, if it is one of the account's
     * @param target what failures count on
     */
    private record Found(
            Optional<Secured> secured,
            Optional<Registration> registration,
            Optional<DeviceToken> device,
            byte[] target) {

        /** Null when there is no account. */
        @Nullable
        String passwordHash() {
            return secured.map(Secured::passwordHash).orElse(null);
        }

        /** Null when nothing waits to become an account. */
        @Nullable
        String registeredHash() {
            return registration.map(Registration::passwordHash).orElse(null);
        }

        boolean isVerified() {
            return secured.filter(s -> s.account().emailVerified()).isPresent();
        }
    }

    private final Transactions transactions;
    private final PasswordHasher hasher;
    private final AccessTokens tokens;
    private final Directory directory;
    private final AfterCommit afterCommit;
    private final Throttle throttle;
    private final MailQuota quota;
    private final Auditing auditing;
    private final KeyedHash hash;
    private final Ids ids;
    private final InstantSource clock;
    private final Random random;
    private final Rules rules;

    /** @param random cryptographically strong */
    public SignIn(
            Transactions transactions,
            PasswordHasher hasher,
            AccessTokens tokens,
            Directory directory,
            AfterCommit afterCommit,
            Throttle throttle,
            MailQuota quota,
            Auditing auditing,
            KeyedHash hash,
            Ids ids,
            InstantSource clock,
            Random random,
            Rules rules) {
        this.transactions = transactions;
        this.hasher = hasher;
        this.tokens = tokens;
        this.directory = directory;
        this.afterCommit = afterCommit;
        this.throttle = throttle;
        this.quota = quota;
        this.auditing = auditing;
        this.hash = hash;
        this.ids = ids;
        this.clock = clock;
        this.random = random;
        this.rules = rules;
    }

    /**
     * @throws Refused {@code INVALID_CREDENTIALS}, {@code ACCOUNT_DISABLED} or {@code EMAIL_NOT_VERIFIED}
     * @throws io.gatehouse.domain.TooManyAttempts when too many before it have failed
     */
    public Welcome with(Credentials credentials, Client client) {
        var address = throttle.address(credentials.email().key()); // may read the key of hashes, which takes its time
        var found = transactions.run(tx -> find(tx, credentials, address));
        if (!hasher.matches(credentials.password(), found.passwordHash())) {
            throw refusal(mismatch(credentials.password(), found), credentials, found, client);
        }
        if (found.secured().filter(s -> !s.account().active()).isPresent()) {
            throw refusal(Reason.ACCOUNT_DISABLED, credentials, found, client);
        }
        if (rules.verifiedOnly() && !found.isVerified()) {
            throw refusal(Reason.EMAIL_NOT_VERIFIED, credentials, found, client);
        }
        var secured = found.secured().orElseThrow();
        return open(found, secured, freshHash(credentials.password(), secured), client);
    }

    /**
     * Whoever registers an address and signs in with what they chose hears the same whether or not it has an account;
     * so does a clock, for there are two hashes whatever there is to compare with.
     */
    private Reason mismatch(Password password, Found found) {
        return rules.verifiedOnly() && hasher.matches(password, found.registeredHash())
                ? Reason.EMAIL_NOT_VERIFIED
                : Reason.INVALID_CREDENTIALS;
    }

    private Found find(Transaction tx, Credentials credentials, byte[] address) {
        var secured = tx.accounts().byEmail(credentials.email().key());
        var accountId = secured.map(s -> s.account().id()).orElse(NO_ACCOUNT);
        var device = Optional.ofNullable(credentials.deviceToken())
                .flatMap(DeviceToken::parse)
                .filter(token -> token.isGenuine(accountId, hash));
        var target = device.map(token -> throttle.device(token.device())).orElse(address);
        throttle.admit(tx, target);
        var registration = rules.verifiedOnly()
                ? tx.registrations().newest(credentials.email().key(), clock.instant())
                : Optional.<Registration>empty();
        return new Found(secured, registration, device, target);
    }

    /** Writes down what went wrong; only a wrong password counts as a failure. */
    private Refused refusal(Reason reason, Credentials credentials, Found found, Client client) {
        transactions.execute(tx -> {
            if (reason == Reason.INVALID_CREDENTIALS) {
                throttle.failed(tx, found.target());
            }
            tx.audit().add(failure(reason, credentials.email(), found.secured(), client));
        });
        return new Refused(reason);
    }

    private AuditEntry failure(Reason reason, EmailAddress email, Optional<Secured> secured, Client client) {
        var detail = reason.name().toLowerCase(Locale.ROOT);
        return secured.map(s -> auditing.byClient(s.pseudonym(), Action.SIGN_IN_FAILED, detail, client))
                .orElseGet(() -> auditing.byStranger(email.key(), Action.SIGN_IN_FAILED, detail, client));
    }

    private @Nullable String freshHash(Password password, Secured secured) {
        return hasher.outdated(secured.passwordHash()) ? hasher.hash(password) : null;
    }

    /**
     * The session has the epoch that was read with the password: a ban in between has raised the account's, and the
     * session is over. An account that was deleted in between gets none.
     */
    private Welcome open(Found found, Secured secured, @Nullable String freshHash, Client client) {
        var account = secured.account();
        var now = clock.instant();
        var session = Session.open(ids.next(), account, client, now, rules.lifetimes(), random);
        var news = isNews(found, secured);
        var work = transactions.run(tx -> {
            if (tx.accounts().locked(account.id()).isEmpty()) {
                throw new Refused(Reason.INVALID_CREDENTIALS);
            }
            tx.sessions().add(session);
            throttle.succeeded(tx, found.target());
            if (freshHash != null) {
                tx.accounts().rehash(account.id(), secured.passwordHash(), freshHash);
            }
            if (secured.firstSignInAt() == null) {
                tx.accounts().signedInFirst(account.id(), now);
            }
            tx.audit().add(auditing.byClient(secured.pseudonym(), Action.SIGNED_IN, client));
            return news ? List.of(afterCommit.mail(tx, newDevice(account, client, now))) : List.<Entry>of();
        });
        directory.remember(account, session);
        afterCommit.run(work);
        var signedIn = new SignedIn(
                account,
                tokens.issue(account, session),
                RefreshToken.newestOf(session),
                session.secondsLeft(clock.instant()));
        return new Welcome(signedIn, found.device().orElseGet(() -> DeviceToken.issue(account.id(), hash, random)));
    }

    /** Whether the owner is to hear of a sign-in: from a device that is not known yet, unless it is the very first. */
    private boolean isNews(Found found, Secured secured) {
        return secured.firstSignInAt() != null
                && found.device().isEmpty()
                && quota.admitsNews(secured.account().email());
    }

    private Mail newDevice(Account account, Client client, Instant now) {
        var variables = Map.of(
                "time", MINUTE.format(now),
                "ip", client.ip(),
                "userAgent", client.userAgent().isBlank() ? "-" : client.userAgent());
        return Mail.to(account, ids.next(), MailTemplate.NEW_DEVICE, now).with(variables);
    }
}
