package io.gatehouse.adapters.keys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.auth0.jwt.JWT;
import com.auth0.jwt.algorithms.Algorithm;
import io.gatehouse.domain.crypto.SigningKey;
import java.security.Provider;
import java.security.SecureRandom;
import java.security.Security;
import java.security.Signature;
import java.time.Instant;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class TokenSignerTest {
    private static final SigningKey KEY = SigningKey.generate(new SecureRandom(), Instant.EPOCH);
    private static final SigningKey NEXT = SigningKey.generate(new SecureRandom(), Instant.EPOCH);

    @Test
    void nativeSignatureEqualsTheJdks() throws Exception {
        var random = new Random(42);
        var jdk = jdk(KEY);
        var fast = new NativeRs256(KEY, nativeCryptography());
        for (var length = 0; length < 100; length++) {
            var content = new byte[length * 7];
            random.nextBytes(content);
            assertThat(fast.sign(content)).as("%s bytes", content.length).isEqualTo(jdk.sign(content));
        }
    }

    @Test
    void jdkSignsUntilNativeCodeIsLoaded() {
        var signer = new TokenSigner(TokenSignerTest::nativeCryptography, Runnable::run);

        assertThat(signer.algorithm(KEY)).isNotInstanceOf(NativeRs256.class);
        verify(signer, KEY);
        assertThat(signer.algorithm(KEY)).isInstanceOf(NativeRs256.class);
        verify(signer, KEY);
    }

    @Test
    void newKeySignsAsTheOldOneDid() {
        var signer = new TokenSigner(TokenSignerTest::nativeCryptography, Runnable::run);

        verify(signer, KEY);
        verify(signer, NEXT);
        assertThat(signer.algorithm(NEXT)).isInstanceOf(NativeRs256.class);
        verify(signer, NEXT);
    }

    @Test
    void signingDoesNotWaitForNativeCode() {
        assumeNativeCryptography();
        var signer = new TokenSigner();

        await().until(() -> {
            verify(signer, KEY);
            return signer.algorithm(KEY) instanceof NativeRs256;
        });
    }

    @Test
    void jdkSignsWhenNativeCodeFailsToLoadOnce() {
        var attempts = new AtomicInteger();
        Callable<Provider> absent = () -> {
            attempts.incrementAndGet();
            throw new UnsatisfiedLinkError("libc.so.6: cannot open shared object file");
        };
        var signer = new TokenSigner(absent, Runnable::run);

        verify(signer, KEY);
        verify(signer, KEY);
        verify(signer, KEY);
        assertThat(attempts).hasValue(1);
    }

    /** As it is when its library does not load: it has no algorithm then. */
    @Test
    void jdkSignsWhenTheProviderHasNoSignatures() {
        var signer = new TokenSigner(() -> new Provider("Empty", "1", "") {}, Runnable::run);

        verify(signer, KEY);
        verify(signer, KEY);
    }

    @Test
    void defaultProviderStaysTheJdks() throws Exception {
        var before = Signature.getInstance("SHA256withRSA").getProvider();
        var provider = nativeCryptography();

        assertThat(Security.getProviders()).endsWith(provider);
        assertThat(Signature.getInstance("SHA256withRSA").getProvider()).isSameAs(before);
        assertThat(nativeCryptography()).isSameAs(provider);
    }

    @Test
    void nativeCodeOutlivesTheClassLoaderThatLoadedIt() throws Exception {
        var classes = nativeCryptography().getClass().getClassLoader();

        assertThat(classes).isNotSameAs(TokenSigner.class.getClassLoader());
        assertThat(classes.getParent()).isSameAs(ClassLoader.getPlatformClassLoader());
    }

    private static void verify(TokenSigner signer, SigningKey key) {
        var token = signer.sign(JWT.create().withKeyId(key.kid()).withSubject("somebody"), key);
        var decoded = JWT.decode(token);
        assertThat(decoded.getAlgorithm()).isEqualTo("RS256");
        assertThat(decoded.getKeyId()).isEqualTo(key.kid());
        assertThatCode(() -> JWT.require(jdk(key)).build().verify(token)).doesNotThrowAnyException();
    }

    private static Algorithm jdk(SigningKey key) {
        return Algorithm.RSA256(key.publicKey(), key.privateKey());
    }

    private static Provider nativeCryptography() throws Exception {
        assumeNativeCryptography();
        return CorrettoCrypto.load();
    }

    private static void assumeNativeCryptography() {
        assumeTrue(System.getProperty("os.name").equals("Linux"), "there is native cryptography for Linux only");
    }
}
