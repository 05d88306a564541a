package io.gatehouse.acceptance.structure;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.acceptance.harness.Checkout;
import io.gatehouse.acceptance.harness.Template.Function;
import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A bundle suffices: what runs in AWS has its classes and no others. */
class BundledClassesTest {

    @ParameterizedTest
    @MethodSource("io.gatehouse.acceptance.harness.Template#functions")
    void aHandlerLoadsFromItsBundleAlone(Function function) throws Exception {
        try (var classes = classesOf(function.properties().path("CodeUri").asString())) {
            assertThat(classes.loadClass(function.handler()).getDeclaredConstructors())
                    .isNotEmpty();
        }
    }

    @Test
    void passwordsAreHashedByTheFewClassesOfBouncyCastle() throws Exception {
        try (var classes = classesOf("functions/auth/target/bundle")) {
            var hasher = new Hasher(classes);

            assertThat(hasher.matches("a long enough password", hasher.hash("a long enough password")))
                    .isTrue();
            assertThat(hasher.matches("U*U", "$2a$05$CCCCCCCCCCCCCCCCCCCCC.E5YPO9kmyuRGyh0XouQYb4YMJKvyOeW"))
                    .isTrue();
        }
    }

    /** The bundle's own password hasher, of classes that this test does not share. */
    private static final class Hasher {
        private static final String PACKAGE = "io.gatehouse.domain.credential.";

        private final Class<?> passwords;
        private final Object hasher;

        Hasher(ClassLoader classes) throws ReflectiveOperationException {
            passwords = classes.loadClass(PACKAGE + "Password");
            var cost = classes.loadClass(PACKAGE + "Argon2Hash$Cost");
            hasher = classes.loadClass(PACKAGE + "PasswordHasher")
                    .getConstructor(cost, Random.class, int.class, Duration.class)
                    .newInstance(cost.getField("RECOMMENDED").get(null), new SecureRandom(), 1, Duration.ofSeconds(10));
        }

        String hash(String password) throws ReflectiveOperationException {
            return (String) hasher.getClass().getMethod("hash", passwords).invoke(hasher, parsed(password));
        }

        boolean matches(String password, String hash) throws ReflectiveOperationException {
            return (boolean) hasher.getClass()
                    .getMethod("matches", passwords, String.class)
                    .invoke(hasher, parsed(password), hash);
        }

        private Object parsed(String password) throws ReflectiveOperationException {
            return passwords.getMethod("parse", String.class).invoke(null, password);
        }
    }

    private static URLClassLoader classesOf(String path) throws IOException {
        var bundle = Checkout.ROOT.resolve(path);
        var urls = new ArrayList<URL>();
        urls.add(bundle.toUri().toURL());
        try (var jars = Files.newDirectoryStream(bundle.resolve("lib"))) {
            for (var jar : jars) {
                urls.add(jar.toUri().toURL());
            }
        }
        return new URLClassLoader(urls.toArray(URL[]::new), ClassLoader.getPlatformClassLoader());
    }
}
