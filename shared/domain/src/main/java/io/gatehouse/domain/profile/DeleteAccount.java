package io.gatehouse.domain.profile;

import io.gatehouse.domain.audit.Actor;
import io.gatehouse.domain.basics.Client;
import io.gatehouse.domain.credential.Proof;
import io.gatehouse.domain.errors.Refused;
import io.gatehouse.domain.work.AccountLifecycle;
import io.gatehouse.domain.work.Transactions;

/** Deletes an account for its owner. Every session ends at once; what is stored is erased after the commit. */
public record DeleteAccount(Transactions transactions) {
    /** @throws Refused {@code WRONG_PASSWORD} when the proof no longer holds */
    public void delete(Proof proof, Client client) {
        transactions.execute(tx -> AccountLifecycle.delete(tx, tx.provenOwner(proof), Actor.user(client)));
    }
}
