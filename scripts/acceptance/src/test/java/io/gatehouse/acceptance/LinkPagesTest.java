package io.gatehouse.acceptance;

import static io.gatehouse.acceptance.harness.Gatehouse.PASSWORD;
import static io.gatehouse.acceptance.harness.Gatehouse.freshAddress;
import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.acceptance.harness.Gatehouse;
import io.gatehouse.acceptance.harness.Gatehouse.Person;
import io.gatehouse.acceptance.harness.OnCloud;
import io.gatehouse.localcloud.cloud.testing.Browser;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The pages that mails link to, in a browser that is not signed in. */
@OnCloud
@Tag("tools")
class LinkPagesTest {
    private static final String ANOTHER = "eleven herons over quiet water";
    private static final String BUTTON = "form > button";

    private final Gatehouse gatehouse;
    private Person person;
    private Browser browser;

    LinkPagesTest(Gatehouse gatehouse) {
        this.gatehouse = gatehouse;
    }

    @BeforeEach
    void start() {
        browser = Browser.start();
        person = gatehouse.somebody();
    }

    @AfterEach
    void close() {
        if (browser != null) {
            browser.close();
        }
    }

    @Test
    void anAddressIsConfirmedWithThePassword() {
        follow("verify-email", gatehouse.tokenTo(person.email(), "welcome"));

        browser.click(BUTTON);
        assertThat(browser.evaluate("document.querySelector('#password').validity.valueMissing"))
                .isEqualTo("true");
        enter("not the right password");
        browser.untilItSays("Wrong password.");
        enter(PASSWORD);
        browser.untilItSays("Your address is confirmed.");

        assertThat(gatehouse.get("/api/me").bearer(person.token()).expect(200).at("/emailVerified"))
                .isEqualTo("true");
    }

    @Test
    void afterFiveWrongPasswordsThePageSaysThatTheLinkHasEnded() {
        follow("verify-email", gatehouse.tokenTo(person.email(), "welcome"));

        for (var i = 1; i <= 5; i++) {
            enter("not the right password " + i);
            browser.untilItSays("Wrong password.");
        }
        enter(PASSWORD);

        browser.untilItSays("This link is no longer valid.");
    }

    @Test
    void aNewAddressIsConfirmedWithThePasswordAndTheOldOneWithout() {
        var other = freshAddress();
        gatehouse
                .post("/api/email/verify")
                .bearer(person.token())
                .json(Map.of("token", gatehouse.tokenTo(person.email(), "welcome")))
                .expect(204);
        gatehouse
                .post("/api/email/change")
                .bearer(person.token())
                .json(Map.of("newEmail", other, "password", PASSWORD))
                .expect(202);
        follow("confirm-email-change", gatehouse.tokenTo(person.email(), "confirm-email-change"));
        browser.click(BUTTON);
        browser.untilItSays("Confirmed. Your address changes when");

        follow("confirm-email-change", gatehouse.tokenTo(other, "confirm-email-change"));
        browser.click(BUTTON);
        browser.untilItSays("The link needs a password as well.");
        enter(PASSWORD);
        browser.untilItSays("Your address has changed.");

        gatehouse.login(other, PASSWORD).expect(200);
    }

    @Test
    void aForgottenPasswordIsReplaced() {
        gatehouse
                .post("/api/password/forgot")
                .json(Map.of("email", person.email()))
                .expect(202);
        follow("reset-password", gatehouse.tokenTo(person.email(), "reset-password"));

        enter("too short");
        browser.untilItSays("The password needs at least 15 characters.");
        enter(ANOTHER);
        browser.untilItSays("Your password has changed");

        gatehouse.login(person.email(), ANOTHER).expect(200);
    }

    private void follow(String page, String token) {
        browser.open(gatehouse.cloud().console() + "/" + page + "?token=" + token);
    }

    /** Enters a password in place of the one before, and presses the button. */
    private void enter(String password) {
        browser.until("!document.querySelector('%s').disabled".formatted(BUTTON));
        browser.evaluate("document.querySelector('#password').value = ''");
        browser.type("#password", password);
        browser.click(BUTTON);
        browser.until("!document.querySelector('%s').disabled".formatted(BUTTON));
    }
}
