package io.gatehouse.domain.testing.model;

import io.gatehouse.domain.basics.Client;
import io.gatehouse.domain.sessions.SignOut.Scope;
import io.gatehouse.domain.testing.TestRules;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** What should happen to one account and its sessions: the rules again, as simply as they can be said. */
final class Model {
    private static final Duration LINK = Duration.ofMinutes(30);

    enum Outcome {
        DONE,
        REFUSED,
        DISABLED,
        THROTTLED,
        WRONG_PASSWORD,
        NOT_SIGNED_IN,
        NOT_FOUND
    }

    /** One sign-in; its newest refresh token is the one with its counter. */
    final class Session {
        long counter = 1;
        boolean ended;
        final Instant end = now.plus(TestRules.LIFETIMES.absolute());
        Instant refreshed = now;
        Client refreshedBy;
        /** The counters to which there was a late repeat. */
        final Set<Long> repeatedLate = new HashSet<>();

        Session(Client client) {
            refreshedBy = client;
        }

        boolean isLate() {
            return !now.isBefore(refreshed.plusSeconds(30));
        }

        /** Whether a late repeat would be one in a third rotation in a row. */
        boolean isThirdLate() {
            return repeatedLate.contains(counter - 1) && repeatedLate.contains(counter - 2);
        }

        boolean lives() {
            return !ended && active && now.isBefore(end) && now.isBefore(refreshed.plus(TestRules.LIFETIMES.idle()));
        }
    }

    /** What leads to a new password, by mail. */
    final class Link {
        private final int since = timesAllEnded;
        private final Instant end = now.plus(LINK);

        boolean works() {
            return isUsable() && since == timesAllEnded && now.isBefore(end);
        }
    }

    /** Wrong passwords in a row on one target. */
    private final class Failures {
        int count;
        Instant blockedUntil = Instant.MIN;

        boolean admit() {
            if (count >= 5) {
                if (now.isBefore(blockedUntil)) {
                    return false;
                }
                block();
            }
            return true;
        }

        void add() {
            count++;
            if (count >= 5) {
                block();
            }
        }

        void clear() {
            count = 0;
            blockedUntil = Instant.MIN;
        }

        private void block() {
            var seconds = Math.min(900, 1L << Math.min(count - 5, 10));
            var until = now.plusSeconds(seconds);
            blockedUntil = until.isAfter(blockedUntil) ? until : blockedUntil;
        }
    }

    final List<Session> sessions = new ArrayList<>();
    final List<Link> links = new ArrayList<>();
    private final Failures signIns = new Failures();
    private final Failures confirmations = new Failures();
    private boolean active = true;
    private boolean deleted;
    private int timesAllEnded;
    Instant now;

    Model(Instant now) {
        this.now = now;
    }

    Outcome signIn(boolean rightPassword, Client client) {
        if (!signIns.admit()) {
            return Outcome.THROTTLED;
        }
        if (!rightPassword || deleted) {
            signIns.add();
            return Outcome.REFUSED;
        }
        if (!active) {
            return Outcome.DISABLED;
        }
        signIns.clear();
        sessions.add(new Session(client));
        return Outcome.DONE;
    }

    /** Returns the counter of the token that the client gets, or 0 when it is refused. */
    long refresh(Session session, long counter, Client client) {
        if (!session.lives()) {
            return 0;
        }
        var age = session.counter - counter;
        if (age == 0) {
            session.counter++;
            session.refreshed = now;
            session.refreshedBy = client;
            return session.counter;
        }
        if (age <= 2 && !session.isLate()) {
            return counter + 1;
        }
        if (age == 1 && session.refreshedBy.equals(client) && !session.isThirdLate()) {
            session.repeatedLate.add(session.counter);
            return session.counter;
        }
        session.ended = true;
        return 0;
    }

    Outcome end(Session caller, Session ended) {
        if (!caller.lives()) {
            return Outcome.NOT_SIGNED_IN;
        }
        if (!ended.lives()) {
            return Outcome.NOT_FOUND;
        }
        ended.ended = true;
        return Outcome.DONE;
    }

    Outcome signOut(Session caller, Scope scope) {
        if (!caller.lives()) {
            return Outcome.NOT_SIGNED_IN;
        }
        switch (scope) {
            case THIS -> caller.ended = true;
            case OTHERS -> endOthers(caller);
            case ALL -> endAll();
        }
        return Outcome.DONE;
    }

    void signOut(Session session) {
        session.ended = true;
    }

    Outcome changePassword(Session caller, boolean rightPassword) {
        var outcome = confirm(caller, rightPassword);
        if (outcome == Outcome.DONE) {
            endOthers(caller);
        }
        return outcome;
    }

    Outcome delete(Session caller, boolean rightPassword) {
        var outcome = confirm(caller, rightPassword);
        if (outcome == Outcome.DONE) {
            deleted = true;
            signIns.clear();
            endAll();
        }
        return outcome;
    }

    private Outcome confirm(Session caller, boolean rightPassword) {
        if (!caller.lives()) {
            return Outcome.NOT_SIGNED_IN;
        }
        if (!confirmations.admit()) {
            return Outcome.THROTTLED;
        }
        if (!rightPassword) {
            confirmations.add();
            return Outcome.WRONG_PASSWORD;
        }
        confirmations.clear();
        return Outcome.DONE;
    }

    Outcome disable() {
        if (isUsable()) {
            active = false;
            endAll();
        }
        return deleted ? Outcome.REFUSED : Outcome.DONE;
    }

    Outcome enable() {
        active = true;
        return deleted ? Outcome.REFUSED : Outcome.DONE;
    }

    /** Returns whether a link is sent. */
    boolean forgetPassword() {
        if (isUsable()) {
            links.add(new Link());
        }
        return isUsable();
    }

    Outcome resetPassword(Link link) {
        if (!link.works()) {
            return Outcome.REFUSED;
        }
        signIns.clear();
        confirmations.clear();
        endAll();
        return Outcome.DONE;
    }

    private boolean isUsable() {
        return active && !deleted;
    }

    private void endOthers(Session caller) {
        var ended = caller.ended;
        endAll();
        caller.ended = ended;
    }

    private void endAll() {
        timesAllEnded++;
        sessions.forEach(session -> session.ended = true);
    }
}
