package io.gatehouse.adapters.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gatehouse.adapters.RealServers;
import io.gatehouse.domain.mail.MailDraft;
import io.gatehouse.domain.mail.MailLink;
import io.gatehouse.domain.mail.MailTemplate;
import io.gatehouse.domain.testing.Samples;
import io.gatehouse.domain.testing.contract.StoresContract;
import io.gatehouse.domain.work.TransactionalStores;
import java.net.URI;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.ValueSource;

@ParameterizedClass
@ValueSource(strings = {"read committed", "repeatable read"})
class PostgresStoresTest implements StoresContract {
    @Parameter
    String isolation;

    private URI database;
    private TransactionalStores stores;

    @BeforeEach
    void connect() {
        database = RealServers.databaseAt(isolation);
        stores = RealServers.transactions(database);
    }

    @Override
    public TransactionalStores stores() {
        return stores;
    }

    @Test
    void singleStatementCommitsByItselfAndLaterTransactionsStillRollBack() {
        var account = Samples.account();
        assertThatThrownBy(() -> stores.autoCommit(s -> {
                    s.accounts().add(Samples.stored(account));
                    throw new IllegalStateException("killed after it");
                }))
                .hasMessage("killed after it");

        var stored = stores.run(s -> s.accounts().byId(account.id()));
        assertThat(stored).isPresent();
    }

    @Test
    void databaseForgetsTextAndRecipientOfASentMail() {
        var mail = Samples.mail();
        stores.run(s -> {
            s.mails().add(mail);
            s.mails().markSent(mail.id(), "provider-1", Samples.now());
            return mail;
        });
        assertThat(RealServers.contents(database)).doesNotContain(mail.to()).doesNotContain("Maintenance");
    }

    @Test
    void databaseForgetsTheRecipientOfAWithdrawnMail() {
        var account = Samples.account();
        var mail = MailDraft.to(account, MailTemplate.VERIFY_EMAIL)
                .link(MailLink.toVerify(account))
                .toMail(Samples.IDS.next(), Samples.now());
        stores.run(s -> {
            s.mails().add(mail);
            return s.mails().withdrawSome(account.id(), MailTemplate.ACCOUNT_DELETED, 10);
        });
        assertThat(RealServers.contents(database))
                .doesNotContain(account.email().key());
    }
}
