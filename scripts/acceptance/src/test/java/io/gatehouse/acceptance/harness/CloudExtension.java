package io.gatehouse.acceptance.harness;

import static io.gatehouse.acceptance.harness.Gatehouse.PASSWORD;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.support.TypeBasedParameterResolver;

/** Gives a class the cloud that its {@link OnCloud} asks for, started when first needed. */
final class CloudExtension extends TypeBasedParameterResolver<Gatehouse> {
    private static final Duration WARM_UP = Duration.ofSeconds(60);
    private static final Namespace CLOUDS = Namespace.create(CloudExtension.class);

    @Override
    public Gatehouse resolveParameter(ParameterContext parameter, ExtensionContext context) {
        var wanted = context.getRequiredTestClass().getAnnotation(OnCloud.class);
        var store = (wanted.own() ? context : context.getRoot()).getStore(CLOUDS);
        var options = options(wanted);
        return new Gatehouse(store.computeIfAbsent(options, ignored -> start(options), LocalCloud.class));
    }

    private static List<String> options(OnCloud wanted) {
        var options = new ArrayList<>(List.of(wanted.options()));
        options.add("--parameter-overrides");
        options.addAll(List.of(wanted.value()));
        return options;
    }

    /** Warms it up, unless it counts requests: in a cold cloud a request may take longer than its time budget. */
    private static LocalCloud start(List<String> options) {
        var cloud = LocalCloud.start(options);
        if (!options.contains("RateLimitPerIp=0")) {
            return cloud;
        }
        var gatehouse = new Gatehouse(cloud);
        var email = Gatehouse.freshAddress();
        awaitAnswer(gatehouse.register(email, PASSWORD));
        awaitAnswer(gatehouse.login(email, PASSWORD));
        return cloud;
    }

    private static void awaitAnswer(Call call) {
        await().atMost(WARM_UP).until(() -> call.answer().status() != 503);
    }
}
