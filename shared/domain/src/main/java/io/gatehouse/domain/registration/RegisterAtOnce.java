package io.gatehouse.domain.registration;

import io.gatehouse.domain.account.Account;
import io.gatehouse.domain.basics.Client;
import io.gatehouse.domain.credential.PasswordHasher;
import io.gatehouse.domain.errors.Reason;
import io.gatehouse.domain.errors.Refused;
import io.gatehouse.domain.mail.MailDraft;
import io.gatehouse.domain.mail.MailLink;
import io.gatehouse.domain.mail.MailTemplate;
import io.gatehouse.domain.session.AccountLookup;
import io.gatehouse.domain.work.AccountLifecycle;
import io.gatehouse.domain.work.Transaction;
import io.gatehouse.domain.work.Transactions;

/** Sign-up mode {@code immediate}: creates the account with its password, its welcome mail and its audit entry. */
public record RegisterAtOnce(Transactions transactions, PasswordHasher hasher, AccountLookup lookup)
        implements Register {
    @Override
    public Result.Created register(Request request, Client client) {
        var hash = hasher.hash(request.password());
        var account = transactions.run(tx -> create(tx, request, hash, client));
        lookup.remember(account);
        return new Result.Created(account);
    }

    private static Account create(Transaction tx, Request request, String hash, Client client) {
        var account = Account.registered(tx.newId(), request.email(), request.locale(), tx.now());
        if (!AccountLifecycle.register(tx, account, hash, client)) {
            throw new Refused(Reason.EMAIL_TAKEN);
        }
        tx.mail(MailDraft.to(account, MailTemplate.WELCOME).link(MailLink.toVerify(account)));
        return account;
    }
}
