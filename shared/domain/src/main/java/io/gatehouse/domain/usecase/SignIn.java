package io.gatehouse.domain.usecase;

import io.gatehouse.domain.Ids;
import io.gatehouse.domain.Refused;
import io.gatehouse.domain.Refused.Reason;
import io.gatehouse.domain.account.Account;
import io.gatehouse.domain.account.Accounts.Secured;
import io.gatehouse.domain.account.EmailAddress;
import io.gatehouse.domain.audit.AuditEntry.Action;
import io.gatehouse.domain.credential.Password;
import io.gatehouse.domain.credential.PasswordHasher;
import io.gatehouse.domain.session.AccessTokens;
import io.gatehouse.domain.session.Client;
import io.gatehouse.domain.session.Directory;
import io.gatehouse.domain.session.Session;
import io.gatehouse.domain.store.Transactions;
import java.time.Duration;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Trades an address and a password for a session. Takes the same time for an unknown address as for a wrong password,
 * and says whether an account is disabled only to whoever knows its password.
 */
public final class SignIn {

    /** A session that was just opened. */
    public record SignedIn(Account account, AccessTokens.Issued accessToken) {}

    /**
     * The rules that a deployment sets.
     *
     * @param absoluteLifetime how long a session can last
     * @param verifiedOnly whether an address has to be verified before the first sign-in
     */
    public record Rules(Duration absoluteLifetime, boolean verifiedOnly) {}

    private final Transactions transactions;
    private final PasswordHasher hasher;
    private final AccessTokens tokens;
    private final Directory directory;
    private final Auditing auditing;
    private final Ids ids;
    private final InstantSource clock;
    private final Rules rules;

    public SignIn(
            Transactions transactions,
            PasswordHasher hasher,
            AccessTokens tokens,
            Directory directory,
            Auditing auditing,
            Ids ids,
            InstantSource clock,
            Rules rules) {
        this.transactions = transactions;
        this.hasher = hasher;
        this.tokens = tokens;
        this.directory = directory;
        this.auditing = auditing;
        this.ids = ids;
        this.clock = clock;
        this.rules = rules;
    }

    /** @throws Refused {@code INVALID_CREDENTIALS}, {@code ACCOUNT_DISABLED} or {@code EMAIL_NOT_VERIFIED} */
    public SignedIn with(EmailAddress email, Password password, Client client) {
        var found = transactions.run(tx -> tx.accounts().byEmail(email.key()));
        var hash = found.map(Secured::passwordHash).orElse(null);
        if (!hasher.matches(password, hash)) {
            throw new Refused(Reason.INVALID_CREDENTIALS);
        }
        var secured = found.orElseThrow();
        var account = secured.account();
        if (!account.active()) {
            throw new Refused(Reason.ACCOUNT_DISABLED);
        }
        if (rules.verifiedOnly() && !account.emailVerified()) {
            throw new Refused(Reason.EMAIL_NOT_VERIFIED);
        }
        var session = open(secured, freshHash(password, secured).orElse(null), client);
        directory.remember(account, session);
        return new SignedIn(account, tokens.issue(account, session));
    }

    private Optional<String> freshHash(Password password, Secured secured) {
        return hasher.outdated(secured.passwordHash()) ? Optional.of(hasher.hash(password)) : Optional.empty();
    }

    /**
     * The session has the epoch that was read with the password: a ban in between has raised the account's, and the
     * session is over.
     */
    private Session open(Secured secured, @Nullable String freshHash, Client client) {
        var account = secured.account();
        var now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        var session =
                new Session(ids.next(), account.id(), account.epoch(), client, now, now.plus(rules.absoluteLifetime()));
        return transactions.run(tx -> {
            tx.sessions().add(session);
            if (freshHash != null) {
                tx.accounts().rehash(account.id(), secured.passwordHash(), freshHash);
            }
            tx.audit().add(auditing.byClient(secured.pseudonym(), Action.SIGNED_IN, client));
            return session;
        });
    }
}
