package io.gatehouse.mail;

import io.gatehouse.adapters.Adapters;
import io.gatehouse.adapters.config.Settings;
import io.gatehouse.domain.wiring.UseCases;
import io.gatehouse.web.Api;

/** What this bundle runs on, with the settings of this process. */
final class Mailing {
    private Mailing() {}

    static Api api() {
        var adapters = new Adapters(Settings.ofThisProcess(
                Settings.STORES,
                Settings.ISSUER,
                Settings.TOKENS,
                Settings.RATE_LIMITS,
                Settings.MAILS_PER_ADDRESS,
                Settings.MAIL_QUEUE,
                Settings.HASH_KEY));
        return new Api(adapters, adapters, adapters.setting(Settings.ISSUER));
    }

    static UseCases worker() {
        return useCases(
                Settings.ofThisProcess(Settings.STORES, Settings.HASH_KEY, Settings.MAILS_PER_ADDRESS, Settings.MAILS));
    }

    static UseCases sweeper() {
        return useCases(Settings.ofThisProcess(Settings.STORES, Settings.HASH_KEY, Settings.MAIL_QUEUE));
    }

    static UseCases useCases(Settings settings) {
        var adapters = new Adapters(settings);
        return new UseCases(adapters, adapters);
    }
}
