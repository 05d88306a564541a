package io.gatehouse.domain.testing.model;

import java.util.Random;

/**
 * One thing that a user or an operator does in a sequence. The numbers choose among what there is at that point, so
 * that a step means something in every sequence, also in a shortened one.
 *
 * @param which for whom or with what
 * @param how in which way
 */
record Step(Kind kind, int which, int how) {
    enum Kind {
        SIGN_IN,
        REFRESH,
        SIGN_OUT,
        SIGN_OUT_BY_TOKEN,
        END_SESSION,
        CHANGE_PASSWORD,
        FORGET_PASSWORD,
        RESET_PASSWORD,
        DELETE,
        DISABLE,
        ENABLE,
        WAIT
    }

    /** Kinds by how often they come. */
    private static final Kind[] MIX = {
        Kind.SIGN_IN,
        Kind.SIGN_IN,
        Kind.SIGN_IN,
        Kind.SIGN_IN,
        Kind.REFRESH,
        Kind.REFRESH,
        Kind.REFRESH,
        Kind.REFRESH,
        Kind.REFRESH,
        Kind.REFRESH,
        Kind.REFRESH,
        Kind.SIGN_OUT,
        Kind.SIGN_OUT_BY_TOKEN,
        Kind.END_SESSION,
        Kind.CHANGE_PASSWORD,
        Kind.FORGET_PASSWORD,
        Kind.FORGET_PASSWORD,
        Kind.RESET_PASSWORD,
        Kind.RESET_PASSWORD,
        Kind.DELETE,
        Kind.DISABLE,
        Kind.ENABLE,
        Kind.WAIT,
        Kind.WAIT,
        Kind.WAIT
    };

    static Step any(Random random) {
        return new Step(MIX[random.nextInt(MIX.length)], random.nextInt(1_000), random.nextInt(1_000));
    }

    @Override
    public String toString() {
        return kind + "(" + which + ", " + how + ")";
    }
}
