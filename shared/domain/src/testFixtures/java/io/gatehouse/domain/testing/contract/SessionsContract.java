package io.gatehouse.domain.testing.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.domain.account.Account;
import io.gatehouse.domain.basics.Client;
import io.gatehouse.domain.session.Authentication;
import io.gatehouse.domain.session.Rotation;
import io.gatehouse.domain.session.Session;
import io.gatehouse.domain.session.Sessions.Held;
import io.gatehouse.domain.testing.Samples;
import io.gatehouse.domain.testing.TestRules;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;

/** Sessions: refreshed from the counter that was read, moved from the epoch that was read. */
public interface SessionsContract extends UnderTest {
    /** Refreshes what others opened. */
    Client CLIENT = new Client("203.0.113.8", "another user agent");

    @Test
    default void aSessionIsReadWithItsAccount() {
        var account = stored();
        var now = Samples.now();
        var secondFactor = new Authentication(List.of("pwd", "otp"), now.minusSeconds(90));
        var session = Session.open(
                Samples.IDS.next(), account, secondFactor, Samples.CLIENT, now, TestRules.LIFETIMES, Samples.RANDOM);
        add(session);

        var held = find(session.id()).orElseThrow();

        assertThat(held.session()).usingRecursiveComparison().isEqualTo(session);
        assertThat(held.account()).isEqualTo(account);
    }

    @Test
    default void aSessionWithoutAnAccountIsNotFound() {
        var ofNobody = Samples.sessionOf(Samples.account());
        add(ofNobody);
        assertThat(find(ofNobody.id())).isEmpty();
        assertThat(find(UUID.randomUUID())).isEmpty();
    }

    @Test
    default void aRefreshFromAnOldCounterIsRefused() {
        var session = Samples.sessionOf(stored());
        add(session);
        var refreshed = refreshed(session);

        assertThat(refresh(refreshed)).isTrue();
        assertThat(refresh(refreshed)).isFalse();
        assertThat(find(session.id()).orElseThrow().session())
                .usingRecursiveComparison()
                .isEqualTo(refreshed);
    }

    @RepeatedTest(3)
    default void oneOfConcurrentRefreshesIsStored() {
        var session = Samples.sessionOf(stored());
        add(session);
        var refreshed = refreshed(session);
        assertThat(race(s -> s.sessions().refresh(refreshed)))
                .containsOnlyOnce(true)
                .contains(false);
    }

    @Test
    default void aLateRepeatIsMarkedOnceForEachRefresh() {
        var session = refreshed(Samples.sessionOf(stored()));
        add(session);
        var marked = session.repeatedLate();

        assertThat(markLate(marked)).isTrue();
        assertThat(markLate(marked)).isFalse();
        assertThat(find(session.id()).orElseThrow().session())
                .usingRecursiveComparison()
                .isEqualTo(marked);

        var refreshed = refreshed(marked);
        assertThat(refresh(refreshed)).isTrue();
        assertThat(markLate(marked)).isFalse();
        assertThat(markLate(refreshed.repeatedLate())).isTrue();
        assertThat(find(session.id()).orElseThrow().session().rotation())
                .returns(3L, Rotation::lateCounter)
                .returns(2, Rotation::lateStreak);
    }

    @Test
    default void aRefreshLeavesAMarkThatWasSetMeanwhile() {
        var session = refreshed(Samples.sessionOf(stored()));
        add(session);
        markLate(session.repeatedLate());

        assertThat(refresh(refreshed(session))).isTrue();

        assertThat(find(session.id()).orElseThrow().session().rotation())
                .returns(3L, Rotation::counter)
                .returns(2L, Rotation::lateCounter)
                .returns(1, Rotation::lateStreak);
    }

    @RepeatedTest(3)
    default void oneOfConcurrentLateRepeatsIsMarked() {
        var session = refreshed(Samples.sessionOf(stored()));
        add(session);

        assertThat(race(s -> s.sessions().markLate(session.repeatedLate())))
                .containsOnlyOnce(true)
                .contains(false);
    }

    @Test
    default void theLeastUsedAreTheDeadAndThenTheLongestNotRefreshed() {
        var account = Samples.account();
        var now = Samples.now();
        var ofAnotherEpoch = Samples.sessionOf(account).movedTo(account.epoch() - 1);
        var expired = openedAt(account, now.minus(TestRules.LIFETIMES.idle()));
        var old = openedAt(account, now.minusSeconds(60));
        var oldButRefreshed = openedAt(account, now.minusSeconds(120)).refreshed(CLIENT, now, TestRules.LIFETIMES);
        var except = openedAt(account, now.minusSeconds(600));
        Stream.of(oldButRefreshed, old, except, ofAnotherEpoch, expired, Samples.sessionOf(Samples.account()))
                .forEach(this::add);

        assertThat(count(account)).isEqualTo(5);
        assertThat(leastUsed(account, except, now, 10))
                .containsExactly(expired.id(), ofAnotherEpoch.id(), old.id(), oldButRefreshed.id());
        assertThat(leastUsed(account, except, now, 3)).containsExactly(expired.id(), ofAnotherEpoch.id(), old.id());
    }

    @Test
    default void aSessionThatWasRefreshedIsNotRemovedAsUnrefreshed() {
        var session = Samples.sessionOf(stored());
        add(session);
        refresh(refreshed(session));

        assertThat(removeUnrefreshed(session)).isFalse();
        assertThat(removeUnrefreshed(refreshed(session))).isTrue();
        assertThat(removeUnrefreshed(refreshed(session))).isFalse();
        assertThat(find(session.id())).isEmpty();
    }

    @Test
    default void aSessionMovesFromItsOwnEpochOnly() {
        var session = Samples.sessionOf(stored());
        add(session);

        assertThat(move(session.id(), 1, 2)).isTrue();
        assertThat(move(session.id(), 1, 3)).isFalse();
        assertThat(find(session.id()).orElseThrow().session().epoch()).isEqualTo(2);
    }

    @Test
    default void aRefreshLeavesTheEpochThatASessionMovedTo() {
        var session = Samples.sessionOf(stored());
        add(session);
        move(session.id(), 1, 2);

        assertThat(refresh(refreshed(session))).isTrue();

        assertThat(find(session.id()).orElseThrow().session().epoch()).isEqualTo(2);
    }

    @Test
    default void sessionsComeNewestFirst() {
        var account = Samples.account();
        var older = Samples.sessionOf(account);
        var newer = Samples.sessionOf(account);
        var ofAnotherEpoch = Samples.sessionOf(account.signedOut(Samples.now()));
        Stream.of(older, newer, ofAnotherEpoch, Samples.sessionOf(Samples.account()))
                .forEach(this::add);

        assertThat(ofEpoch(account)).containsExactly(newer.id(), older.id());
        assertThat(ofAccount(account, 10)).containsExactly(ofAnotherEpoch.id(), newer.id(), older.id());
        assertThat(ofAccount(account, 2)).containsExactly(ofAnotherEpoch.id(), newer.id());
    }

    @Test
    default void sessionsAreRemovedOneByOneOrInBatches() {
        var account = Samples.account();
        var sessions =
                Stream.generate(() -> Samples.sessionOf(account)).limit(4).toList();
        sessions.forEach(this::add);

        assertThat(remove(UUID.randomUUID(), sessions.getFirst().id())).isFalse();
        assertThat(remove(account.id(), sessions.getFirst().id())).isTrue();
        assertThat(removeSome(account.id())).isEqualTo(2);
        assertThat(removeSome(account.id())).isEqualTo(1);
        assertThat(ofAccount(account, 10)).isEmpty();
    }

    private Account stored() {
        var account = Samples.account();
        execute(s -> s.accounts().add(Samples.stored(account)));
        return account;
    }

    private void add(Session session) {
        execute(s -> s.sessions().add(session));
    }

    private Optional<Held> find(UUID id) {
        return run(s -> s.sessions().find(id));
    }

    private static Session refreshed(Session session) {
        return session.refreshed(CLIENT, session.createdAt().plusSeconds(60), TestRules.LIFETIMES);
    }

    private static Session openedAt(Account account, Instant now) {
        var authentication = new Authentication(List.of("pwd"), now);
        return Session.open(
                Samples.IDS.next(), account, authentication, CLIENT, now, TestRules.LIFETIMES, Samples.RANDOM);
    }

    private boolean markLate(Session repeated) {
        return run(s -> s.sessions().markLate(repeated));
    }

    private int count(Account account) {
        return run(s -> s.sessions().count(account.id()));
    }

    private List<UUID> leastUsed(Account account, Session except, Instant now, int limit) {
        return ids(run(s -> s.sessions().leastUsed(account, except.id(), now, limit)));
    }

    private boolean removeUnrefreshed(Session session) {
        return run(s -> s.sessions().removeUnrefreshed(session));
    }

    private boolean refresh(Session refreshed) {
        return run(s -> s.sessions().refresh(refreshed));
    }

    private boolean move(UUID id, long from, long to) {
        return run(s -> s.sessions().move(id, from, to));
    }

    private List<UUID> ofEpoch(Account account) {
        return ids(run(s -> s.sessions().ofAccount(account.id(), account.epoch())));
    }

    private List<UUID> ofAccount(Account account, int limit) {
        return ids(run(s -> s.sessions().ofAccount(account.id(), limit)));
    }

    private static List<UUID> ids(List<Session> sessions) {
        return sessions.stream().map(Session::id).toList();
    }

    private boolean remove(UUID accountId, UUID id) {
        return run(s -> s.sessions().remove(accountId, id));
    }

    private int removeSome(UUID accountId) {
        return run(s -> s.sessions().removeSome(accountId, 2));
    }
}
