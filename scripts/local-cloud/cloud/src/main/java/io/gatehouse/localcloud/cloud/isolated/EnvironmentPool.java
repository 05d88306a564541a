package io.gatehouse.localcloud.cloud.isolated;

import io.gatehouse.localcloud.cloud.runtime.EnvironmentState;
import io.gatehouse.localcloud.cloud.runtime.FunctionDefinition;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** The environments of one function: as many as its requests need, up to its limit. */
final class EnvironmentPool {
    private static final long CHECK_INTERVAL = TimeUnit.MILLISECONDS.toNanos(300);

    private final IsolationOptions options;
    private final List<Member> members = new ArrayList<>();
    private final FunctionDefinition function;
    private long fingerprint;
    private long nextCheck = System.nanoTime();
    private boolean closed;

    /** An environment, and how many requests are in it. */
    static final class Member {
        private final Environment environment;
        private final boolean debugged;
        private int requests;
        private boolean outdated;
        private long idleSince;

        private Member(Environment environment, boolean debugged) {
            this.environment = environment;
            this.debugged = debugged;
        }

        Environment environment() {
            return environment;
        }

        boolean isDebugged() {
            return debugged;
        }

        private EnvironmentState state() {
            if (!environment.isReady()) {
                return EnvironmentState.STARTING;
            }
            return requests > 0 ? EnvironmentState.BUSY : EnvironmentState.IDLE;
        }

        private boolean isUsable() {
            return !outdated && !environment.isOver();
        }
    }

    EnvironmentPool(FunctionDefinition function, IsolationOptions options) {
        this.function = function;
        this.options = options;
    }

    FunctionDefinition function() {
        return function;
    }

    /** An environment for a request, to be followed by {@link #leave}; null if the function has as many as it may. */
    synchronized @Nullable Member enter(Launcher launcher) {
        removeOutdated();
        killIdle(idle -> !idle.isUsable()); // one that somebody has killed has no place any more
        var member = members.reversed().stream()
                .filter(candidate -> candidate.isUsable() && candidate.requests < options.concurrencyPerEnvironment())
                .findFirst()
                .orElseGet(() -> launch(launcher));
        if (member != null) {
            member.requests++;
        }
        return member;
    }

    private @Nullable Member launch(Launcher launcher) {
        if (closed || members.size() >= function.reservedConcurrency().orElse(options.environmentsPerFunction())) {
            return null;
        }
        var debugPort = Optional.ofNullable(options.debugPorts().get(function.name()))
                .filter(port -> members.stream().noneMatch(Member::isDebugged));
        var member = new Member(new Environment(function, launcher, debugPort), debugPort.isPresent());
        members.add(member);
        return member;
    }

    /** The one that was used last is the next to be used, so that the others become idle. */
    synchronized void leave(Member member) {
        member.requests--;
        member.idleSince = System.nanoTime();
        members.remove(member);
        if (member.isUsable() || member.requests > 0) {
            members.add(member);
        } else {
            member.environment.kill();
        }
    }

    /** Those of code that has been compiled anew since. */
    private void removeOutdated() {
        if (System.nanoTime() - nextCheck < 0) {
            return;
        }
        var current = function.bundle().fingerprint();
        if (current != fingerprint) {
            members.forEach(member -> member.outdated = true); // those with requests end after them
            killIdle(member -> true);
        }
        fingerprint = current;
        nextCheck = System.nanoTime() + CHECK_INTERVAL;
    }

    /** Ends those that have had no request for the idle time, and forgets those that somebody has ended. */
    synchronized void removeIdle() {
        var latest = System.nanoTime() - options.idleTime().toNanos();
        killIdle(member -> member.idleSince - latest < 0 || !member.isUsable());
    }

    private void killIdle(Predicate<Member> which) {
        members.removeIf(member -> {
            var kill = member.requests == 0 && which.test(member);
            if (kill) {
                member.environment.kill();
            }
            return kill;
        });
    }

    /** Passes on what those with requests have printed. */
    void readOutput() {
        busy().forEach(Environment::readOutput);
    }

    private synchronized List<Environment> busy() {
        return members.stream()
                .filter(member -> member.requests > 0)
                .map(Member::environment)
                .toList();
    }

    synchronized List<EnvironmentState> states() {
        return members.stream().map(Member::state).toList();
    }

    /** Starts none any more. */
    synchronized void close() {
        closed = true;
    }
}
