package io.gatehouse.adapters.usecase;

import io.gatehouse.adapters.Fixtures;
import io.gatehouse.adapters.Stores;
import io.gatehouse.adapters.cache.CachedDirectory;
import io.gatehouse.adapters.cache.Connected;
import io.gatehouse.adapters.usecase.Model.Outcome;
import io.gatehouse.domain.account.Account;
import io.gatehouse.domain.administration.AdministerAccount;
import io.gatehouse.domain.audit.Auditor;
import io.gatehouse.domain.credential.Password;
import io.gatehouse.domain.credential.PasswordHasher;
import io.gatehouse.domain.credential.Throttle;
import io.gatehouse.domain.errors.Refused;
import io.gatehouse.domain.errors.TooManyAttempts;
import io.gatehouse.domain.limit.LocalRateLimiter;
import io.gatehouse.domain.mail.Mail;
import io.gatehouse.domain.mail.MailQuota;
import io.gatehouse.domain.mailing.DeliverMail;
import io.gatehouse.domain.password.ChangePassword;
import io.gatehouse.domain.password.ConfirmPassword;
import io.gatehouse.domain.password.ResetPassword;
import io.gatehouse.domain.profile.DeleteAccount;
import io.gatehouse.domain.registration.Register;
import io.gatehouse.domain.session.AccountLookup;
import io.gatehouse.domain.session.RefreshToken;
import io.gatehouse.domain.session.Session;
import io.gatehouse.domain.sessions.AuthenticateCaller.Caller;
import io.gatehouse.domain.sessions.ManageSessions;
import io.gatehouse.domain.sessions.ManageSessions.Scope;
import io.gatehouse.domain.sessions.RefreshSession;
import io.gatehouse.domain.signin.SignIn;
import io.gatehouse.domain.signin.SignIn.Credentials;
import io.gatehouse.domain.upkeep.EraseAccount;
import io.gatehouse.domain.work.OutboxDispatcher;
import io.gatehouse.domain.work.Transactions;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The use cases on a real database and a real cache, with a clock that tests set, beside the {@link Model} of them. */
class Modelled {
    private static final Session.Lifetimes LIFETIMES = new Session.Lifetimes(Model.IDLE, Model.ABSOLUTE);
    private static final Duration[] WAITS = {
        Duration.ofMillis(1),
        Duration.ofSeconds(1),
        Duration.ofSeconds(29),
        Duration.ofSeconds(31),
        Duration.ofMinutes(20),
        Model.IDLE.minusMillis(1),
        Model.IDLE
    };

    /**
     * Somebody in the middle of a sequence.
     *
     * @param tokens the refresh tokens of each session, by their counters
     * @param links the tokens in the links of mails that lead to a new password
     */
    record Person(
            Account account,
            Model model,
            List<String> passwords,
            List<TreeMap<Integer, RefreshToken>> tokens,
            List<String> links) {}

    private Instant now = Fixtures.now();
    private final List<UUID> queued = new ArrayList<>();
    private final List<String> mailedTokens = new ArrayList<>();
    private final Transactions transactions = Stores.transactions(Stores.database());
    private final AccountLookup directory = new CachedDirectory(Connected.to(Stores.cache()), transactions, () -> now);
    private final PasswordHasher hasher = UseCases.hasher(UseCases.CHEAP);
    private final Auditor auditing = new Auditor(Fixtures.HASH, Fixtures.IDS, () -> now, Fixtures.RANDOM);
    private final Throttle throttle = new Throttle(Fixtures.HASH, Fixtures.IDS, () -> now);
    private final OutboxDispatcher afterCommit = new OutboxDispatcher(transactions, Fixtures.IDS, () -> now)
            .invalidating(directory)
            .mailing(this::queue)
            .erasing(new EraseAccount(transactions, throttle, auditing));
    private final MailQuota unlimited = new MailQuota(new LocalRateLimiter(() -> now), Fixtures.HASH, 0);
    private final UseCases.SessionIdTokens accessTokens = new UseCases.SessionIdTokens();
    private final Register register = new Register(
            transactions, hasher, afterCommit, directory, auditing, Fixtures.IDS, () -> now, Fixtures.RANDOM);
    private final SignIn signIn = new SignIn(
            transactions,
            hasher,
            accessTokens,
            directory,
            afterCommit,
            throttle,
            unlimited,
            auditing,
            Fixtures.HASH,
            Fixtures.IDS,
            () -> now,
            Fixtures.RANDOM,
            new SignIn.Rules(LIFETIMES, false));
    private final RefreshSession refreshSession =
            new RefreshSession(transactions, accessTokens, afterCommit, auditing, () -> now, LIFETIMES);
    private final ManageSessions manageSessions = new ManageSessions(transactions, afterCommit, auditing, () -> now);
    private final ConfirmPassword confirmPassword = new ConfirmPassword(transactions, hasher, throttle, auditing);
    private final ChangePassword changePassword =
            new ChangePassword(transactions, confirmPassword, hasher, afterCommit, auditing, Fixtures.IDS, () -> now);
    private final SendLink sendLink = new SendLink(transactions, unlimited, afterCommit, Fixtures.IDS, () -> now);
    private final DeliverMail deliverMail =
            new DeliverMail(transactions, this::send, Fixtures.IDS, () -> now, Fixtures.RANDOM, Duration.ofMinutes(1));
    private final ResetPassword resetPassword =
            new ResetPassword(transactions, hasher, throttle, afterCommit, auditing, Fixtures.IDS, () -> now);
    private final DeleteAccount deleteAccount =
            new DeleteAccount(transactions, confirmPassword, afterCommit, auditing, Fixtures.IDS, () -> now);
    private final AdministerAccount administer =
            new AdministerAccount(transactions, afterCommit, auditing, Fixtures.IDS, () -> now);

    /** Where use cases and model part ways in a sequence of steps, if they do. */
    Optional<String> disagreement(List<Step> steps) {
        var person = register();
        for (var step : steps) {
            var said = take(step, person);
            if (said != null) {
                return Optional.of(step + ": " + said);
            }
            for (var session = 0; session < person.tokens.size(); session++) {
                var lives = person.model.sessions.get(session).lives();
                if (isSignedIn(person, session) != lives) {
                    return Optional.of(step + ": session " + session + (lives ? " was to live" : " was to be over"));
                }
            }
        }
        return Optional.empty();
    }

    boolean isSignedIn(Person person, int session) {
        return caller(person, session).isPresent();
    }

    private Person register() {
        var account =
                register.account(Fixtures.freshAddress(), new Password("password 0"), Locale.ENGLISH, Fixtures.CLIENT);
        return new Person(
                account, new Model(now), new ArrayList<>(List.of("password 0")), new ArrayList<>(), new ArrayList<>());
    }

    /** What use cases and model disagree on, or null. */
    private @Nullable String take(Step step, Person person) {
        switch (step.kind()) {
            case WAIT -> {
                now = now.plus(WAITS[step.which() % WAITS.length]);
                person.model.now = now;
            }
            case DISABLE -> {
                return compared(person.model.disable(), outcome(() -> administer.disable(person.account.email())));
            }
            case ENABLE -> {
                return compared(person.model.enable(), outcome(() -> administer.enable(person.account.email())));
            }
            case FORGET_PASSWORD -> {
                return forgetPassword(person);
            }
            case RESET_PASSWORD -> {
                return person.links.isEmpty() ? null : resetPassword(person, step.which() % person.links.size());
            }
            case SIGN_IN -> {
                return signIn(person, step.how() % 3 > 0);
            }
            default -> {
                return person.tokens.isEmpty() ? null : inSession(step, person, step.which() % person.tokens.size());
            }
        }
        return null;
    }

    private @Nullable String inSession(Step step, Person person, int index) {
        var session = person.model.sessions.get(index);
        return switch (step.kind()) {
            case REFRESH -> refresh(person, index, Math.max(1, session.counter - step.how() % 4));
            case SIGN_OUT -> {
                var scope = Scope.values()[step.how() % 3];
                yield compared(
                        person.model.signOut(session, scope == Scope.OTHERS, scope == Scope.ALL),
                        asCaller(person, index, caller -> manageSessions.signOut(caller, scope, Fixtures.CLIENT)));
            }
            case END_SESSION -> end(person, index, step.how() % person.tokens.size());
            case DELETE -> delete(person, index, step.how() % 3 > 0);
            default -> changePassword(person, index, step.how() % 3 > 0);
        };
    }

    private @Nullable String signIn(Person person, boolean right) {
        var expected = person.model.signIn(right);
        var password = new Password(right ? person.passwords.getLast() : "wrong");
        return compared(expected, outcome(() -> {
            var welcome = signIn.with(new Credentials(person.account.email(), password, null), Fixtures.CLIENT);
            var tokens = new TreeMap<Integer, RefreshToken>();
            tokens.put(1, welcome.signedIn().refreshToken());
            person.tokens.add(tokens);
        }));
    }

    private @Nullable String refresh(Person person, int index, int counter) {
        var tokens = person.tokens.get(index);
        var expected = person.model.refresh(person.model.sessions.get(index), counter);
        var answer = new ArrayList<RefreshToken>();
        var outcome = outcome(() -> answer.add(refreshSession
                .with(tokens.get(counter).text(), Fixtures.CLIENT, _ -> {})
                .refreshToken()));
        if (outcome != Outcome.DONE || expected == 0) {
            return compared(expected == 0 ? Outcome.REFUSED : Outcome.DONE, outcome);
        }
        var fresh = answer.getFirst();
        var known = tokens.putIfAbsent(expected, fresh);
        return fresh.counter() == expected && (known == null || known.text().equals(fresh.text()))
                ? null
                : "token " + expected + " was to come, and " + fresh.counter() + " came";
    }

    private @Nullable String end(Person person, int caller, int ended) {
        var sessions = person.model.sessions;
        var wasOver = !sessions.get(ended).lives();
        var expected = person.model.end(sessions.get(caller), sessions.get(ended));
        var id = person.tokens.get(ended).firstEntry().getValue().sessionId();
        var outcome = asCaller(person, caller, c -> manageSessions.end(c, id, Fixtures.CLIENT));
        // The row of a session that is over may be there still, and go now.
        return wasOver && outcome == Outcome.DONE ? null : compared(expected, outcome);
    }

    private @Nullable String changePassword(Person person, int index, boolean right) {
        var expected = person.model.changePassword(person.model.sessions.get(index), right);
        var current = new Password(right ? person.passwords.getLast() : "wrong");
        var next = "password " + person.passwords.size();
        return compared(expected, asCaller(person, index, caller -> {
            changePassword.of(caller, current, new Password(next), Fixtures.CLIENT);
            person.passwords.add(next);
        }));
    }

    private @Nullable String forgetPassword(Person person) {
        queued.clear();
        mailedTokens.clear();
        sendLink.toReset(person.account.email());
        queued.forEach(deliverMail::deliver);
        person.links.addAll(mailedTokens);
        return person.model.forgetPassword() == (mailedTokens.size() == 1) ? null : mailedTokens.size() + " links came";
    }

    private @Nullable String resetPassword(Person person, int index) {
        var expected = person.model.resetPassword(person.model.links.get(index));
        var next = "password " + person.passwords.size();
        return compared(expected, outcome(() -> {
            resetPassword.with(person.links.get(index), new Password(next), Fixtures.CLIENT);
            person.passwords.add(next);
        }));
    }

    private @Nullable String delete(Person person, int index, boolean right) {
        var expected = person.model.delete(person.model.sessions.get(index), right);
        var password = new Password(right ? person.passwords.getLast() : "wrong");
        return compared(
                expected, asCaller(person, index, caller -> deleteAccount.of(caller, password, Fixtures.CLIENT)));
    }

    private Set<UUID> queue(Collection<UUID> mails) {
        queued.addAll(mails);
        return Set.copyOf(mails);
    }

    private String send(Mail mail, @Nullable String token) {
        if (token != null) {
            mailedTokens.add(token);
        }
        return "provider's id";
    }

    private Outcome asCaller(Person person, int session, Consumer<Caller> call) {
        var caller = caller(person, session);
        return caller.isEmpty() ? Outcome.NOT_SIGNED_IN : outcome(() -> call.accept(caller.get()));
    }

    private Optional<Caller> caller(Person person, int session) {
        var id = person.tokens.get(session).firstEntry().getValue().sessionId();
        return directory.signedIn(person.account.id(), id).map(found -> new Caller(found, id));
    }

    private static Outcome outcome(Runnable call) {
        try {
            call.run();
            return Outcome.DONE;
        } catch (TooManyAttempts e) {
            return Outcome.THROTTLED;
        } catch (Refused e) {
            return switch (e.reason()) {
                case ACCOUNT_DISABLED -> Outcome.DISABLED;
                case WRONG_PASSWORD -> Outcome.WRONG_PASSWORD;
                case SESSION_NOT_FOUND -> Outcome.NOT_FOUND;
                case INVALID_TOKEN -> Outcome.NOT_SIGNED_IN;
                default -> Outcome.REFUSED;
            };
        }
    }

    private static @Nullable String compared(Outcome expected, Outcome actual) {
        return expected == actual ? null : expected + " was to come, and " + actual + " came";
    }
}
