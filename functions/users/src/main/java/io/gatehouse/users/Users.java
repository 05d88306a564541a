package io.gatehouse.users;

import io.gatehouse.adapters.Adapters;
import io.gatehouse.adapters.config.Settings;
import io.gatehouse.web.Api;

/** What this bundle runs on. */
final class Users {
    private Users() {}

    static Api api() {
        var adapters = new Adapters(Settings.ofThisProcess(
                Settings.STORES, Settings.ISSUER, Settings.TOKENS, Settings.RATE_LIMITS, Settings.HASH_KEY));
        return new Api(adapters, adapters, adapters.setting(Settings.ISSUER));
    }
}
