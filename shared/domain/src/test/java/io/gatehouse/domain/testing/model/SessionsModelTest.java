package io.gatehouse.domain.testing.model;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.domain.testing.InMemoryPorts;
import java.util.List;
import java.util.function.Supplier;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class SessionsModelTest {
    @Test
    void useCasesDoWhatTheModelSays() {
        Sequences.run(1_000, InMemoryPorts::new);
    }

    @Test
    @Tag("ASVS-10.4.5")
    void everyThiefIsNoticed() {
        Thefts.everyThiefIsNoticed(500, InMemoryPorts::new);
    }

    @Test
    void noHonestClientIsSignedOut() {
        Thefts.noHonestClientIsSignedOut(500, InMemoryPorts::new);
    }

    /** The test can find something: here each refresh seems to end the session. */
    @Test
    void aDisagreementIsFoundAndShortened() {
        var steps = List.of(
                new Step(Step.Kind.WAIT, 0, 0),
                new Step(Step.Kind.SIGN_IN, 0, 1),
                new Step(Step.Kind.WAIT, 1, 0),
                new Step(Step.Kind.REFRESH, 0, 0),
                new Step(Step.Kind.WAIT, 0, 0));
        Supplier<Modelled> wrong = () -> new Modelled(new InMemoryPorts()) {
            @Override
            boolean isSignedIn(int session) {
                return counter(session) == 1 && super.isSignedIn(session);
            }
        };

        assertThat(wrong.get().disagreement(steps)).isPresent();
        assertThat(Sequences.shortest(steps, wrong))
                .extracting(Step::kind)
                .containsExactly(Step.Kind.SIGN_IN, Step.Kind.REFRESH);
    }
}
