package io.gatehouse.adapters.usecase;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gatehouse.adapters.Fixtures;
import io.gatehouse.adapters.Stores;
import io.gatehouse.domain.account.Account;
import io.gatehouse.domain.account.EmailAddress;
import io.gatehouse.domain.account.EmailChange;
import io.gatehouse.domain.account.Registration;
import io.gatehouse.domain.credential.Password;
import io.gatehouse.domain.errors.Refused;
import io.gatehouse.domain.errors.Refused.Reason;
import io.gatehouse.domain.mail.Mail;
import io.gatehouse.domain.mail.MailLink;
import io.gatehouse.domain.mail.MailTemplate;
import io.gatehouse.domain.sessions.AuthenticateCaller.Caller;
import io.gatehouse.domain.work.Outbox;
import io.gatehouse.domain.work.OutboxDispatcher.Swept;
import io.gatehouse.domain.work.Transaction;
import io.gatehouse.domain.work.Transactions;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.function.Function;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("GDPR-17")
class DeleteAccountTest {
    private static final Password PASSWORD = new Password("correct horse battery staple");
    private static final Password WRONG = new Password("incorrect horse battery staple");
    private static final int RACES = 30;

    /** Ends a process at once: nothing that it would do afterwards happens. */
    private static final class Killed extends Error {}

    private final UseCases useCases = new UseCases();

    @Test
    @Tag("ASVS-7.4.2")
    void everythingEndsAtOnce() {
        var person = somebody();

        delete(person);

        assertThat(useCases.isSignedIn(person.caller())).isFalse();
        assertThat(useCases.directory.account(person.account().id())).isEmpty();
        assertGone(person);
        assertThat(useCases.audited()).endsWith("deletion_requested", "erased");
        assertThat(useCases.count("outbox")).isZero();
    }

    @Test
    void onlyWhoKnowsThePasswordDeletesAnAccount() {
        var person = somebody();
        assertRefused(
                Reason.WRONG_PASSWORD,
                () -> useCases.deleteAccount(useCases.transactions).of(person.caller(), WRONG, Fixtures.CLIENT));
        assertThat(useCases.isSignedIn(person.caller())).isTrue();
    }

    @Test
    void anotherWhoAskedForTheAddressLeavesItNowhere() {
        var person = somebody();
        var other = somebody();
        useCases.changeEmail(Fixtures.CLOCK).ask(other.caller(), person.address(), PASSWORD, Fixtures.CLIENT);
        assertThat(useCases.count("email_changes")).isEqualTo(2);

        delete(person);

        assertThat(useCases.count("email_changes")).isZero();
    }

    @Test
    void theOwnerHearsOfItAndOfNothingElseAnyMore() {
        var person = somebody();

        delete(person);

        assertThat(delivered()).containsExactly(MailTemplate.ACCOUNT_DELETED);
    }

    @Test
    void anOperatorDeletesAnAccountAsItsOwnerDoes() {
        var person = somebody();

        var deleted = useCases.administer().delete(person.address());

        assertThat(deleted.status()).isEqualTo(Account.Status.DELETED);
        assertThat(useCases.isSignedIn(person.caller())).isFalse();
        assertGone(person);
        assertRefused(Reason.USER_NOT_FOUND, () -> useCases.administer().delete(person.address()));
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    @Tag("ASVS-2.3.3")
    void whereverTheProcessDiesTheSweeperCompletesWhatIsBegun(boolean before) {
        var deaths = 0;
        for (var person = somebody(); !survives(person, deaths, before); person = somebody()) {
            deaths++;
            if (isUntouched(person)) {
                delete(person);
            }
            sweepLater();
            assertGone(person);
        }
        assertThat(deaths).as("steps").isGreaterThan(8);
    }

    @Test
    @Tag("ASVS-6.3.8")
    void untilItIsErasedItIsAsIfItWereUnknownAndItsAddressIsTaken() {
        var person = somebody();
        assertThat(survives(person, 1, false)).isFalse();

        assertRefused(Reason.INVALID_CREDENTIALS, () -> signIn(person, PASSWORD));
        assertRefused(Reason.EMAIL_TAKEN, () -> register(person.address()));
        assertRefused(Reason.USER_NOT_FOUND, () -> useCases.administer().enable(person.address()));

        sweepLater();
        register(person.address());
        assertThat(signIn(person, PASSWORD).found().account().id())
                .isNotEqualTo(person.account().id());
    }

    @Test
    void theErasureOfAnAccountThatIsGoneIsDone() {
        var id = Fixtures.IDS.next();
        var hourAgo = Fixtures.now().minus(Duration.ofHours(1));
        useCases.transactions.execute(
                tx -> tx.outbox().add(new Outbox.Entry(Fixtures.IDS.next(), Outbox.Kind.ERASURE, id, id, hourAgo)));
        assertThat(sweepLater()).isEqualTo(new Swept(1, 0));
    }

    @Test
    void anAccountThatIsNotDeletedIsNotErased() {
        var person = somebody();
        var id = person.account().id();
        useCases.transactions.execute(tx ->
                tx.outbox().add(new Outbox.Entry(Fixtures.IDS.next(), Outbox.Kind.ERASURE, id, id, Instant.EPOCH)));
        sweepLater();
        assertThat(useCases.isSignedIn(person.caller())).isTrue();
    }

    @Test
    @Tag("ASVS-15.4.2")
    void aSignInThatRacesADeletionLeavesNothingBehind() {
        try (var pool = Executors.newVirtualThreadPerTaskExecutor()) {
            for (var race = 0; race < RACES; race++) {
                var person = somebody();
                var signIn = CompletableFuture.runAsync(() -> signIn(person, PASSWORD), pool)
                        .handle((done, refusal) -> done);
                delete(person);
                signIn.join();
                sweepLater();
                useCases.execute("DELETE FROM failed_attempts"); // whoever came too late was a stranger
                assertGone(person);
            }
        }
    }

    @Test
    void aMailThatIsWrittenTooLateIsForNobodyAndLeavesNoToken() {
        var person = somebody();
        delete(person);
        delivered();
        var late = welcome(person.account());
        useCases.transactions.execute(tx -> tx.mails().add(late));

        assertThat(delivered()).isEmpty();
        assertGone(person);
    }

    /** Somebody of whom there is something in every table, and a mail that has not been sent. */
    private Person somebody() {
        var address = EmailAddress.parse("Ada-" + Fixtures.IDS.next() + "@Example.com");
        var account = register(address);
        delivered();
        var person = new Person(account, useCases.caller(address, PASSWORD));
        signIn(person, PASSWORD);
        assertRefused(Reason.INVALID_CREDENTIALS, () -> signIn(person, WRONG));
        assertRefused(
                Reason.WRONG_PASSWORD,
                () -> useCases.deleteAccount(useCases.transactions).of(person.caller(), WRONG, Fixtures.CLIENT));
        useCases.transactions.execute(tx -> tx.mails().add(welcome(account)));
        var other = EmailAddress.parse("new-" + address.address());
        useCases.transactions.execute(tx -> {
            tx.emailChanges().put(EmailChange.of(Fixtures.IDS.next(), account.id(), other));
            tx.registrations()
                    .add(Registration.of(Fixtures.IDS.next(), address, "hash", Locale.ENGLISH, Fixtures.now()));
        });
        return person;
    }

    private Account register(EmailAddress address) {
        return useCases.register().account(address, PASSWORD, Locale.ENGLISH, Fixtures.CLIENT);
    }

    private static Mail welcome(Account account) {
        var link = new MailLink(
                MailLink.Purpose.VERIFY_EMAIL, account.id(), account.email().key());
        return Mail.to(account, Fixtures.IDS.next(), MailTemplate.WELCOME, Fixtures.now())
                .with(link);
    }

    private Caller signIn(Person person, Password password) {
        return useCases.caller(person.address(), password);
    }

    private void delete(Person person) {
        useCases.deleteAccount(useCases.transactions).of(person.caller(), PASSWORD, Fixtures.CLIENT);
    }

    /** Deletes the account in a process that may die at one of its transactions. */
    private boolean survives(Person person, int deathAt, boolean before) {
        try {
            useCases.deleteAccount(new Mortal(deathAt, before)).of(person.caller(), PASSWORD, Fixtures.CLIENT);
            return true;
        } catch (Killed e) {
            return false;
        }
    }

    private boolean isUntouched(Person person) {
        return useCases.transactions
                .run(tx -> tx.accounts().byId(person.account().id()))
                .isPresent();
    }

    private Swept sweepLater() {
        return useCases.afterCommitAt(useCases.queue, useCases.inOneMinute()).sweep();
    }

    private void assertGone(Person person) {
        delivered();
        var name = person.address().key().replaceAll("@.*", "");
        assertThat(Stores.contents(useCases.database)).doesNotContainIgnoringCase(name);
        assertThat(Stores.cached()).doesNotContainIgnoringCase(name);
        assertThat(tablesThatName(person.account().id())).isEmpty();
        assertThat(useCases.count("failed_attempts")).isZero();
    }

    private List<String> tablesThatName(UUID id) {
        return useCases.column("""
                SELECT 'accounts' FROM accounts WHERE id = '%1$s' UNION ALL
                SELECT 'sessions' FROM sessions WHERE account_id = '%1$s' UNION ALL
                SELECT 'mail_tokens' FROM mail_tokens WHERE owner = '%1$s' UNION ALL
                SELECT 'email_changes' FROM email_changes WHERE account_id = '%1$s' UNION ALL
                SELECT 'outbox' FROM outbox WHERE account_id = '%1$s'
                """.formatted(id));
    }

    /** Sends the mails that wait. */
    private List<MailTemplate> delivered() {
        return useCases.deliver(Fixtures.CLOCK).stream()
                .map(sent -> sent.mail().template())
                .toList();
    }

    private static void assertRefused(Reason reason, ThrowingCallable call) {
        assertThatThrownBy(call)
                .isInstanceOfSatisfying(
                        Refused.class, e -> assertThat(e.reason()).isEqualTo(reason));
    }

    private record Person(Account account, Caller caller) {
        EmailAddress address() {
            return account.email();
        }
    }

    /** Ends its process around one of its transactions. */
    private final class Mortal implements Transactions {
        private final boolean before;
        private int left;

        Mortal(int deathAt, boolean before) {
            this.left = deathAt;
            this.before = before;
        }

        @Override
        public <T> T run(Function<Transaction, T> work) {
            var last = left-- == 0;
            if (last && before) {
                throw new Killed();
            }
            var result = useCases.transactions.run(work);
            if (last) {
                throw new Killed();
            }
            return result;
        }
    }
}
