package io.gatehouse.domain.testing.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.gatehouse.domain.errors.Unavailable;
import io.gatehouse.domain.session.Session;
import io.gatehouse.domain.testing.Samples;
import io.gatehouse.domain.work.StaleWrite;
import java.util.ArrayDeque;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;

/** Transactions: all or nothing, one after the other as far as it shows, run again when they lose a race. */
public interface TransactionsContract extends UnderTest {

    @Test
    default void workThatThrowsStoresNothing() {
        var account = Samples.account();
        assertThatThrownBy(() -> run(s -> {
                    s.accounts().add(Samples.stored(account));
                    s.credentials().put(Samples.passwordOf(account));
                    throw new IllegalStateException("killed here");
                }))
                .hasMessage("killed here");

        execute(s -> {
            assertThat(s.accounts().byId(account.id())).isEmpty();
            assertThat(s.credentials().password(account.id())).isEmpty();
        });
    }

    @Test
    default void workWithAStaleWriteRunsAgainAndLeavesNothingOfItsFirstRun() {
        var mails = List.of(Samples.mail(), Samples.mail(), Samples.mail());
        var left = new ArrayDeque<>(mails);
        var stored = run(s -> {
            var mail = left.remove();
            s.mails().add(mail);
            StaleWrite.unless(left.isEmpty());
            return mail;
        });

        assertThat(stored).isEqualTo(mails.getLast());
        execute(s -> {
            var now = Samples.now();
            var claims = mails.stream()
                    .map(mail -> s.mails()
                            .claim(mail.id(), now, now.plusSeconds(1))
                            .getClass()
                            .getSimpleName());
            assertThat(claims).containsExactly("Unknown", "Unknown", "Granted");
        });
    }

    @Test
    default void workThatIsAlwaysStaleEndsAsUnavailable() {
        var attempts = new AtomicInteger();
        assertThatThrownBy(() -> run(s -> {
                    attempts.incrementAndGet();
                    throw new StaleWrite();
                }))
                .isInstanceOf(Unavailable.class);
        assertThat(attempts).hasValueBetween(2, 20);
    }

    @RepeatedTest(3)
    default void concurrentChangesOfAnAccountAreAllStored() {
        var account = Samples.account();
        execute(s -> s.accounts().add(Samples.stored(account)));

        var runs = race(s -> {
            var current = s.accounts().byId(account.id()).orElseThrow().account();
            StaleWrite.unless(s.accounts().update(current.signedOut(Samples.now())));
            return current;
        });

        execute(s -> {
            var changed = s.accounts().byId(account.id()).orElseThrow().account();
            assertThat(changed.epoch()).isEqualTo(account.epoch() + runs.size());
            assertThat(changed.revision()).isEqualTo(account.revision() + runs.size());
        });
    }

    @Test
    default void aReaderSeesAllOfATransactionOrNothing() {
        var account = Samples.account();
        execute(s -> s.accounts().add(Samples.stored(account)));
        var halfDone = new CountDownLatch(1);
        var writer = CompletableFuture.runAsync(() -> execute(s -> {
            s.sessions().add(Samples.sessionOf(account));
            halfDone.countDown();
            pause();
            s.sessions().add(Samples.sessionOf(account));
        }));
        await().until(() -> halfDone.getCount() == 0);

        List<Session> seen = run(s -> s.sessions().ofAccount(account.id(), 10));

        assertThat(seen)
                .satisfiesAnyOf(
                        none -> assertThat(none).isEmpty(),
                        all -> assertThat(all).hasSize(2));
        writer.join();
        execute(s -> assertThat(s.sessions().ofAccount(account.id(), 10)).hasSize(2));
    }

    @Test
    default void lockingAnAccountWaitsForTheChangeBefore() {
        var account = Samples.account();
        execute(s -> s.accounts().add(Samples.stored(account)));
        var locked = new CountDownLatch(1);
        var change = CompletableFuture.runAsync(() -> execute(s -> {
            s.accounts().locked(account.id());
            locked.countDown();
            pause();
            s.accounts().update(account.deleted(Samples.now()));
        }));
        await().until(() -> locked.getCount() == 0);

        execute(s -> assertThat(s.accounts().locked(account.id())).isEmpty());

        change.join();
    }

    /** So that whoever does not wait comes too early; a test of stores that wait passes however long it takes. */
    private static void pause() {
        LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(50));
    }
}
