package io.gatehouse.domain.testing.model;

import io.gatehouse.domain.account.Account;
import io.gatehouse.domain.basics.Client;
import io.gatehouse.domain.credential.Password;
import io.gatehouse.domain.credential.Proof;
import io.gatehouse.domain.errors.Refused;
import io.gatehouse.domain.errors.TooManyAttempts;
import io.gatehouse.domain.mail.MailTemplate;
import io.gatehouse.domain.session.Caller;
import io.gatehouse.domain.session.RefreshToken;
import io.gatehouse.domain.sessions.SignOut.Scope;
import io.gatehouse.domain.signin.VerifyPassword.Attempt;
import io.gatehouse.domain.testing.InMemoryPorts;
import io.gatehouse.domain.testing.InMemoryPorts.SentMail;
import io.gatehouse.domain.testing.Samples;
import io.gatehouse.domain.testing.TestGatehouse;
import io.gatehouse.domain.testing.TestRules;
import io.gatehouse.domain.testing.model.Model.Outcome;
import io.gatehouse.domain.wiring.UseCases;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** One account and its sessions in the use cases, and beside them in the {@link Model}. */
class Modelled {
    private static final Duration[] WAITS = {
        Duration.ofMillis(1),
        Duration.ofSeconds(1),
        Duration.ofSeconds(30).minusMillis(1),
        Duration.ofSeconds(30),
        Duration.ofSeconds(30),
        Duration.ofMinutes(20),
        TestRules.LIFETIMES.idle().minusMillis(1),
        TestRules.LIFETIMES.idle()
    };
    /** How many refreshes ago a client got the token that it shows. */
    private static final int[] AGES = {0, 0, 0, 0, 1, 2, 2, 2, 3};

    private static final Client ANOTHER = new Client("203.0.113.8", "another user agent");

    private final InMemoryPorts ports;
    private final TestGatehouse gatehouse;
    private final UseCases useCases;
    private final Account account;
    private final Model model;
    private final List<Password> passwords = new ArrayList<>(List.of(TestGatehouse.PASSWORD));
    /** The refresh tokens of each session, by their counters. */
    private final List<TreeMap<Long, RefreshToken>> tokens = new ArrayList<>();
    /** The tokens in the links of mails that lead to a new password. */
    private final List<String> links = new ArrayList<>();

    Modelled(InMemoryPorts ports) {
        this.ports = ports;
        this.gatehouse = new TestGatehouse(ports, TestRules.UNLIMITED);
        this.useCases = gatehouse.useCases();
        this.account = gatehouse.register(Samples.freshAddress());
        this.model = new Model(ports.clock().instant());
    }

    /** Where use cases and model disagree in a sequence of steps, if they do. */
    Optional<String> disagreement(List<Step> steps) {
        for (var step : steps) {
            var found = Optional.ofNullable(take(step)).or(this::disagreementOnSessions);
            if (found.isPresent()) {
                return Optional.of(step + ": " + found.get());
            }
        }
        return Optional.empty();
    }

    private Optional<String> disagreementOnSessions() {
        for (var session = 0; session < tokens.size(); session++) {
            var lives = model.sessions.get(session).lives();
            if (isSignedIn(session) != lives) {
                return Optional.of("session " + session + " should " + (lives ? "live" : "be over"));
            }
        }
        return Optional.empty();
    }

    boolean isSignedIn(int session) {
        return caller(session).isPresent();
    }

    /** The counter of a session's newest refresh token. */
    long counter(int session) {
        return tokens.get(session).lastKey();
    }

    /** What use cases and model disagree on, or null. */
    private @Nullable String take(Step step) {
        return switch (step.kind()) {
            case WAIT -> waitFor(WAITS[step.which() % WAITS.length]);
            case DISABLE ->
                compare(model.disable(), () -> useCases.administerAccount().disable(account.email()));
            case ENABLE ->
                compare(model.enable(), () -> useCases.administerAccount().enable(account.email()));
            case FORGET_PASSWORD -> forgetPassword();
            case RESET_PASSWORD -> links.isEmpty() ? null : resetPassword(step.which() % links.size());
            case SIGN_IN -> signIn(step.how() % 3 > 0);
            case REFRESH, SIGN_OUT, SIGN_OUT_BY_TOKEN, END_SESSION, DELETE, CHANGE_PASSWORD ->
                tokens.isEmpty() ? null : takeInSession(step, step.which() % tokens.size());
        };
    }

    private @Nullable String takeInSession(Step step, int index) {
        var session = model.sessions.get(index);
        return switch (step.kind()) {
            case REFRESH -> {
                var client = step.how() / AGES.length % 4 > 0 ? Samples.CLIENT : ANOTHER;
                yield refresh(index, Math.max(1, session.counter - AGES[step.how() % AGES.length]), client);
            }
            case SIGN_OUT_BY_TOKEN -> {
                model.signOut(session);
                useCases.signOut().signOut(tokens.get(index).firstEntry().getValue(), Samples.CLIENT);
                yield null;
            }
            case SIGN_OUT -> {
                var scope = Scope.values()[step.how() % 3];
                yield compareInSession(
                        model.signOut(session, scope),
                        index,
                        caller -> useCases.signOut().signOut(caller, scope, Samples.CLIENT));
            }
            case END_SESSION -> end(index, step.how() % tokens.size());
            case DELETE -> delete(index, step.how() % 3 > 0);
            case CHANGE_PASSWORD -> changePassword(index, step.how() % 3 > 0);
            default -> throw new IllegalArgumentException(step.toString());
        };
    }

    private @Nullable String waitFor(Duration time) {
        ports.clock().advance(time);
        model.now = ports.clock().instant();
        return null;
    }

    private @Nullable String signIn(boolean rightPassword) {
        return compare(model.signIn(rightPassword, Samples.CLIENT), () -> {
            var attempt = new Attempt(account.email(), password(rightPassword), null);
            var token = useCases.signInWithPassword()
                    .signIn(attempt, Samples.CLIENT)
                    .tokens()
                    .refreshToken();
            tokens.add(new TreeMap<>());
            tokens.getLast().put(1L, token);
        });
    }

    private @Nullable String refresh(int index, long counter, Client client) {
        var known = tokens.get(index);
        var expected = model.refresh(model.sessions.get(index), counter, client);
        var answer = new ArrayList<RefreshToken>();
        var disagreement = compare(
                expected == 0 ? Outcome.REFUSED : Outcome.DONE,
                () -> answer.add(useCases.refreshSession()
                        .refresh(known.get(counter), client)
                        .refreshToken()));
        if (disagreement != null || expected == 0) {
            return disagreement;
        }
        var token = answer.getFirst();
        var before = known.putIfAbsent(expected, token);
        return token.counter() == expected && (before == null || before.text().equals(token.text()))
                ? null
                : "expected token " + expected + ", got " + token.counter();
    }

    private @Nullable String end(int callerIndex, int endedIndex) {
        var expected = model.end(model.sessions.get(callerIndex), model.sessions.get(endedIndex));
        var id = tokens.get(endedIndex).firstEntry().getValue().sessionId();
        return compareInSession(
                expected, callerIndex, caller -> useCases.endSession().end(caller, id, Samples.CLIENT));
    }

    private @Nullable String changePassword(int index, boolean rightPassword) {
        var expected = model.changePassword(model.sessions.get(index), rightPassword);
        return compareInSession(expected, index, caller -> {
            var proof = confirm(caller, rightPassword);
            useCases.changePassword().changePassword(caller, proof, nextPassword(), Samples.CLIENT);
            passwords.add(nextPassword());
        });
    }

    private @Nullable String delete(int index, boolean rightPassword) {
        var expected = model.delete(model.sessions.get(index), rightPassword);
        return compareInSession(
                expected,
                index,
                caller -> useCases.deleteAccount().delete(confirm(caller, rightPassword), Samples.CLIENT));
    }

    private @Nullable String forgetPassword() {
        useCases.forgotPassword().mailLink(account.email());
        var fresh = gatehouse.deliverMails().stream()
                .filter(sent -> sent.mail().template() == MailTemplate.RESET_PASSWORD)
                .map(SentMail::token)
                .toList();
        links.addAll(fresh);
        var expected = model.forgetPassword() ? 1 : 0;
        return fresh.size() == expected ? null : "expected " + expected + " links, got " + fresh.size();
    }

    private @Nullable String resetPassword(int index) {
        return compare(model.resetPassword(model.links.get(index)), () -> {
            useCases.resetPassword().reset(links.get(index), nextPassword(), Samples.CLIENT);
            passwords.add(nextPassword());
        });
    }

    private Proof confirm(Caller caller, boolean rightPassword) {
        return useCases.confirmPassword().confirm(caller, password(rightPassword), Samples.CLIENT);
    }

    private Password password(boolean right) {
        return right ? passwords.getLast() : TestGatehouse.WRONG_PASSWORD;
    }

    private Password nextPassword() {
        return new Password("password " + passwords.size());
    }

    private Optional<Caller> caller(int session) {
        var id = tokens.get(session).firstEntry().getValue().sessionId();
        return ports.accountLookup().signedIn(account.id(), id).map(found -> new Caller(found, id));
    }

    private @Nullable String compareInSession(Outcome expected, int session, Consumer<Caller> call) {
        var caller = caller(session);
        return caller.isPresent()
                ? compare(expected, () -> call.accept(caller.get()))
                : compare(expected, Outcome.NOT_SIGNED_IN);
    }

    private static @Nullable String compare(Outcome expected, Runnable call) {
        return compare(expected, outcome(call));
    }

    private static @Nullable String compare(Outcome expected, Outcome actual) {
        return expected == actual ? null : "expected " + expected + ", got " + actual;
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
}
