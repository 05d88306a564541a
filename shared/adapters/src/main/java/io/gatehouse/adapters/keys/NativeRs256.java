package io.gatehouse.adapters.keys;

import com.auth0.jwt.algorithms.Algorithm;
import com.auth0.jwt.exceptions.SignatureGenerationException;
import com.auth0.jwt.interfaces.DecodedJWT;
import io.gatehouse.domain.crypto.SigningKey;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.Provider;
import java.security.Signature;

/** RS256 with one key, by a provider that need not be installed. Safe for use by several threads. */
final class NativeRs256 extends Algorithm {
    private static final String SIGNATURE = "SHA256withRSA";

    private final SigningKey key;
    private final Provider provider;
    private final PrivateKey translated;

    /** @throws GeneralSecurityException when the provider cannot do it */
    NativeRs256(SigningKey key, Provider provider) throws GeneralSecurityException {
        super("RS256", SIGNATURE);
        this.key = key;
        this.provider = provider;
        // Once, because it takes longer than a signature.
        this.translated = (PrivateKey) KeyFactory.getInstance("RSA", provider).translateKey(key.privateKey());
        Signature.getInstance(SIGNATURE, provider).initSign(translated);
    }

    boolean isOf(SigningKey other) {
        return key.kid().equals(other.kid());
    }

    @Override
    public byte[] sign(byte[] content) {
        try {
            var signature = Signature.getInstance(SIGNATURE, provider);
            signature.initSign(translated);
            signature.update(content);
            return signature.sign();
        } catch (GeneralSecurityException e) {
            throw new SignatureGenerationException(this, e);
        }
    }

    @Override
    public void verify(DecodedJWT token) {
        Algorithm.RSA256(key.publicKey(), null).verify(token);
    }
}
