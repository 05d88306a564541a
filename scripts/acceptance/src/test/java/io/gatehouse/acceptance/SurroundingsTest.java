package io.gatehouse.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.acceptance.harness.Checkout;
import io.gatehouse.acceptance.harness.Gatehouse;
import io.gatehouse.acceptance.harness.LocalCloud;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A local cloud in a checkout with a blank in its path, started by a link, where all that can be odd is. */
@Tag("faults")
class SurroundingsTest {
    private static final String NOBODY_LISTENS = "http://127.0.0.1:9";
    private static final Map<String, String> ODD = Map.of(
            "HOME", "",
            "CDPATH", ".:/:..",
            "TZ", "IST",
            "LC_ALL", "C",
            "http_proxy", NOBODY_LISTENS,
            "HTTP_PROXY", NOBODY_LISTENS,
            "JAVA_TOOL_OPTIONS",
                    "-Duser.language=fa -Duser.country=IR -Dhttp.proxyHost=127.0.0.1 -Dhttp.proxyPort=9 "
                            + "-Dhttp.nonProxyHosts=*.example -DsocksProxyHost=127.0.0.1 -DsocksProxyPort=9 "
                            + "-DsocksNonProxyHosts=*.example");

    @Test
    void theLocalCloudDependsOnNoneOfThem() throws IOException {
        try (var cloud = LocalCloud.startBy(link(checkout()), ODD)) {
            var gatehouse = new Gatehouse(cloud);
            var person = gatehouse.somebody();

            assertThat(cloud.log()).contains(cloud.api().toString()).doesNotContainPattern("[^\\p{ASCII}]");
            assertThat(gatehouse.mailTo(person.email(), "welcome").path("to").asString())
                    .isEqualTo(person.email());
            var created =
                    gatehouse.get("/api/me").bearer(person.token()).expect(200).at("/createdAt");
            assertThat(Duration.between(Instant.parse(created), Instant.now())).isLessThan(Duration.ofMinutes(5));
        }
    }

    private static Path checkout() throws IOException {
        var checkout = Files.createDirectories(Path.of("target", "a checkout " + UUID.randomUUID()));
        for (var name : List.of("template.yaml", "functions", "shared", "events")) {
            Files.createSymbolicLink(checkout.resolve(name), Checkout.ROOT.resolve(name));
        }
        var scripts = Files.createDirectory(checkout.resolve("scripts"));
        for (var name : List.of("lib", "local-cloud", "operator", "pages")) {
            Files.createSymbolicLink(scripts.resolve(name), Checkout.ROOT.resolve("scripts", name));
        }
        Files.copy(Checkout.ROOT.resolve("scripts/dev"), scripts.resolve("dev"));
        return checkout;
    }

    private static Path link(Path checkout) throws IOException {
        var link = checkout.toAbsolutePath().resolve("my dev");
        return Files.createSymbolicLink(link, Path.of("scripts", "dev"));
    }
}
