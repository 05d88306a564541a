package io.gatehouse.operator;

import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Administers the keys that sign access tokens. */
@Command(
        name = "scripts/keys",
        description = {
            "Shows and rotates the keys that sign access tokens, and prints all of them as they are afterwards, without their secrets.",
            "Asks the local cloud that runs in this checkout, or its stores when none runs."
        },
        exitCodeList = {"0:done", "1:refused or failed", "2:wrong usage"})
final class KeysScript extends OperatorScript {
    @Command(description = "Prints the keys.")
    void show() {
        print(invoke("KeysFunction", "show", Map.of()));
    }

    @Command(
            description = {
                "Publishes a new key, which signs in 16 minutes, when everybody must know it; the one before verifies",
                "until its last token has expired, so nobody notices."
            })
    void rotate(
            @Option(
                            names = "--at-once",
                            description =
                                    "For a key that somebody else knows: a new one signs now, and all others are dropped; "
                                            + "access tokens die within 5 minutes, sessions go on by a refresh.")
                    boolean atOnce) {
        print(invoke("KeysFunction", atOnce ? "replace" : "rotate", Map.of()));
    }
}
