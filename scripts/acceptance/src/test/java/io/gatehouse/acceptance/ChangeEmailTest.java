package io.gatehouse.acceptance;

import static io.gatehouse.acceptance.harness.Gatehouse.PASSWORD;
import static io.gatehouse.acceptance.harness.Gatehouse.freshAddress;
import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.acceptance.harness.Answer;
import io.gatehouse.acceptance.harness.Call;
import io.gatehouse.acceptance.harness.Gatehouse;
import io.gatehouse.acceptance.harness.Gatehouse.Person;
import io.gatehouse.acceptance.harness.OnCloud;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Another address for an account, to which the owners of both agree. */
@OnCloud
class ChangeEmailTest {
    private static final String MAIL = "confirm-email-change";
    private static final String WRONG = "not the right password";

    private final Gatehouse gatehouse;
    private final String other = freshAddress();
    private Person person;

    ChangeEmailTest(Gatehouse gatehouse) {
        this.gatehouse = gatehouse;
    }

    @BeforeEach
    void logIn() {
        person = gatehouse.somebodyVerified();
    }

    @Test
    void theAddressChangesOnceBothHaveAgreed() {
        assertThat(change(other).expect(202).text()).isEqualTo("{\"status\":\"accepted\"}");

        assertThat(confirm(gatehouse.tokenTo(other, MAIL)).expect(200).at("/status"))
                .isEqualTo("pending");
        gatehouse.login(other, PASSWORD).problem(401, "invalid_credentials");
        assertThat(confirm(gatehouse.tokenTo(person.email(), MAIL)).expect(200).at("/status"))
                .isEqualTo("changed");

        var user = gatehouse.get(person.path()).bearer(person.token()).expect(200);
        assertThat(user.at("/email")).isEqualTo(other);
        assertThat(user.at("/emailVerified")).isEqualTo("true");
        gatehouse.login(other, PASSWORD).expect(200);
        gatehouse.login(person.email(), PASSWORD).problem(401, "invalid_credentials");
    }

    @Test
    @Tag("ASVS-7.5.1")
    void theNewAddressNeedsAProofOfTheAccount() {
        change(other).expect(202);
        var token = gatehouse.tokenTo(other, MAIL);

        anonymously(token).problem(403, "proof_required");
        anonymously(token).bearer(gatehouse.somebody().token()).problem(403, "proof_required");
        anonymously(token).bearer("no.real.token").problem(401, "invalid_token");
        withPassword(token, WRONG).problem(403, "wrong_password");

        withPassword(token, PASSWORD).expect(200);
    }

    @Test
    @Tag("ASVS-6.3.7")
    void theOldAddressHearsOfIt() {
        change(other).expect(202);
        confirm(gatehouse.tokenTo(person.email(), MAIL)).expect(200);
        confirm(gatehouse.tokenTo(other, MAIL)).expect(200);

        assertThat(gatehouse
                        .mailTo(person.email(), "email-changed")
                        .path("text")
                        .asString())
                .isNotBlank();
    }

    @Test
    @Tag("ASVS-6.3.8")
    void aTakenAddressGetsTheSameAnswerAndItsOwnerAMail() {
        var free = change(other).expect(202);
        var owner = gatehouse.somebodyVerified();

        var taken = change(owner.email()).expect(202);

        assertThat(taken.text()).isEqualTo(free.text());
        assertThat(taken.headers().map().keySet())
                .isEqualTo(free.headers().map().keySet());
        assertThat(gatehouse
                        .mailTo(owner.email(), "account-exists")
                        .path("text")
                        .asString())
                .doesNotContain("token=");
    }

    @Test
    void onlyTheNewestRequestCounts() {
        change(other).expect(202);
        var older = gatehouse.tokenTo(other, MAIL);
        change(freshAddress()).expect(202);

        confirm(older).problem(400, "invalid_or_expired_token");
    }

    @Test
    void anAddressThatIsTakenMeanwhileIsNotTakenOver() {
        change(other).expect(202);
        confirm(gatehouse.tokenTo(person.email(), MAIL)).expect(200);
        gatehouse.register(other, PASSWORD).expect(201);

        confirm(gatehouse.tokenTo(other, MAIL)).problem(400, "invalid_or_expired_token");

        gatehouse.login(person.email(), PASSWORD).expect(200);
    }

    @Test
    @Tag("ASVS-6.3.8")
    @Tag("ASVS-6.5.1")
    void whateverIsWrongWithATokenTheAnswerIsTheSame() {
        var unknown = confirm("A".repeat(43)).problem(400, "invalid_or_expired_token");
        change(other).expect(202);
        var used = gatehouse.tokenTo(other, MAIL);
        confirm(used).expect(200);
        var ofAnotherPurpose = gatehouse.tokenTo(gatehouse.somebody().email(), "welcome");

        for (var token : List.of(used, ofAnotherPurpose, "", used + "A")) {
            assertThat(withoutId(confirm(token).problem(400, "invalid_or_expired_token")))
                    .isEqualTo(withoutId(unknown));
        }
    }

    @Test
    @Tag("ASVS-7.5.1")
    void thePasswordIsNeeded() {
        change(other, WRONG).problem(403, "wrong_password");
        assertThat(fields(call().json(Map.of("newEmail", other)).problem(400, "validation_failed")))
                .containsExactly("password");
        gatehouse
                .post("/api/email/change")
                .json(Map.of("newEmail", other, "password", PASSWORD))
                .problem(401, "missing_token");

        assertThat(gatehouse.allMailsTo(other)).isEmpty();
    }

    @Test
    void whatIsNoOtherAddressIsRefused() {
        for (var address : List.of("nobody", person.email(), " " + person.email() + "\n")) {
            assertThat(fields(change(address).problem(400, "validation_failed")))
                    .containsExactly("newEmail");
        }
    }

    @Test
    void anotherSpellingOfTheOwnAddressIsTakenAtOnce() {
        var spelling = person.email().toUpperCase(Locale.ROOT);

        change(spelling).expect(202);

        var user = gatehouse.get(person.path()).bearer(person.token()).expect(200);
        assertThat(user.at("/email")).isEqualTo(spelling);
        assertThat(user.at("/emailVerified")).isEqualTo("true");
    }

    @Test
    @Tag("ASVS-2.4.1")
    void theSixthRequestInAnHourIsRefused() {
        for (var i = 0; i < 5; i++) {
            change(freshAddress()).expect(202);
        }

        change(freshAddress()).problem(429, "rate_limited");
    }

    @Test
    void aStrangersWordsAreInNoMailToTheOldAddress() {
        change("call-0800-555-now@prize.example").expect(202);

        assertThat(gatehouse.mailTo(person.email(), MAIL).toString())
                .contains("c…@….example")
                .doesNotContain("0800")
                .doesNotContain("prize");
    }

    @Test
    @Tag("Idempotency-Key-draft-07")
    void theSameRequestWithAnIdempotencyKeyAsksOnce() {
        change(other).key(person.id()).expect(202);
        var again = change(other).key(person.id()).expect(202);

        assertThat(again.header("idempotency-replayed")).isEqualTo("true");
        assertThat(gatehouse.allMailsTo(other)).hasSize(1);
    }

    private Call change(String address) {
        return change(address, PASSWORD);
    }

    private Call change(String address, String password) {
        return call().json(Map.of("newEmail", address, "password", password));
    }

    private Call call() {
        return gatehouse.post("/api/email/change").bearer(person.token());
    }

    /** As the user of the account. */
    private Call confirm(String token) {
        return anonymously(token).bearer(person.token());
    }

    private Call anonymously(String token) {
        return gatehouse.post("/api/email/confirm").json(Map.of("token", token));
    }

    private Call withPassword(String token, String password) {
        return gatehouse.post("/api/email/confirm").json(Map.of("token", token, "password", password));
    }

    private static String withoutId(Answer problem) {
        return problem.text().replace(problem.at("/instance"), "");
    }

    private static Iterable<String> fields(Answer answer) {
        return answer.json().path("errors").findValuesAsString("field");
    }
}
