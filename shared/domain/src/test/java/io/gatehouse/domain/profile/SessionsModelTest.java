package io.gatehouse.adapters.usecase;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Random sequences of what people and operators do, on the real use cases and on the {@link Model}: whatever happens,
 * both must agree on the outcome of every step, on every refresh token, and on who is signed in after it.
 *
 * <p>{@code -Dgatehouse.sequences=10000} runs more of them, {@code -Dgatehouse.seed=42} repeats a run.
 */
class SessionsModelTest {
    private static final int SEQUENCES = Integer.getInteger("gatehouse.sequences", 1_000);
    private static final long SEED = Long.getLong("gatehouse.seed", System.nanoTime());
    private static final int LONGEST = 24;

    private final Modelled modelled = new Modelled();

    @Test
    void theUseCasesDoWhatTheModelSays() {
        var random = new Random(SEED);
        for (var i = 0; i < SEQUENCES; i++) {
            var steps = Stream.generate(() -> Step.any(random))
                    .limit(1 + random.nextInt(LONGEST))
                    .toList();
            modelled.disagreement(steps).ifPresent(found -> report(steps));
        }
    }

    /** The test can find something: a client that expects what is not so is told. */
    @Test
    void aDisagreementIsFoundAndShortened() {
        var steps = Stream.of(
                        new Step(Step.Kind.WAIT, 0, 0),
                        new Step(Step.Kind.SIGN_IN, 0, 1),
                        new Step(Step.Kind.WAIT, 1, 0),
                        new Step(Step.Kind.REFRESH, 0, 0),
                        new Step(Step.Kind.WAIT, 0, 0))
                .toList();
        var forgetful = new Modelled() {
            @Override
            boolean isSignedIn(Person person, int session) {
                return person.model().sessions.get(session).counter == 1 && super.isSignedIn(person, session);
            }
        };

        assertThat(forgetful.disagreement(steps)).isPresent();
        assertThat(shortest(forgetful, steps))
                .extracting(Step::kind)
                .containsExactly(Step.Kind.SIGN_IN, Step.Kind.REFRESH);
    }

    private void report(List<Step> steps) {
        var shortest = shortest(modelled, steps);
        fail(
                "With -Dgatehouse.seed=%s: %s%n%s",
                SEED, modelled.disagreement(shortest).orElse("not again"), shortest);
    }

    /** Leaves out whatever can be left out, until nothing can. */
    private static List<Step> shortest(Modelled modelled, List<Step> steps) {
        for (var i = 0; i < steps.size(); i++) {
            var fewer = new ArrayList<>(steps);
            fewer.remove(i);
            if (modelled.disagreement(fewer).isPresent()) {
                return shortest(modelled, fewer);
            }
        }
        return steps;
    }
}
