package io.gatehouse.domain.usecase;

import io.gatehouse.domain.account.Account;
import io.gatehouse.domain.store.Outbox.Entry;
import java.util.List;

/**
 * What a transaction made of an account.
 *
 * @param work what is to be done after its commit
 */
record Changed(Account account, List<Entry> work) {}
