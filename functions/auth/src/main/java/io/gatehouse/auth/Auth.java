package io.gatehouse.auth;

import io.gatehouse.adapters.Adapters;
import io.gatehouse.adapters.config.Settings;
import io.gatehouse.web.Api;

/** What this bundle runs on. */
final class Auth {
    private Auth() {}

    static Api api() {
        var adapters = new Adapters(Settings.ofThisProcess(
                Settings.STORES,
                Settings.TOKENS,
                Settings.SESSIONS,
                Settings.SESSIONS_PER_USER,
                Settings.SIGN_UP,
                Settings.RATE_LIMITS,
                Settings.MAIL_QUEUE,
                Settings.HASH_KEY));
        return new Api(adapters, adapters);
    }

    /** The settings of tokens alone. */
    static Adapters tokens() {
        return new Adapters(Settings.ofThisProcess(Settings.TOKENS));
    }
}
