package io.gatehouse.domain.upkeep;

import static io.gatehouse.domain.testing.Outcomes.assertRefused;
import static io.gatehouse.domain.testing.TestGatehouse.WRONG_PASSWORD;
import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.domain.account.Account;
import io.gatehouse.domain.account.EmailAddress;
import io.gatehouse.domain.account.EmailChange;
import io.gatehouse.domain.account.Registration;
import io.gatehouse.domain.credential.Proof;
import io.gatehouse.domain.errors.Reason;
import io.gatehouse.domain.mail.Mail;
import io.gatehouse.domain.mail.MailDraft;
import io.gatehouse.domain.mail.MailLink;
import io.gatehouse.domain.mail.MailTemplate;
import io.gatehouse.domain.session.Caller;
import io.gatehouse.domain.testing.InMemoryPorts;
import io.gatehouse.domain.testing.InMemoryStores;
import io.gatehouse.domain.testing.Samples;
import io.gatehouse.domain.testing.TestGatehouse;
import io.gatehouse.domain.testing.TestRules;
import io.gatehouse.domain.work.Outbox;
import io.gatehouse.domain.work.OutboxDispatcher.Swept;
import io.gatehouse.domain.work.Stores;
import io.gatehouse.domain.work.TransactionalStores;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.function.Function;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("GDPR-17")
class EraseAccountTest {
    private final InMemoryStores rows = new InMemoryStores();
    private final MortalStores stores = new MortalStores(rows);
    private final TestGatehouse gatehouse = new TestGatehouse(new InMemoryPorts(rows, stores), TestRules.UNLIMITED);

    private record Person(Account account, Caller caller, Proof proof) {
        EmailAddress email() {
            return account.email();
        }
    }

    @Test
    void nothingThatNamesTheAccountIsLeft() {
        var person = person();
        assertThat(rows.contents()).containsIgnoringCase(localPart(person));

        delete(person);

        assertGone(person);
    }

    @Test
    void anotherAccountsChangeToTheAddressIsErasedToo() {
        var person = person();
        var other = person();
        gatehouse
                .useCases()
                .requestEmailChange()
                .request(other.caller(), other.proof(), person.email(), Samples.CLIENT);
        assertThat(rows.emailChanges()).hasSize(2);

        delete(person);

        assertThat(rows.emailChanges()).isEmpty();
    }

    @Test
    void moreRowsThanABatchAreErased() {
        var person = person();
        gatehouse.store(stores -> {
            for (var i = 0; i < 250; i++) {
                stores.sessions().add(Samples.sessionOf(person.account()));
                stores.mails().add(welcome(person.account()));
            }
        });

        delete(person);

        assertGone(person);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    @Tag("ASVS-2.3.3")
    void whereverTheProcessDiesTheSweeperCompletesTheErasure(boolean beforeCommit) {
        var deaths = 0;
        for (var person = person(); !survives(person, deaths, beforeCommit); person = person()) {
            deaths++;
            if (gatehouse.account(person.email()).isPresent()) {
                delete(person);
            }
            sweepLater();
            assertGone(person);
        }
        assertThat(deaths).as("steps").isGreaterThan(8);
    }

    @Test
    @Tag("ASVS-6.3.8")
    void untilItIsErasedTheAccountIsUnknownAndItsAddressTaken() {
        var person = person();
        assertThat(survives(person, 1, false)).isFalse();

        assertRefused(Reason.INVALID_CREDENTIALS, () -> gatehouse.signIn(person.email()));
        assertRefused(Reason.EMAIL_TAKEN, () -> gatehouse.register(person.email()));
        assertRefused(
                Reason.USER_NOT_FOUND,
                () -> gatehouse.useCases().administerAccount().enable(person.email()));

        sweepLater();
        gatehouse.register(person.email());
        assertThat(gatehouse.signIn(person.email()).accountId())
                .isNotEqualTo(person.account().id());
    }

    @Test
    void theErasureOfAnAccountThatIsGoneIsDone() {
        addErasure(Samples.IDS.next());

        assertThat(sweepLater()).isEqualTo(new Swept(1, 0));
    }

    @Test
    void anAccountThatIsNotDeletedIsNotErased() {
        var person = person();
        addErasure(person.account().id());

        sweepLater();

        assertThat(gatehouse.isSignedIn(person.caller())).isTrue();
    }

    @Test
    void whileTheDatabaseIsAwayTheErasureIsLeftToTheSweeper() {
        var erase = gatehouse.useCases().eraseAccount();
        rows.setDown(true);

        assertThat(erase.erase(Samples.IDS.next())).isFalse();
    }

    @Test
    void aMailThatIsWrittenTooLateIsADecoyAndLeavesNoToken() {
        var person = person();
        delete(person);
        gatehouse.deliverMails();

        addQueued(welcome(person.account()));

        assertThat(gatehouse.deliverMails()).isEmpty();
        assertThat(rows.unsentMails()).isEmpty();
        assertGone(person);
    }

    /** Somebody of whom there is something in every table, and a mail that has not been sent. */
    private Person person() {
        var email = EmailAddress.parse("Ada-" + Samples.IDS.next() + "@Example.com");
        var account = gatehouse.register(email);
        gatehouse.deliverMails();
        var caller = gatehouse.signIn(email);
        var proof = gatehouse.proof(caller);
        assertRefused(Reason.INVALID_CREDENTIALS, () -> gatehouse.signIn(email, WRONG_PASSWORD));
        assertRefused(
                Reason.WRONG_PASSWORD,
                () -> gatehouse.useCases().confirmPassword().confirm(caller, WRONG_PASSWORD, Samples.CLIENT));
        addQueued(welcome(account));
        var other = EmailAddress.parse("new-" + email.address());
        gatehouse.store(stores -> {
            stores.emailChanges().put(EmailChange.begin(Samples.IDS.next(), account.id(), other));
            stores.registrations()
                    .add(Registration.create(Samples.IDS.next(), email, Locale.ENGLISH, Samples.now()), "hash");
        });
        return new Person(account, caller, proof);
    }

    private static Mail welcome(Account account) {
        return MailDraft.to(account, MailTemplate.WELCOME)
                .link(MailLink.toVerify(account))
                .toMail(Samples.IDS.next(), Samples.now());
    }

    private void addQueued(Mail mail) {
        gatehouse.store(stores -> stores.mails().add(mail));
        gatehouse.ports().mailQueue().send(List.of(mail.id()));
    }

    private void addErasure(UUID id) {
        var now = gatehouse.ports().clock().instant();
        gatehouse.store(
                stores -> stores.outbox().add(new Outbox.Entry(Samples.IDS.next(), Outbox.Kind.ERASURE, id, id, now)));
    }

    private void delete(Person person) {
        gatehouse.useCases().deleteAccount().delete(person.proof(), Samples.CLIENT);
    }

    /** Deletes the account in a process that may die at one of its transactions. */
    private boolean survives(Person person, int deathAt, boolean beforeCommit) {
        stores.dieAt(deathAt, beforeCommit);
        try {
            delete(person);
            return true;
        } catch (Killed e) {
            return false;
        } finally {
            stores.live();
        }
    }

    private Swept sweepLater() {
        gatehouse.ports().clock().advance(Duration.ofMinutes(1));
        return gatehouse.useCases().outboxDispatcher().sweep();
    }

    private void assertGone(Person person) {
        gatehouse.deliverMails();
        var id = person.account().id();
        assertThat(rows.contents()).doesNotContainIgnoringCase(localPart(person));
        assertThat(rows.accounts()).noneMatch(row -> row.id().equals(id));
        assertThat(rows.credentials()).noneMatch(row -> row.accountId().equals(id));
        assertThat(rows.sessions()).noneMatch(row -> row.accountId().equals(id));
        assertThat(rows.mailTokens()).isZero();
        assertThat(rows.emailChanges()).noneMatch(row -> row.accountId().equals(id));
        assertThat(rows.outbox()).noneMatch(row -> id.equals(row.accountId()));
        assertThat(rows.failedAttempts()).isZero();
        assertThat(gatehouse.ports().accountLookup().account(id)).isEmpty();
        assertThat(gatehouse.isSignedIn(person.caller())).isFalse();
    }

    private static String localPart(Person person) {
        return person.email().key().replaceAll("@.*", "");
    }

    /** Ends a process at once: nothing that it would do afterwards happens. */
    private static final class Killed extends Error {}

    /** Ends their process before or after the commit of a transaction. */
    private static final class MortalStores implements TransactionalStores {
        private final InMemoryStores stores;
        private int left = -1;
        private boolean beforeCommit;

        MortalStores(InMemoryStores stores) {
            this.stores = stores;
        }

        void dieAt(int transaction, boolean beforeCommit) {
            this.left = transaction;
            this.beforeCommit = beforeCommit;
        }

        void live() {
            left = -1;
        }

        @Override
        public <T> T run(Function<Stores, T> work) {
            var last = left-- == 0;
            var result = stores.<T>run(inTransaction -> {
                var done = work.apply(inTransaction);
                if (last && beforeCommit) {
                    throw new Killed();
                }
                return done;
            });
            if (last) {
                throw new Killed();
            }
            return result;
        }

        @Override
        public <T> T autoCommit(Function<Stores, T> work) {
            return run(work);
        }
    }
}
