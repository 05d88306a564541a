package io.gatehouse.acceptance;

import static io.gatehouse.acceptance.harness.Gatehouse.PASSWORD;
import static io.gatehouse.acceptance.harness.Gatehouse.freshAddress;

import io.gatehouse.acceptance.harness.Gatehouse;
import io.gatehouse.acceptance.harness.OnCloud;
import io.gatehouse.localcloud.cloud.testing.Browser;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The page that completes a registration in sign-up mode {@code verified}, in a browser. */
@OnCloud({"SignUpMode=verified", "PasswordMinLength=8", "RateLimitPerIp=0", "RateLimitPerUser=0"})
@Tag("tools")
class SignUpPageTest {
    private final Gatehouse gatehouse;

    SignUpPageTest(Gatehouse gatehouse) {
        this.gatehouse = gatehouse;
    }

    @Test
    void aRegistrationIsCompletedWithThePassword() {
        var email = freshAddress();
        gatehouse.register(email, PASSWORD).expect(202);
        try (var browser = Browser.start()) {
            browser.open(
                    gatehouse.cloud().console() + "/verify-email?token=" + gatehouse.tokenTo(email, "verify-email"));
            browser.type("#password", "short");
            browser.click("form > button");
            browser.untilItSays("The password needs at least 8 characters.");
            browser.evaluate("document.querySelector('#password').value = ''");
            browser.type("#password", PASSWORD);
            browser.click("form > button");
            browser.untilItSays("Your address is confirmed.");
        }
        gatehouse.login(email, PASSWORD).expect(200);
    }
}
