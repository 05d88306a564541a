package io.gatehouse.localcloud.services.store;

import io.gatehouse.localcloud.services.LocalCloudException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** Runs commands that refuse to run as root, or as a user without a name, as PostgreSQL's do. */
final class Unprivileged {
    /** In a namespace of its own the process is nobody, while the kernel lets it into root's files. */
    private static final List<String> OWN_NAMESPACE = List.of("unshare", "-U");

    /** Where containers may not make namespaces: nobody, with the one right to open root's files. */
    private static final List<String> NOBODY = List.of(
            "setpriv --reuid=65534 --regid=65534 --clear-groups --inh-caps=+dac_override --ambient-caps=+dac_override"
                    .split(" "));

    private Unprivileged() {}

    /** The command as it stands for a normal user; for others the command that drops their identity first. */
    static List<String> command(List<String> command) {
        return isRoot() || isNameless()
                ? Stream.concat(prefix().stream(), command.stream()).toList()
                : command;
    }

    /** Whether programs must lie where everybody may go: rights do not help a program to find its neighbours. */
    static boolean needsPublicPrograms() {
        return isRoot() && prefix().equals(NOBODY);
    }

    /** Whether the system knows no user of this id, as in a container that was told to run as any. */
    private static boolean isNameless() {
        return System.getProperty("user.name").equals("?");
    }

    private static boolean isRoot() {
        try {
            return Files.exists(Path.of("/proc/self"))
                    && Files.getAttribute(Path.of("/proc/self"), "unix:uid").equals(0);
        } catch (IOException e) {
            return false;
        }
    }

    private static List<String> prefix() {
        return Stream.of(OWN_NAMESPACE, NOBODY)
                .filter(Unprivileged::works)
                .findFirst()
                .orElseThrow(
                        () -> new LocalCloudException(
                                "PostgreSQL does not run as root or as a user without a name, and neither unshare nor setpriv works: start as another user."));
    }

    private static boolean works(List<String> prefix) {
        try {
            var command = Stream.concat(prefix.stream(), Stream.of("true")).toList();
            var process = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            return process.onExit().join().exitValue() == 0;
        } catch (IOException notInstalled) {
            return false;
        }
    }
}
