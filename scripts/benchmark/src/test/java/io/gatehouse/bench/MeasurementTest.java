package io.gatehouse.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

class MeasurementTest {

    @Test
    void whatWrkPrintsIsUnderstood() {
        var measured = Wrk.parse("""
                Running 10s test @ http://127.0.0.1:3000/api/health
                  2 threads and 64 connections
                  Thread Stats   Avg      Stdev     Max   +/- Stdev
                    Latency   678.16us    1.02ms  25.33ms   91.75%
                    Req/Sec    59.87k     6.95k   77.65k    71.50%
                  Latency Distribution
                     50%  432.00us
                     75%  750.00us
                     90%    1.46ms
                     99%    4.88ms
                  1000 requests in 10.02s, 512.63MB read
                  Socket errors: connect 0, read 1, write 0, timeout 2
                  Non-2xx or 3xx responses: 250
                Requests/sec: 119000.00
                Transfer/sec:     51.15MB
                """);

        assertThat(measured.requestsPerSecond()).isCloseTo(89_250, within(0.1));
        assertThat(measured.p50Millis()).isCloseTo(0.432, within(1e-9));
        assertThat(measured.p99Millis()).isCloseTo(4.88, within(1e-9));
        assertThat(measured.errors()).isEqualTo(253);
    }

    @Test
    void percentilesAreThoseOfTheAnswers() {
        var latencies = new Latencies();
        for (var millis = 2_000; millis >= 1; millis--) {
            latencies.add(millis * 1_000_000L);
        }
        latencies.addError();

        var measured = latencies.measured(4_000_000_000L);

        assertThat(measured).isEqualTo(new Measurement(500, 1_000, 1_980, 1));
    }

    @Test
    void theOwnGeneratorMeasuresARealServer() throws Exception {
        try (var peer =
                new PeerServer("{}".getBytes(StandardCharsets.UTF_8), Map.of("content-type", "application/json"))) {
            var scenario = Scenario.constant("peer", 0, 4, LoadRequest.get(peer.uri(), Map.of()));

            var measured = new VirtualThreads().run(scenario, Duration.ofMillis(300));

            assertThat(measured.requestsPerSecond()).isPositive();
            assertThat(measured.p99Millis()).isGreaterThanOrEqualTo(measured.p50Millis());
            assertThat(measured.errors()).isZero();
        }
    }
}
