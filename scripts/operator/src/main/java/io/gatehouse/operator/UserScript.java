package io.gatehouse.operator;

import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Administers accounts. */
@Command(
        name = "scripts/user",
        description = {
            "Shows and changes accounts, by the address that they are registered under.",
            "Asks the local cloud that runs in this checkout, or its stores when none runs."
        },
        exitCodeList = {"0:done", "1:refused or failed", "2:wrong usage"})
final class UserScript extends OperatorScript {
    @Command(description = "Prints the account.")
    void show(@Parameters(paramLabel = "EMAIL") String email) {
        print("show", Map.of("email", email));
    }

    @Command(description = "Gives it a role: admin or mailer.")
    void grant(@Parameters(paramLabel = "EMAIL") String email, @Parameters(paramLabel = "ROLE") String role) {
        print("grant", Map.of("email", email, "role", role));
    }

    @Command(description = "Takes a role from it.")
    void revoke(@Parameters(paramLabel = "EMAIL") String email, @Parameters(paramLabel = "ROLE") String role) {
        print("revoke", Map.of("email", email, "role", role));
    }

    @Command(description = "Lets nobody sign in to it, and ends its sessions.")
    void disable(@Parameters(paramLabel = "EMAIL") String email) {
        print("disable", Map.of("email", email));
    }

    @Command(description = "Ends that.")
    void enable(@Parameters(paramLabel = "EMAIL") String email) {
        print("enable", Map.of("email", email));
    }

    @Command(name = "sign-out", description = "Ends its sessions.")
    void signOut(@Parameters(paramLabel = "EMAIL") String email) {
        print("sign-out", Map.of("email", email));
    }

    @Command(description = "Erases the account, as its owner can.")
    void delete(@Parameters(paramLabel = "EMAIL") String email) {
        print("delete", Map.of("email", email));
    }

    private void print(String action, Map<String, String> account) {
        print(invoke("AccountFunction", action, account));
    }
}
