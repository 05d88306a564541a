package io.gatehouse.operations;

import static io.gatehouse.web.testing.TestApi.ADA;
import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.domain.account.Account;
import io.gatehouse.domain.testing.TestGatehouse;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class AccountFunctionTest {
    private final TestGatehouse gatehouse = new TestGatehouse();
    private final Account ada = gatehouse.register(ADA);
    private final AccountFunction function = new AccountFunction(gatehouse.useCases());

    @Test
    void showReturnsTheAccount() {
        assertThat(run(Commands.event("account-show")))
                .isEqualTo(Map.of(
                        "id",
                        ada.id().toString(),
                        "email",
                        "ada@example.com",
                        "emailVerified",
                        false,
                        "status",
                        "active",
                        "roles",
                        List.of(),
                        "locale",
                        "en",
                        "createdAt",
                        ada.createdAt().toString()));
    }

    @Test
    void grantAndRevokeChangeTheRoles() {
        gatehouse.verify(ada);
        assertThat(run(Commands.event("account-grant"))).containsEntry("roles", List.of("mailer"));
        assertThat(run(Map.of("action", "revoke", "email", "ada@example.com", "role", "mailer")))
                .containsEntry("roles", List.of());
    }

    @Test
    void disableAndEnableChangeTheStatus() {
        assertThat(run("disable")).containsEntry("status", "disabled");
        assertThat(run("enable")).containsEntry("status", "active");
    }

    @Test
    void signOutEndsTheSessions() {
        var caller = gatehouse.signIn(ADA);

        run("sign-out");

        assertThat(gatehouse.isSignedIn(caller)).isFalse();
    }

    @Test
    void deleteRemovesTheAccount() {
        run("delete");

        assertThat(gatehouse.account(ADA)).isEmpty();
    }

    @Test
    void commandsThatCannotBeDoneAreRefusedWithAMessage() {
        assertRefused(Map.of("action", "show", "email", "bob@example.com"), "No account has this address.");
        assertRefused(Map.of("action", "show"), "e-mail address");
        assertRefused(Map.of("action", "grant", "email", "ada@example.com"), "The role must be one of");
        assertRefused(
                Map.of("email", "ada@example.com"),
                "The action must be show, grant, revoke, disable, enable, sign-out or delete.");
    }

    private Map<String, Object> run(String action) {
        return run(Map.of("action", action, "email", "ada@example.com"));
    }

    private Map<String, Object> run(Map<String, String> command) {
        return Commands.run(function, command);
    }

    private void assertRefused(Map<String, String> command, String part) {
        Commands.assertRefused(function, command, part);
    }
}
