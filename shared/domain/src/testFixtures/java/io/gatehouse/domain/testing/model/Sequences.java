package io.gatehouse.domain.testing.model;

import static org.assertj.core.api.Assertions.fail;

import io.gatehouse.domain.testing.InMemoryPorts;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * Random sequences of what users and operators do, in the use cases and in the {@link Model}: both must agree on the
 * outcome of every step, on every refresh token, and on who is signed in after it.
 *
 * <p>{@code -Dgatehouse.sequences=10000} runs more of them, {@code -Dgatehouse.seed=42} repeats a run.
 */
public final class Sequences {
    private static final long SEED = Long.getLong("gatehouse.seed", System.nanoTime());
    private static final int LONGEST = 24;

    private Sequences() {}

    /**
     * Fails with the shortest sequence that use cases and model disagree on, if there is one.
     *
     * @param ports makes those that a sequence runs on
     */
    public static void run(int count, Supplier<InMemoryPorts> ports) {
        var random = new Random(SEED);
        for (var i = 0; i < Integer.getInteger("gatehouse.sequences", count); i++) {
            var steps = Stream.generate(() -> Step.any(random))
                    .limit(1 + random.nextInt(LONGEST))
                    .toList();
            if (new Modelled(ports.get()).disagreement(steps).isPresent()) {
                report(steps, ports);
            }
        }
    }

    private static void report(List<Step> steps, Supplier<InMemoryPorts> ports) {
        Supplier<Modelled> modelled = () -> new Modelled(ports.get());
        var shortest = shortest(steps, modelled);
        var disagreement = modelled.get().disagreement(shortest).orElse("it does not happen again");
        fail("With -Dgatehouse.seed=%d: %s%n%s", SEED, disagreement, shortest);
    }

    /** Leaves out every step without which there is a disagreement still. */
    static List<Step> shortest(List<Step> steps, Supplier<Modelled> modelled) {
        for (var i = 0; i < steps.size(); i++) {
            var fewer = new ArrayList<>(steps);
            fewer.remove(i);
            if (modelled.get().disagreement(fewer).isPresent()) {
                return shortest(fewer, modelled);
            }
        }
        return steps;
    }
}
