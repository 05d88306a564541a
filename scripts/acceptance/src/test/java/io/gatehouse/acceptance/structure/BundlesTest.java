package io.gatehouse.acceptance.structure;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.acceptance.harness.Checkout;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.jar.JarFile;
import java.util.regex.Pattern;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is deployed: small, and nothing that only tests or other bundles need. */
class BundlesTest {
    private static final int MAX_ZIPPED_BYTES = 16_000_000;
    private static final List<String> BANNED = List.of(
            "netty", "httpclient", "httpcore", "junit", "assertj", "awaitility", "helidon", "elasticmq", "bcprov");

    private static final Pattern FOREIGN =
            Pattern.compile("lambda/runtime/api/client|lambda/crac|aws-lambda-jni|localcloud|^console/");

    @ParameterizedTest
    @ValueSource(strings = {"auth", "users", "mail", "operations"})
    void aBundleIsAtMost16AndAHalfMegabytesZipped(String name) throws IOException {
        assertThat(zipped(bundle(name))).isPositive().isLessThan(MAX_ZIPPED_BYTES);
    }

    @ParameterizedTest
    @ValueSource(strings = {"auth", "users", "mail", "operations"})
    void aBundleCarriesOnlyWhatItNeeds(String name) throws IOException {
        try (var jars = Files.list(bundle(name).resolve("lib"))) {
            assertThat(jars.map(jar -> jar.getFileName().toString()))
                    .noneMatch(jar -> BANNED.stream().anyMatch(jar::startsWith));
        }
    }

    /** Lambda has the runtime, and nobody but a developer the local cloud. */
    @ParameterizedTest
    @ValueSource(strings = {"auth", "users", "mail", "operations"})
    void aBundleCarriesNothingOfLambdasRuntimeOrOfTheLocalCloud(String name) throws IOException {
        try (var files = Files.walk(bundle(name))) {
            for (var file : files.filter(Files::isRegularFile).toList()) {
                assertThat(namesIn(file))
                        .as("%s", file)
                        .noneMatch(entry -> FOREIGN.matcher(entry).find());
            }
        }
    }

    /** Of the file itself and, in a jar, of what is in it. */
    private static List<String> namesIn(Path file) throws IOException {
        if (!file.toString().endsWith(".jar")) {
            return List.of(file.toString());
        }
        try (var jar = new JarFile(file.toFile())) {
            return jar.stream().map(ZipEntry::getName).toList();
        }
    }

    @Test
    void onlyTheBundleThatHashesPasswordsCarriesArgon2() {
        assertThat(bundle("auth").resolve("org/bouncycastle")).isDirectory();
        assertThat(bundle("users").resolve("org/bouncycastle")).doesNotExist();
        assertThat(bundle("mail").resolve("org/bouncycastle")).doesNotExist();
        assertThat(bundle("operations").resolve("org/bouncycastle")).doesNotExist();
    }

    /** Of the processor that the template has where nobody says otherwise. */
    @Test
    void onlyTheBundleThatSignsCarriesNativeCryptography() throws IOException {
        var processor = Checkout.yaml("template.yaml")
                .at("/Parameters/Architecture/Default")
                .asString();

        assertThat(nativeCryptography("auth"))
                .singleElement(InstanceOfAssertFactories.STRING)
                .endsWith(Map.of("arm64", "-linux-aarch_64.jar", "x86_64", "-linux-x86_64.jar")
                        .get(processor));
        assertThat(nativeCryptography("users")).isEmpty();
        assertThat(nativeCryptography("mail")).isEmpty();
        assertThat(nativeCryptography("operations")).isEmpty();
    }

    private static List<String> nativeCryptography(String bundle) throws IOException {
        try (var jars = Files.list(bundle(bundle).resolve("lib"))) {
            return jars.map(jar -> jar.getFileName().toString())
                    .filter(jar -> jar.startsWith("AmazonCorrettoCryptoProvider"))
                    .toList();
        }
    }

    private static Path bundle(String name) {
        return Checkout.ROOT.resolve("functions").resolve(name).resolve("target/bundle");
    }

    private static int zipped(Path folder) throws IOException {
        var bytes = new ByteArrayOutputStream();
        try (var zip = new ZipOutputStream(bytes);
                var files = Files.walk(folder)) {
            for (var file : files.filter(Files::isRegularFile).toList()) {
                zip.putNextEntry(new ZipEntry(folder.relativize(file).toString()));
                Files.copy(file, zip);
            }
        }
        return bytes.size();
    }
}
