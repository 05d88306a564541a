package io.gatehouse.adapters.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.gatehouse.adapters.config.Settings.RateLimits;
import io.gatehouse.adapters.config.Settings.SignUp;
import io.gatehouse.adapters.config.Settings.Stores;
import io.gatehouse.adapters.config.Settings.Tokens;
import io.gatehouse.domain.registration.SignUpMode;
import io.gatehouse.domain.session.Session;
import java.net.URI;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SettingsTest {
    private static final Map<String, String> COMPLETE = Map.ofEntries(
            Map.entry("SIGN_UP_MODE", "immediate"),
            Map.entry("PASSWORD_MIN_LENGTH", "15"),
            Map.entry("ACCESS_TOKEN_SECONDS", "600"),
            Map.entry("REFRESH_IDLE_SECONDS", "604800"),
            Map.entry("REFRESH_ABSOLUTE_SECONDS", "2592000"),
            Map.entry("SESSIONS_PER_USER", "100"),
            Map.entry("RATE_LIMIT_PER_IP", "100"),
            Map.entry("RATE_LIMIT_PER_USER", "600"),
            Map.entry("MAILS_PER_ADDRESS", "10"),
            Map.entry("ISSUER", "http://localhost:3000"),
            Map.entry("AUDIENCE", "gatehouse"),
            Map.entry("DATABASE_URL", "postgresql://gatehouse:secret@127.0.0.1:5432/gatehouse?sslmode=disable"),
            Map.entry("CACHE_URL", "redis://127.0.0.1:6379"),
            Map.entry("MAIL_QUEUE_URL", "http://127.0.0.1:9324/000000000000/mail"),
            Map.entry("SIGNING_KEYS_SECRET", "arn:aws:secretsmanager:eu-central-1:123456789012:secret:keys"),
            Map.entry("HASH_KEY_SECRET", "arn:aws:secretsmanager:eu-central-1:123456789012:secret:hash"),
            Map.entry("AUDIT_SEAL_SECRET", "arn:aws:secretsmanager:eu-central-1:123456789012:secret:seal"));

    private static final Settings.Part<?>[] ALL = {
        Settings.STORES,
        Settings.ISSUER,
        Settings.TOKENS,
        Settings.SESSIONS,
        Settings.SESSIONS_PER_USER,
        Settings.SIGN_UP,
        Settings.RATE_LIMITS,
        Settings.MAILS_PER_ADDRESS,
        Settings.MAIL_QUEUE,
        Settings.HASH_KEY,
        Settings.AUDIT_SEAL
    };

    @Test
    void everySettingIsReadFromTheVariableOfItsName() {
        var settings = Settings.read(COMPLETE, ALL);

        assertThat(settings.get(Settings.SIGN_UP)).isEqualTo(new SignUp(SignUpMode.IMMEDIATE, 15));
        assertThat(settings.get(Settings.SESSIONS))
                .isEqualTo(new Session.Lifetimes(Duration.ofDays(7), Duration.ofDays(30)));
        assertThat(settings.get(Settings.RATE_LIMITS)).isEqualTo(new RateLimits(100, 600));
        assertThat(settings.get(Settings.MAILS_PER_ADDRESS)).isEqualTo(10);
        assertThat(settings.get(Settings.TOKENS))
                .isEqualTo(new Tokens("gatehouse", Duration.ofMinutes(10), COMPLETE.get("SIGNING_KEYS_SECRET")));
        assertThat(settings.get(Settings.ISSUER)).isEqualTo(URI.create("http://localhost:3000"));
        assertThat(settings.get(Settings.STORES))
                .isEqualTo(
                        new Stores(URI.create(COMPLETE.get("DATABASE_URL")), URI.create("redis://127.0.0.1:6379"), 1));
        assertThat(settings.get(Settings.MAIL_QUEUE)).isEqualTo(URI.create(COMPLETE.get("MAIL_QUEUE_URL")));
        assertThat(settings.get(Settings.HASH_KEY)).endsWith(":hash");
        assertThat(settings.get(Settings.AUDIT_SEAL)).endsWith(":seal");
    }

    @Test
    void onlyTheNamedPartsAreRead() {
        var settings = Settings.read(Map.of("MAIL_QUEUE_URL", "http://127.0.0.1:9324/mail"), Settings.MAIL_QUEUE);

        assertThat(settings.get(Settings.MAIL_QUEUE).getPort()).isEqualTo(9324);
        assertThatThrownBy(() -> settings.get(Settings.TOKENS))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("This bundle does not read the settings of tokens.");
    }

    @Test
    void concurrencyIsReadFromLambdasVariable() {
        var settings = Settings.read(with("AWS_LAMBDA_MAX_CONCURRENCY", "32"), Settings.STORES);

        assertThat(settings.get(Settings.STORES).concurrency()).isEqualTo(32);
        assertRefused("AWS_LAMBDA_MAX_CONCURRENCY", "0", "must be from 1 to 1000");
    }

    @Test
    void oneMessageNamesEveryMissingVariable() {
        var error = catchThrowableOfType(IllegalArgumentException.class, () -> Settings.read(Map.of(), ALL));
        assertThat(COMPLETE.keySet()).allSatisfy(name -> assertThat(error).hasMessageContaining(name + " is missing"));
        assertThat(error.getMessage().lines()).hasSize(1);
    }

    @Test
    @Tag("ASVS-16.2.5")
    void oneMessageNamesEveryMalformedVariableWithoutItsValue() {
        var malformed = new HashMap<String, String>();
        COMPLETE.keySet().forEach(name -> malformed.put(name, "://canary"));
        malformed.put("AUDIENCE", " ");
        malformed.put("SIGNING_KEYS_SECRET", "");
        malformed.put("HASH_KEY_SECRET", "");
        malformed.put("AUDIT_SEAL_SECRET", "");
        var error = catchThrowableOfType(IllegalArgumentException.class, () -> Settings.read(malformed, ALL));
        assertThat(COMPLETE.keySet()).allSatisfy(name -> assertThat(error).hasMessageContaining(name));
        assertThat(error).hasMessageNotContaining("canary").hasNoCause();
    }

    @ParameterizedTest
    @CsvSource({
        "SIGN_UP_MODE, open, 'must be one of [immediate, verified]'",
        "SIGN_UP_MODE, VERIFIED, 'must be one of [immediate, verified]'",
        "PASSWORD_MIN_LENGTH, 7, must be from 8 to 128",
        "PASSWORD_MIN_LENGTH, 129, must be from 8 to 128",
        "PASSWORD_MIN_LENGTH, fifteen, must be a whole number",
        "ACCESS_TOKEN_SECONDS, 0, must be from 1 to 86400",
        "ACCESS_TOKEN_SECONDS, 1.5, must be a whole number",
        "REFRESH_IDLE_SECONDS, -1, must be from 1 to 31622400",
        "REFRESH_ABSOLUTE_SECONDS, 99999999999, must be a whole number",
        "SESSIONS_PER_USER, 0, must be from 1 to 1000",
        "SESSIONS_PER_USER, 1001, must be from 1 to 1000",
        "RATE_LIMIT_PER_IP, -1, must be from 0 to 1000000",
        "RATE_LIMIT_PER_USER, 1000001, must be from 0 to 1000000",
        "MAILS_PER_ADDRESS, ten, must be a whole number",
        "ISSUER, ftp://localhost, must be a URL with the scheme http or https",
        "ISSUER, localhost:3000, must be a URL with the scheme http or https",
        "ISSUER, 'http://local host', must be a URL",
        "ISSUER, /issuer, must be a URL with the scheme http or https",
        "ISSUER, https://id.example/, must be an origin",
        "ISSUER, https://id.example/auth, must be an origin",
        "ISSUER, https://id.example?a=b, must be an origin",
        "ISSUER, https://id.example#a, must be an origin",
        "ISSUER, https://ada@id.example, must be an origin",
        "DATABASE_URL, jdbc:postgresql://localhost/x, must be a URL with the scheme postgresql",
        "DATABASE_URL, postgresql:///gatehouse, must be a URL with the scheme postgresql",
        "DATABASE_URL, postgresql://localhost/gatehouse, must have a port",
        "DATABASE_URL, postgresql://localhost:0/gatehouse, must have a port",
        "DATABASE_URL, postgresql://localhost:5432, must name a database",
        "DATABASE_URL, postgresql://localhost:5432/, must name a database",
        "DATABASE_URL, postgresql://localhost:5432/a/b, must name a database",
        "CACHE_URL, redis://localhost, must have a port",
        "CACHE_URL, http://localhost:6379, must be a URL with the scheme redis or rediss",
        "MAIL_QUEUE_URL, mail, must be a URL with the scheme http or https",
    })
    void malformedValueIsRefusedWithItsBounds(String name, String value, String complaint) {
        assertRefused(name, value, complaint);
    }

    @ParameterizedTest
    @ValueSource(strings = {"RATE_LIMIT_PER_IP", "RATE_LIMIT_PER_USER", "MAILS_PER_ADDRESS"})
    void limitOfZeroIsAllowed(String name) {
        assertThat(Settings.read(with(name, "0"), ALL)).isNotNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"https://id.example", "https://id.example:8443", "http://[::1]:3000"})
    void issuerIsAnOrigin(String issuer) {
        assertThat(Settings.read(with("ISSUER", issuer), ALL).get(Settings.ISSUER))
                .isEqualTo(URI.create(issuer));
    }

    @Test
    void securityContactMayBeAbsent() {
        var contact = Map.of("SECURITY_CONTACT", "mailto:security@example.com");

        assertThat(Settings.read(contact, Settings.SECURITY_CONTACT).get(Settings.SECURITY_CONTACT))
                .isEqualTo("mailto:security@example.com");
        assertThat(Settings.read(Map.of(), Settings.SECURITY_CONTACT).get(Settings.SECURITY_CONTACT))
                .isEmpty();
    }

    @Test
    void schemeOfTheCacheTurnsTlsOn() {
        assertThat(Settings.read(with("CACHE_URL", "rediss://cache.example:6379"), ALL)
                        .get(Settings.STORES)
                        .cache()
                        .getScheme())
                .isEqualTo("rediss");
    }

    private static void assertRefused(String name, String value, String complaint) {
        assertThatThrownBy(() -> Settings.read(with(name, value), ALL))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("The environment is incomplete: " + name)
                .hasMessageContaining(complaint)
                .satisfies(error -> assertThat(COMPLETE.keySet())
                        .filteredOn(other -> !other.equals(name))
                        .noneMatch(error.getMessage()::contains));
    }

    private static Map<String, String> with(String name, String value) {
        var environment = new HashMap<>(COMPLETE);
        environment.put(name, value);
        return environment;
    }
}
