package io.gatehouse.domain.testing;

import io.gatehouse.domain.account.Account;
import io.gatehouse.domain.account.EmailAddress;
import io.gatehouse.domain.account.Role;
import io.gatehouse.domain.account.StoredAccount;
import io.gatehouse.domain.credential.Credential;
import io.gatehouse.domain.credential.Password;
import io.gatehouse.domain.credential.Proof;
import io.gatehouse.domain.mail.MailTemplate;
import io.gatehouse.domain.proof.Evidence;
import io.gatehouse.domain.registration.Register;
import io.gatehouse.domain.registration.Register.Result;
import io.gatehouse.domain.registration.SignUpMode;
import io.gatehouse.domain.session.Caller;
import io.gatehouse.domain.session.Visitor;
import io.gatehouse.domain.signin.VerifyPassword;
import io.gatehouse.domain.testing.InMemoryPorts.SentMail;
import io.gatehouse.domain.wiring.UseCases;
import io.gatehouse.domain.work.StaleWrite;
import io.gatehouse.domain.work.Stores;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;

/** The use cases, and what many tests do with them before they come to their point. */
public final class TestGatehouse {
    /** As in the files of {@code events/}. */
    public static final Password PASSWORD = new Password("a lantern beside seven rivers");

    public static final Password NEW_PASSWORD = new Password("eleven herons over quiet water");
    public static final Password WRONG_PASSWORD = new Password("a lantern beside eight rivers");

    private final InMemoryPorts ports;
    private final UseCases useCases;

    public TestGatehouse() {
        this(TestRules.UNLIMITED);
    }

    public TestGatehouse(TestRules rules) {
        this(new InMemoryPorts(), rules);
    }

    public TestGatehouse(InMemoryPorts ports, TestRules rules) {
        this.ports = ports;
        this.useCases = new UseCases(ports, rules);
    }

    public InMemoryPorts ports() {
        return ports;
    }

    public UseCases useCases() {
        return useCases;
    }

    /** The stores, to be looked at. */
    public InMemoryStores rows() {
        return ports.rows();
    }

    /** Changes the stores. */
    public void store(Consumer<Stores> change) {
        ports.stores().run(stores -> {
            change.accept(stores);
            return stores;
        });
    }

    /** An account with {@link #PASSWORD}, whatever the sign-up mode. */
    public Account register(EmailAddress email) {
        return register(email, Locale.ENGLISH);
    }

    public Account register(EmailAddress email, Locale locale) {
        var register = new UseCases(ports, TestRules.UNLIMITED.signUpMode(SignUpMode.IMMEDIATE)).register();
        var result = register.register(new Register.Request(email, PASSWORD, locale), Samples.CLIENT);
        return ((Result.Created) result).account();
    }

    /** An account with {@link #PASSWORD} and a verified address. */
    public Account registerVerified(EmailAddress email) {
        return verify(register(email));
    }

    /** Verifies an account's address, without a mail. */
    public Account verify(Account account) {
        var verified = account.verified(ports.clock().instant());
        store(stores -> StaleWrite.unless(stores.accounts().update(verified)));
        ports.accountLookup().forget(account.id());
        return verified;
    }

    /** Registers with {@link #PASSWORD} in sign-up mode {@code verified}. Returns the token of the mail. */
    public String registerByMail(EmailAddress email) {
        new UseCases(ports, TestRules.UNLIMITED.signUpMode(SignUpMode.VERIFIED))
                .register()
                .register(new Register.Request(email, PASSWORD, Locale.ENGLISH), Samples.CLIENT);
        return tokenOf(MailTemplate.VERIFY_EMAIL);
    }

    /** An account without any credential. */
    public Account registerWithoutPassword(EmailAddress email) {
        var account = Account.registered(
                ports.sources().newId(), email, Locale.ENGLISH, ports.clock().instant());
        store(stores -> stores.accounts().add(Samples.stored(account)));
        return account;
    }

    /** Signs in with {@link #PASSWORD}. */
    public Caller signIn(EmailAddress email) {
        return signIn(email, PASSWORD);
    }

    public Caller signIn(EmailAddress email, Password password) {
        var attempt = new VerifyPassword.Attempt(email, password, null);
        var tokens =
                useCases.signInWithPassword().signIn(attempt, Samples.CLIENT).tokens();
        return useCases.authenticateCaller().authenticate(tokens.accessToken().token());
    }

    /** A session of an account, opened without a credential. */
    public Caller openSession(Account account) {
        var session = Samples.sessionOf(account);
        store(stores -> stores.sessions().add(session));
        return new Caller(
                ports.accountLookup().signedIn(account.id(), session.id()).orElseThrow(), session.id());
    }

    /** A session of a new user with a role. */
    public Caller signInWith(Role role) {
        var account = registerVerified(Samples.freshAddress());
        useCases.administerAccount().grant(account.email(), role);
        return signIn(account.email());
    }

    public boolean isSignedIn(Caller caller) {
        return ports.accountLookup()
                .signedIn(caller.accountId(), caller.sessionId())
                .isPresent();
    }

    /** That the caller knows {@link #PASSWORD}. */
    public Proof proof(Caller caller) {
        return useCases.confirmPassword().confirm(caller, PASSWORD, Samples.CLIENT);
    }

    /** What nobody in particular brings: no access token and no password. */
    public static Evidence noEvidence() {
        return new Evidence(new Visitor.Anonymous(), null);
    }

    /** What somebody brings who is not signed in. */
    public static Evidence evidence(Password password) {
        return new Evidence(new Visitor.Anonymous(), password);
    }

    public static Evidence evidence(Caller caller) {
        return new Evidence(new Visitor.SignedIn(caller), null);
    }

    /** Stores a credential that is no password. */
    public Credential addCredential(Account account) {
        return addCredential(account, "not the account's password");
    }

    /** @param name see {@link Credential#name} */
    public Credential addCredential(Account account, String name) {
        var credential = new Credential(
                ports.sources().newId(),
                account.id(),
                Credential.Kind.PASSWORD,
                name,
                "secret",
                ports.clock().instant());
        store(stores -> stores.credentials().put(credential));
        return credential;
    }

    public Optional<Account> account(EmailAddress email) {
        return ports.stores()
                .run(stores -> stores.accounts().byEmail(email.key()))
                .map(StoredAccount::account);
    }

    /** Sends the queued mails, oldest first. */
    public List<SentMail> deliverMails() {
        var before = ports.sent().size();
        ports.queued().forEach(id -> useCases.deliverMail().deliver(id));
        var sent = ports.sent();
        return sent.subList(before, sent.size());
    }

    /** Sends the queued mails, of which one has this template. Returns the token in its link. */
    public String tokenOf(MailTemplate template) {
        return deliverMails().stream()
                .filter(sent -> sent.mail().template() == template)
                .map(SentMail::token)
                .reduce((one, other) -> {
                    throw new AssertionError("two mails");
                })
                .orElseThrow();
    }

    /** The templates of all mails, oldest first. */
    public List<MailTemplate> mails() {
        return rows().mails().stream().map(mail -> mail.template()).toList();
    }

    /** The actions in the audit log, oldest first. */
    public List<String> audited() {
        return rows().auditLog().stream().map(entry -> entry.action()).toList();
    }

    /** The name of an account in the audit log. */
    public UUID pseudonym(Account account) {
        return rows().accounts().stream()
                .filter(stored -> stored.id().equals(account.id()))
                .map(stored -> stored.pseudonym().id())
                .findFirst()
                .orElseThrow();
    }
}
