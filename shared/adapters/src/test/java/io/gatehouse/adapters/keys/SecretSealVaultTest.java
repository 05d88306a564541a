package io.gatehouse.adapters.keys;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.adapters.Stores;
import io.gatehouse.domain.audit.Seal;
import io.gatehouse.domain.testing.Samples;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class SecretSealVaultTest {
    private final String secret = Stores.freshSecret("{\"key\":\"0123456789abcdef0123456789abcdef\"}");
    private final SecretSealVault vault = new SecretSealVault(secret);

    @Test
    void aNewVaultHasAKeyAndNoSeal() {
        var contents = vault.open();
        assertThat(contents.key().bytes()).asString().isEqualTo("0123456789abcdef0123456789abcdef");
        assertThat(contents.head()).isEqualTo(Seal.NONE);
    }

    @Test
    void theHeadGoesForwardOnlyAndTheKeyStays() {
        var second = seal(2);
        vault.advance(second);
        vault.advance(seal(1));
        vault.advance(seal(2));

        var contents = new SecretSealVault(secret).open();
        assertThat(contents.head()).usingRecursiveComparison().isEqualTo(second);
        assertThat(contents.key().bytes()).asString().isEqualTo("0123456789abcdef0123456789abcdef");
    }

    @Test
    void theKeyIsNeverShown() {
        assertThat(vault.open().toString()).doesNotContain("0123456789abcdef").contains("SealKey");
    }

    private static Seal seal(long number) {
        return new Seal(
                Seal.VERSION, number, UUID.randomUUID(), 10 * number, Samples.now(), new byte[] {1, (byte) number});
    }
}
