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

/** Starts a cloud for each set of options and parameters when the first test asks for it. */
final class CloudExtension extends TypeBasedParameterResolver<Gatehouse> {
    private static final Duration WARM_UP = Duration.ofSeconds(60);
    private static final Namespace CLOUDS = Namespace.create(CloudExtension.class);

    @Override
    public Gatehouse resolveParameter(ParameterContext parameter, ExtensionContext context) {
        var test = context.getRequiredTestClass();
        var wanted = test.getAnnotation(OnCloud.class);
        var lifetime = wanted.own() ? context : context.getRoot();
        var key = List.of(wanted.own() ? test : "shared", List.of(wanted.options()), List.of(wanted.value()));
        var cloud = lifetime.getStore(CLOUDS).computeIfAbsent(key, ignored -> start(wanted), LocalCloud.class);
        return new Gatehouse(cloud);
    }

    private static LocalCloud start(OnCloud wanted) {
        var options = new ArrayList<>(List.of(wanted.options()));
        options.add("--parameter-overrides");
        options.addAll(List.of(wanted.value()));
        return wanted.own() ? LocalCloud.startShortLived(options) : warm(LocalCloud.start(options));
    }

    /** In a cold cloud, with others at work beside it, a request may take longer than the 3 s that it has. */
    private static LocalCloud warm(LocalCloud cloud) {
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
