package io.gatehouse.acceptance.structure;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.acceptance.harness.Template;
import io.gatehouse.acceptance.harness.Template.Function;
import org.junit.jupiter.api.Test;

/** What {@code template.yaml} comes to when it is deployed. */
class TemplateTest {

    @Test
    void noScheduleHasAFixedNameWhichASecondStackCouldNotHave() {
        var schedules =
                Template.functions().stream().flatMap(Function::schedules).toList();

        assertThat(schedules).isNotEmpty().allSatisfy(schedule -> {
            assertThat(schedule.path("OmitName").asBoolean()).isTrue();
            assertThat(schedule.has("Name")).isFalse();
        });
    }
}
