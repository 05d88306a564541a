package io.gatehouse.users;

import io.gatehouse.adapters.Adapters;
import io.gatehouse.adapters.config.Settings;
import io.gatehouse.domain.usecase.Authenticate;
import io.gatehouse.domain.usecase.ConfirmPassword;
import io.gatehouse.domain.usecase.DeleteAccount;
import io.gatehouse.domain.usecase.ExportAccount;
import io.gatehouse.domain.usecase.LookUpUser;
import io.gatehouse.domain.usecase.ManageSessions;
import io.gatehouse.domain.usecase.ReadHistory;
import io.gatehouse.domain.usecase.UpdateProfile;
import io.gatehouse.web.Guard;

/** What the functions of this bundle are made of. */
final class Users {
    private final Settings settings;
    private final Adapters adapters;

    Users(Settings settings) {
        this.settings = settings;
        this.adapters = new Adapters(settings);
    }

    static Users ofThisProcess() {
        return new Users(Settings.ofThisProcess());
    }

    Guard guard() {
        return new Guard(
                adapters.rateLimiter(),
                new Authenticate(adapters.accessTokens(), adapters.directory()),
                new Guard.Limits(settings.rateLimitPerIp(), settings.rateLimitPerUser()));
    }

    ManageSessions manageSessions() {
        return new ManageSessions(
                adapters.transactions(), adapters.afterCommit(), adapters.auditing(), adapters.clock());
    }

    UpdateProfile updateProfile() {
        return new UpdateProfile(adapters.transactions(), adapters.afterCommit(), adapters.clock());
    }

    DeleteAccount deleteAccount() {
        var confirmPassword = new ConfirmPassword(
                adapters.transactions(), adapters.passwordHasher(), adapters.throttle(), adapters.auditing());
        return new DeleteAccount(
                adapters.transactions(),
                confirmPassword,
                adapters.afterCommitMailing(),
                adapters.auditing(),
                adapters.ids(),
                adapters.clock());
    }

    ExportAccount exportAccount() {
        return new ExportAccount(
                adapters.transactions(),
                adapters.throttle(),
                new ReadHistory(adapters.transactions(), adapters.auditing()),
                adapters.auditing(),
                adapters.clock());
    }

    LookUpUser lookUpUser() {
        return new LookUpUser(adapters.directory());
    }
}
