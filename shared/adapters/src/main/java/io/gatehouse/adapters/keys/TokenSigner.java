package io.gatehouse.adapters.keys;

import com.auth0.jwt.JWTCreator;
import com.auth0.jwt.algorithms.Algorithm;
import io.gatehouse.domain.crypto.SigningKey;
import java.security.Provider;
import java.util.concurrent.Callable;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Signs tokens by RS256 (RFC 7518, section 3.3): with native cryptography as soon as that is loaded, which takes as
 * long as many signatures and therefore happens behind the first one; with the JDK's until then, and for good where it
 * cannot be loaded. The signatures are the same. Safe for use by several threads.
 */
final class TokenSigner {
    private static final Logger LOG = LoggerFactory.getLogger(TokenSigner.class);

    private final Callable<Provider> cryptography;
    private final Executor background;
    private final AtomicReference<@Nullable String> preparedKid = new AtomicReference<>();
    private volatile @Nullable NativeRs256 prepared;

    TokenSigner() {
        this(CorrettoCrypto::load, TokenSigner::startThread);
    }

    TokenSigner(Callable<Provider> cryptography, Executor background) {
        this.cryptography = cryptography;
        this.background = background;
    }

    /** Whatever this leaves behind inherits no class loader from the request. */
    private static void startThread(Runnable task) {
        Thread.ofPlatform()
                .daemon()
                .inheritInheritableThreadLocals(false)
                .name("native-cryptography")
                .start(task);
    }

    String sign(JWTCreator.Builder token, SigningKey key) {
        var signed = token.sign(algorithm(key));
        if (!key.kid().equals(preparedKid.getAndSet(key.kid()))) {
            background.execute(() -> prepare(key));
        }
        return signed;
    }

    Algorithm algorithm(SigningKey key) {
        var fast = prepared;
        return fast != null && fast.isOf(key) ? fast : Algorithm.RSA256(key.publicKey(), key.privateKey());
    }

    private void prepare(SigningKey key) {
        try {
            prepared = new NativeRs256(key, cryptography.call());
        } catch (Exception | LinkageError e) {
            LOG.warn("Access tokens are signed by the JDK, which takes longer: {}", e.toString());
        }
    }
}
