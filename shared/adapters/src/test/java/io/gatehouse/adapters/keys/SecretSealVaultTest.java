package io.gatehouse.adapters.keys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gatehouse.adapters.RealServers;
import io.gatehouse.domain.audit.Seal;
import io.gatehouse.domain.testing.Samples;
import java.util.UUID;
import java.util.stream.LongStream;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class SecretSealVaultTest {
    private final String secret = RealServers.freshSecret("{\"key\":\"0123456789abcdef0123456789abcdef\"}");
    private final SecretSealVault vault = new SecretSealVault(secret);

    @Test
    void newVaultHasAKeyAndNoSeal() {
        var contents = vault.open();
        assertThat(contents.key().bytes()).asString().isEqualTo("0123456789abcdef0123456789abcdef");
        assertThat(contents.head()).isEqualTo(Seal.NONE);
    }

    @Test
    void headOnlyMovesForwardAndTheKeyStays() {
        var second = seal(2);
        vault.advance(second);
        vault.advance(seal(1));
        vault.advance(seal(2));

        var contents = new SecretSealVault(secret).open();
        assertThat(contents.head()).usingRecursiveComparison().isEqualTo(second);
        assertThat(contents.key().bytes()).asString().isEqualTo("0123456789abcdef0123456789abcdef");
    }

    @Test
    void headKeepsItsVersion() {
        var head = seal(Seal.VERSION + 1, 1);
        vault.advance(head);
        assertThat(new SecretSealVault(secret).open().head())
                .usingRecursiveComparison()
                .isEqualTo(head);
    }

    @Test
    @Tag("ASVS-16.2.5")
    void malformedSecretIsRefusedWithoutItsText() {
        var malformed = new SecretSealVault(RealServers.freshSecret("{\"key\":\"canary\""));
        assertThatThrownBy(malformed::open)
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("The secret of the audit seals is malformed")
                .hasNoCause();
    }

    @RepeatedTest(3)
    void newestOfConcurrentHeadsStays() throws InterruptedException {
        var seals =
                LongStream.rangeClosed(1, 4).mapToObj(SecretSealVaultTest::seal).toList();
        var threads = seals.stream()
                .map(seal -> Thread.ofVirtual().start(() -> new SecretSealVault(secret).advance(seal)))
                .toList();
        for (var thread : threads) {
            thread.join();
        }
        assertThat(vault.open().head()).usingRecursiveComparison().isEqualTo(seals.getLast());
    }

    @Test
    void keyIsNeverShown() {
        assertThat(vault.open().toString()).doesNotContain("0123456789abcdef").contains("SealKey");
    }

    private static Seal seal(long number) {
        return seal(Seal.VERSION, number);
    }

    private static Seal seal(int version, long number) {
        return new Seal(version, number, UUID.randomUUID(), 10 * number, Samples.now(), new byte[] {1, (byte) number});
    }
}
