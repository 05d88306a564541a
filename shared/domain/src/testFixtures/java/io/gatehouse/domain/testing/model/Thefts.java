package io.gatehouse.domain.testing.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import io.gatehouse.domain.basics.Client;
import io.gatehouse.domain.errors.Refused;
import io.gatehouse.domain.session.AccountLookup;
import io.gatehouse.domain.session.Caller;
import io.gatehouse.domain.session.RefreshToken;
import io.gatehouse.domain.signin.VerifyPassword.Attempt;
import io.gatehouse.domain.testing.InMemoryPorts;
import io.gatehouse.domain.testing.Samples;
import io.gatehouse.domain.testing.TestGatehouse;
import io.gatehouse.domain.testing.TestRules;
import java.time.Duration;
import java.util.HashSet;
import java.util.Random;
import java.util.Set;
import java.util.function.Supplier;

/**
 * Random runs of one session: with a thief who copied its refresh token, which must end within the bound of the
 * contract, and without, which must go on. {@code -Dgatehouse.sequences} and {@code -Dgatehouse.seed} are those of
 * {@link Sequences}.
 */
public final class Thefts {
    private static final long SEED = Long.getLong("gatehouse.seed", System.nanoTime());
    private static final Duration[] LATE = {Duration.ofSeconds(30), Duration.ofMinutes(5), Duration.ofMinutes(20)};
    private static final Client OTHER = new Client("203.0.113.8", "another user agent");

    private final Random random;
    private final InMemoryPorts ports;
    private final TestGatehouse gatehouse;
    private final Caller owner;
    private RefreshToken token;

    private Thefts(Random random, InMemoryPorts ports) {
        this.random = random;
        this.ports = ports;
        this.gatehouse = new TestGatehouse(ports, TestRules.UNLIMITED);
        var account = gatehouse.register(Samples.freshAddress());
        this.token = gatehouse
                .useCases()
                .signInWithPassword()
                .signIn(new Attempt(account.email(), TestGatehouse.PASSWORD, null), Samples.CLIENT)
                .tokens()
                .refreshToken();
        this.owner = new Caller(new AccountLookup.Found(account, false), token.sessionId());
    }

    /**
     * A thief with the owner's user agent is noticed before both have refreshed three times, one with another before
     * both have refreshed once; whoever goes first, and however often the other goes between.
     */
    public static void everyThiefIsNoticed(int count, Supplier<InMemoryPorts> ports) {
        var random = new Random(SEED);
        for (var i = 0; i < Integer.getInteger("gatehouse.sequences", count); i++) {
            new Thefts(random, ports.get()).steal(random.nextBoolean() ? Samples.CLIENT : OTHER);
        }
    }

    /** Neither lost answers nor tabs end a session, unless three rotations in a row are repeated late. */
    public static void noHonestClientIsSignedOut(int count, Supplier<InMemoryPorts> ports) {
        var random = new Random(SEED);
        for (var i = 0; i < Integer.getInteger("gatehouse.sequences", count); i++) {
            var client = new Thefts(random, ports.get());
            assertThatCode(client::refreshHonestly)
                    .as("-Dgatehouse.seed=" + SEED)
                    .doesNotThrowAnyException();
        }
    }

    private void steal(Client thief) {
        for (var i = random.nextInt(3); i > 0; i--) {
            token = refresh(token, Samples.CLIENT);
            await(anyOf(LATE));
        }
        var bound = thief.equals(OTHER) ? 1 : 3;
        var stolen = token;
        var byOwner = 0;
        var byThief = 0;
        try {
            while (byOwner < bound || byThief < bound) {
                await(anyOf(LATE));
                if (random.nextBoolean()) {
                    byOwner++;
                    token = refresh(token, Samples.CLIENT);
                } else {
                    byThief++;
                    stolen = refresh(stolen, thief);
                }
            }
        } catch (Refused e) {
            // by the end of the session
        }
        assertThat(gatehouse.isSignedIn(owner))
                .as("-Dgatehouse.seed=" + SEED + ": after " + byOwner + " refreshes by the owner and " + byThief
                        + " by " + thief)
                .isFalse();
    }

    private void refreshHonestly() {
        var newest = token;
        var rotatedAt = ports.clock().instant();
        Set<Long> repeatedLate = new HashSet<>();
        for (var round = 0; round < 20; round++) {
            await(random.nextBoolean() ? anyOf(LATE) : Duration.ofSeconds(5));
            var shared = token;
            for (var tabs = 1 + random.nextInt(3); tabs > 0; tabs--) {
                var shown = random.nextBoolean() ? shared : token;
                var now = ports.clock().instant();
                if (shown.counter() < newest.counter() && !now.isBefore(rotatedAt.plusSeconds(30))) {
                    repeatedLate.add(newest.counter());
                }
                var answer = refresh(shown, Samples.CLIENT);
                if (answer.counter() > newest.counter()) {
                    newest = answer;
                    rotatedAt = now;
                }
                token = random.nextBoolean() ? answer : token; // else the answer is lost
                await(Duration.ofSeconds(random.nextInt(10)));
            }
            if (repeatedLate.contains(newest.counter() - 1) && repeatedLate.contains(newest.counter() - 2)) {
                token = newest;
            }
        }
    }

    private Duration anyOf(Duration[] times) {
        return times[random.nextInt(times.length)];
    }

    private RefreshToken refresh(RefreshToken token, Client client) {
        return gatehouse.useCases().refreshSession().refresh(token, client).refreshToken();
    }

    private void await(Duration time) {
        ports.clock().advance(time);
    }
}
