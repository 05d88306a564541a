package io.gatehouse.auth;

import io.gatehouse.adapters.Adapters;
import io.gatehouse.adapters.config.Settings;
import io.gatehouse.adapters.keys.SigningKeys;
import io.gatehouse.web.Api;
import java.net.URI;

/** What this bundle runs on. */
final class Auth {
    private Auth() {}

    static Api api() {
        var adapters = new Adapters(Settings.ofThisProcess(
                Settings.STORES,
                Settings.ISSUER,
                Settings.TOKENS,
                Settings.SESSIONS,
                Settings.SESSIONS_PER_USER,
                Settings.SIGN_UP,
                Settings.RATE_LIMITS,
                Settings.MAIL_QUEUE,
                Settings.HASH_KEY));
        return new Api(adapters, adapters, adapters.setting(Settings.ISSUER));
    }

    static SigningKeys signingKeys() {
        return new Adapters(Settings.ofThisProcess(Settings.TOKENS)).signingKeys();
    }

    static URI issuer() {
        return Settings.ofThisProcess(Settings.ISSUER).get(Settings.ISSUER);
    }
}
