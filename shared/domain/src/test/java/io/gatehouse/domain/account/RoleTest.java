package io.gatehouse.domain.account;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gatehouse.domain.errors.InvalidValue;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class RoleTest {

    @ParameterizedTest
    @EnumSource
    void everyRoleIsFoundByItsLabel(Role role) {
        assertThat(Role.of(role.label())).isEqualTo(role);
        assertThat(role.label()).isLowerCase();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "ADMIN", "admin ", "root"})
    void anyOtherTextIsRefusedWithTheLabelsThatExist(String label) {
        assertThatThrownBy(() -> Role.of(label))
                .isInstanceOfSatisfying(
                        InvalidValue.class, e -> assertThat(e.code()).isEqualTo("unknown_role"))
                .hasMessage("The role must be one of admin, mailer.");
    }
}
