package io.gatehouse.operations;

import io.gatehouse.adapters.Adapters;
import io.gatehouse.adapters.config.Settings;
import io.gatehouse.domain.wiring.UseCases;
import java.net.URI;
import java.util.List;
import java.util.UUID;

/** What this bundle runs on, with the settings of this process. */
final class Operations {
    private static final UUID NO_ACCOUNT = new UUID(0, 0);

    private Operations() {}

    static UseCases accounts() {
        return useCases(Settings.STORES, Settings.HASH_KEY, Settings.MAIL_QUEUE);
    }

    static UseCases auditLog() {
        return useCases(Settings.STORES, Settings.HASH_KEY, Settings.AUDIT_SEAL);
    }

    static UseCases signingKeys() {
        return useCases(Settings.STORES, Settings.HASH_KEY, Settings.TOKENS);
    }

    static UseCases housekeeping() {
        return useCases(Settings.STORES, Settings.HASH_KEY, Settings.SESSIONS);
    }

    static URI issuer() {
        return Settings.ofThisProcess(Settings.ISSUER).get(Settings.ISSUER);
    }

    static String securityContact() {
        return Settings.ofThisProcess(Settings.SECURITY_CONTACT).get(Settings.SECURITY_CONTACT);
    }

    static List<Dependency> dependencies() {
        var adapters = new Adapters(Settings.ofThisProcess(Settings.STORES, Settings.MAIL_QUEUE));
        return List.of(
                new Dependency(
                        "database",
                        true,
                        () -> adapters.stores().run(stores -> stores.accounts().byId(NO_ACCOUNT))),
                new Dependency("cache", false, adapters.redis()::ping),
                new Dependency("queue", true, adapters.mailQueue()::ping));
    }

    private static UseCases useCases(Settings.Part<?>... parts) {
        var adapters = new Adapters(Settings.ofThisProcess(parts));
        return new UseCases(adapters, adapters);
    }
}
