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
        return new Gatehouse(
                switch (wanted.use()) {
                    case SHARED -> shared(wanted, context);
                    case IN_TURN -> lent(wanted, context);
                    case LAST -> last(wanted, context);
                    case ALONE -> own(wanted, context);
                });
    }

    private static LocalCloud shared(OnCloud wanted, ExtensionContext context) {
        return context.getRoot()
                .getStore(CLOUDS)
                .computeIfAbsent(
                        List.of(LocalCloud.class, options(wanted)),
                        ignored -> warm(LocalCloud.startLongLived(options(wanted))),
                        LocalCloud.class);
    }

    private static LocalCloud lent(OnCloud wanted, ExtensionContext context) {
        return context.getStore(CLOUDS)
                .computeIfAbsent(
                        LentClouds.Loan.class,
                        ignored -> lentClouds(wanted, context).lend(),
                        LentClouds.Loan.class)
                .cloud();
    }

    private static LocalCloud last(OnCloud wanted, ExtensionContext context) {
        return context.getStore(CLOUDS)
                .computeIfAbsent(
                        LocalCloud.class, ignored -> lentClouds(wanted, context).take(), LocalCloud.class);
    }

    private static LentClouds lentClouds(OnCloud wanted, ExtensionContext context) {
        var all = context.getRoot().getStore(CLOUDS);
        return all.computeIfAbsent(
                List.of(LentClouds.class, options(wanted)),
                ignored -> new LentClouds(() -> {
                    var cloud = LocalCloud.start(options(wanted));
                    all.put(cloud, cloud); // which ends it with the test run
                    return warm(cloud);
                }),
                LentClouds.class);
    }

    private static LocalCloud own(OnCloud wanted, ExtensionContext context) {
        return context.getStore(CLOUDS)
                .computeIfAbsent(LocalCloud.class, ignored -> LocalCloud.start(options(wanted)), LocalCloud.class);
    }

    private static List<String> options(OnCloud wanted) {
        var options = new ArrayList<>(List.of(wanted.options()));
        options.add("--parameter-overrides");
        options.addAll(List.of(wanted.value()));
        return options;
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
