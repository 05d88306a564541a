package io.gatehouse.domain.usecase;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gatehouse.domain.Refused;
import io.gatehouse.domain.account.Account;
import io.gatehouse.domain.account.EmailAddress;
import io.gatehouse.domain.account.Role;
import io.gatehouse.domain.session.Directory;
import io.gatehouse.domain.usecase.Authenticate.Caller;
import java.time.Instant;
import java.util.Locale;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@Tag("ASVS-8.2.1")
class LookUpUserTest {
    private static final UUID NOBODY = new UUID(9, 9);

    private final Account ada = account(1, "ada@example.com");
    private final Account grace = account(2, "grace@example.com");
    private final InMemoryDirectory directory = new InMemoryDirectory();
    private final LookUpUser lookUp = new LookUpUser(directory);

    @BeforeEach
    void everybodyIsKnown() {
        directory.remember(ada);
        directory.remember(grace);
    }

    @Test
    void everybodyReadsTheirOwnRecordAsItWasFoundWithTheSession() {
        var caller = caller(ada);
        assertThat(lookUp.byId(caller, ada.id())).isSameAs(caller.found());
    }

    @Test
    void anAdministratorReadsAnyRecord() {
        var admin = caller(ada.granted(Role.ADMIN, ada.createdAt()));
        assertThat(lookUp.byId(admin, grace.id()).account()).isEqualTo(grace);
        assertRefused(Refused.Reason.USER_NOT_FOUND, admin, NOBODY);
    }

    @ParameterizedTest
    @EnumSource(names = "ADMIN", mode = EnumSource.Mode.EXCLUDE)
    void noOtherRoleReadsMoreThanItsOwn(Role role) {
        assertRefused(Refused.Reason.FORBIDDEN, caller(ada.granted(role, ada.createdAt())), grace.id());
    }

    @Test
    void whoMayNotReadIsNotToldWhatExists() {
        assertRefused(Refused.Reason.FORBIDDEN, caller(ada), grace.id());
        assertRefused(Refused.Reason.FORBIDDEN, caller(ada), NOBODY);
    }

    private void assertRefused(Refused.Reason reason, Caller caller, UUID id) {
        assertThatThrownBy(() -> lookUp.byId(caller, id))
                .isInstanceOfSatisfying(
                        Refused.class, e -> assertThat(e.reason()).isEqualTo(reason));
    }

    private static Caller caller(Account account) {
        return new Caller(new Directory.Found(account, true), new UUID(7, 7));
    }

    private static Account account(long id, String email) {
        return Account.registered(new UUID(0, id), EmailAddress.parse(email), Locale.ENGLISH, Instant.EPOCH);
    }
}
