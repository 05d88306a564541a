package io.gatehouse.bench;

import io.helidon.http.HeaderNames;
import io.helidon.http.Method;
import io.helidon.webclient.api.HttpClientResponse;
import io.helidon.webclient.http1.Http1Client;
import java.time.Duration;
import java.util.ArrayList;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;

/** A generator in this process, with a virtual thread for each connection. It takes its share of the machine. */
final class VirtualThreads implements LoadGenerator {
    private static final int GOOD = 2;

    @Override
    public Measurement run(Scenario scenario, Duration duration) throws InterruptedException {
        var client = Http1Client.builder()
                .connectionCacheSize(scenario.connections())
                .shareConnectionCache(false)
                .build();
        var start = System.nanoTime();
        var end = start + duration.toNanos();
        try (var pool = Executors.newVirtualThreadPerTaskExecutor()) {
            var clients = new ArrayList<Callable<Latencies>>();
            for (var i = 0; i < scenario.connections(); i++) {
                clients.add(() -> sendUntil(end, client, scenario));
            }
            var all = new Latencies();
            for (var one : pool.invokeAll(clients)) {
                all.add(one.resultNow());
            }
            return all.measured(System.nanoTime() - start);
        } finally {
            client.closeResource();
        }
    }

    private static Latencies sendUntil(long end, Http1Client client, Scenario scenario) {
        var latencies = new Latencies();
        var who = scenario.clients().get();
        for (var now = System.nanoTime(); now < end; ) {
            var good = answersWell(client, who);
            var then = System.nanoTime();
            if (good) {
                latencies.add(then - now);
            } else {
                latencies.addError();
            }
            now = then;
        }
        return latencies;
    }

    private static boolean answersWell(Http1Client client, Scenario.Client who) {
        try (var response = send(client, who.next())) {
            var body = response.as(String.class);
            if (response.status().code() / 100 != GOOD) {
                return false;
            }
            who.hear(body);
            return true;
        } catch (RuntimeException noAnswer) {
            return false;
        }
    }

    private static HttpClientResponse send(Http1Client client, LoadRequest request) {
        var call = client.method(Method.create(request.method())).uri(request.uri());
        request.headers().forEach((name, value) -> call.header(HeaderNames.create(name), value));
        return request.body().isEmpty() ? call.request() : call.submit(request.body());
    }
}
