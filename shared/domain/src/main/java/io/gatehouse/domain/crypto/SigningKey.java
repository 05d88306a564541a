package io.gatehouse.domain.crypto;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPairGenerator;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.security.interfaces.RSAPrivateCrtKey;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.RSAKeyGenParameterSpec;
import java.security.spec.RSAPublicKeySpec;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * An RSA key for RS256 (RFC 7518, section 3.3).
 *
 * @param kid the thumbprint of the public key (RFC 7638)
 * @param signsFrom when it begins to sign
 */
public record SigningKey(String kid, RSAPrivateCrtKey privateKey, RSAPublicKey publicKey, Instant signsFrom) {
    private static final int MODULUS_BITS = 2048;

    public static SigningKey generate(SecureRandom random, Instant signsFrom) {
        try {
            var generator = KeyPairGenerator.getInstance("RSA");
            generator.initialize(new RSAKeyGenParameterSpec(MODULUS_BITS, RSAKeyGenParameterSpec.F4), random);
            return of((RSAPrivateCrtKey) generator.generateKeyPair().getPrivate(), signsFrom);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("RSA is part of every JDK", e);
        }
    }

    /** @throws IllegalArgumentException when this is no RSA key in base64 of PKCS #8; says nothing of what it is */
    public static SigningKey parse(String pkcs8, Instant signsFrom) {
        try {
            var encoded = new PKCS8EncodedKeySpec(Base64.getDecoder().decode(pkcs8));
            return of((RSAPrivateCrtKey) KeyFactory.getInstance("RSA").generatePrivate(encoded), signsFrom);
        } catch (GeneralSecurityException | IllegalArgumentException | ClassCastException e) {
            throw new IllegalArgumentException("The secret holds a malformed signing key");
        }
    }

    /** The private key in base64 of PKCS #8. */
    public String pkcs8() {
        return Base64.getEncoder().encodeToString(privateKey.getEncoded());
    }

    /** The public half as a JSON Web Key (RFC 7517). */
    public Map<String, String> jwk() {
        var jwk = new LinkedHashMap<String, String>();
        jwk.put("kty", "RSA");
        jwk.put("use", "sig");
        jwk.put("alg", "RS256");
        jwk.put("kid", kid);
        jwk.put("n", base64url(publicKey.getModulus()));
        jwk.put("e", base64url(publicKey.getPublicExponent()));
        return jwk;
    }

    private static SigningKey of(RSAPrivateCrtKey key, Instant signsFrom) throws GeneralSecurityException {
        var spec = new RSAPublicKeySpec(key.getModulus(), key.getPublicExponent());
        var publicKey = (RSAPublicKey) KeyFactory.getInstance("RSA").generatePublic(spec);
        return new SigningKey(thumbprint(publicKey), key, publicKey, signsFrom);
    }

    private static String thumbprint(RSAPublicKey key) throws GeneralSecurityException {
        var canonical = "{\"e\":\"%s\",\"kty\":\"RSA\",\"n\":\"%s\"}"
                .formatted(base64url(key.getPublicExponent()), base64url(key.getModulus()));
        var digest = MessageDigest.getInstance("SHA-256").digest(canonical.getBytes(StandardCharsets.UTF_8));
        return Base64.getUrlEncoder().withoutPadding().encodeToString(digest);
    }

    private static String base64url(BigInteger number) {
        var bytes = number.toByteArray();
        var unsigned = bytes[0] == 0 ? Arrays.copyOfRange(bytes, 1, bytes.length) : bytes;
        return Base64.getUrlEncoder().withoutPadding().encodeToString(unsigned);
    }

    /** Never shows the key. */
    @Override
    public String toString() {
        return "SigningKey[" + kid + "]";
    }
}
