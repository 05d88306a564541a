package io.gatehouse.localcloud.cloud.deployment;

import io.gatehouse.localcloud.cloud.console.ApiPart;
import io.gatehouse.localcloud.cloud.console.Console;
import io.gatehouse.localcloud.cloud.console.FunctionsPart;
import io.gatehouse.localcloud.cloud.console.MailPart;
import io.gatehouse.localcloud.cloud.console.PagesPart;
import io.gatehouse.localcloud.cloud.console.QueuesPart;
import io.gatehouse.localcloud.cloud.console.Recorder;
import io.gatehouse.localcloud.cloud.http.LambdaApi;
import io.gatehouse.localcloud.cloud.isolated.Isolation;
import io.gatehouse.localcloud.cloud.runtime.FunctionDefinition;
import io.gatehouse.localcloud.cloud.runtime.InvocationResult;
import io.gatehouse.localcloud.cloud.runtime.LocalFunction;
import io.gatehouse.localcloud.cloud.runtime.RunningFunction;
import io.gatehouse.localcloud.cloud.template.Resource;
import io.gatehouse.localcloud.cloud.template.Template;
import io.gatehouse.localcloud.services.LocalCloudException;
import io.gatehouse.localcloud.services.LocalServer;
import io.gatehouse.localcloud.services.store.Bridge;
import io.gatehouse.localcloud.services.store.SqsClient;
import io.helidon.webserver.http.HttpService;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;

/**
 * A template's cloud in this process: its stores, its functions, and what invokes them. Once it serves, it follows the
 * template: a version that is saved is deployed, and one that is wrong is refused.
 */
public final class Cloud implements AutoCloseable {
    private final CloudOptions options;
    private final Progress progress;
    private final Closing closing;
    private final Addresses addresses;
    private final TemplateWatch watch;
    private final Template template;
    private final Optional<Bridge> bridge;
    private final Optional<SamEnvVars> samEnvVars;
    private final Stores stores;
    private final Recorder recorder = new Recorder();
    private final CustomResourceProvider provider;
    private final DataFolder data;
    private volatile Deployment deployment;

    /** @param api base URL, served only after {@link #serve} */
    record Addresses(int apiPort, String api, int consolePort, String console) {
        static Addresses free(int apiPort, int consolePort) {
            var api = LocalServer.freePort(apiPort, "--port");
            var console = LocalServer.freePort(consolePort, "--console-port");
            return new Addresses(api, "http://localhost:" + api, console, "http://localhost:" + console);
        }
    }

    private Cloud(CloudOptions options, Progress progress, Closing closing) {
        this.options = options;
        this.progress = progress;
        this.closing = closing;
        this.addresses = Addresses.free(options.port(), options.consolePort());
        this.watch = new TemplateWatch(options.template());
        this.template = Template.read(options.template());
        this.bridge = options.samEnvVars().map(file -> Bridge.ofDocker());
        this.samEnvVars = options.samEnvVars()
                .map(file -> new SamEnvVars(template.folder().resolve(file), bridge.orElseThrow()));
        this.stores = new Stores(progress, bridge);
        this.provider = new CustomResourceProvider(addresses.console());
        var isolation = options.isolation().map(Isolation::new);
        this.deployment = check(template, Functions.none(settings(isolation)), false);
        options.isolation().ifPresent(isolated -> announce(isolated.debugPorts()));
        this.data = closing.add(DataFolder.open(options.data(), options.fresh()));
        closing.add(stores).start(deployment.stack(), data);
        isolation.ifPresent(it -> closing.add(it).start(data.resolve("environments")));
        startConsole();
        stores.await();
        deployment.customResources().deployAll();
    }

    /**
     * Starts the stores and deploys the custom resources; functions can be invoked then. Holds the data folder until it
     * is closed, which happens at the latest when this process is told to end.
     *
     * @throws RuntimeException whose message says in one line why it does not start; nothing is left running then
     */
    public static Cloud start(CloudOptions options, Progress progress) {
        var closing = new Closing();
        Runtime.getRuntime().addShutdownHook(new Thread(closing::close));
        try {
            return new Cloud(options, progress, closing);
        } catch (RuntimeException e) {
            closing.close();
            throw e;
        }
    }

    private Functions.Settings settings(Optional<Isolation> isolation) {
        return new Functions.Settings(
                template.folder(),
                options.packaged(),
                isolation
                        .<Function<FunctionDefinition, RunningFunction>>map(it -> it::function)
                        .orElse(LocalFunction::new),
                this::localised,
                recorder);
    }

    /** Checks a version of the template, and leaves everything as it is. */
    private Deployment check(Template version, Functions before, boolean isChange) {
        var parameters = new HashMap<>(version.localParameters(addresses.api(), addresses.console()));
        parameters.putAll(options.parameters());
        var customResources = new CompletableFuture<CustomResources>();
        var physical = new PhysicalResources(version.stackName(), addresses.api(), stores, customResources::join);
        var stack = version.stack(parameters, physical);
        SupportedProperties.check(stack);
        var functions = before.changedTo(stack);
        var folder = options.data().resolve("custom-resources");
        customResources.complete(new CustomResources(stack, functions, provider, folder, isChange));
        return Deployment.of(stack, functions, customResources.join());
    }

    private void announce(Map<String, Integer> debugPorts) {
        var names = deployment
                .stack()
                .resources(Resource.FUNCTION)
                .map(Functions::name)
                .toList();
        debugPorts.forEach((function, port) -> {
            if (!names.contains(function)) {
                throw new LocalCloudException("There is no function %s to debug; there are %s."
                        .formatted(function, String.join(", ", names)));
            }
            progress.done("A debugger can attach to %s on port %s once it has been invoked".formatted(function, port));
        });
    }

    private void startConsole() {
        var sqs = closing.add(new SqsClient(stores.sqs().endpoint()));
        var parts = new ArrayList<HttpService>();
        parts.add(new ApiPart(name(), addresses.api(), () -> ConsoleParts.description(deployment.stack())));
        parts.add(new FunctionsPart(() -> ConsoleParts.functions(deployment.stack()), recorder));
        parts.add(new QueuesPart(stores.sqs(), sqs, () -> ConsoleParts.queues(deployment)));
        parts.add(new MailPart(stores.aws().mailbox()));
        parts.add(new LambdaApi(name -> deployment.functions().target(name)));
        parts.add(provider);
        template.pages().map(folder -> new PagesPart(folder, addresses.api())).ifPresent(parts::add);
        closing.add(Console.start(addresses.consolePort(), addresses.api(), parts.toArray(HttpService[]::new)));
        progress.done("The console is up at " + addresses.console());
    }

    /** Leads a function's AWS SDK to the local services, and lets it into the stores. */
    private Map<String, String> localised(Map<String, String> variables) {
        var all = new HashMap<>(variables);
        all.put("AWS_ENDPOINT_URL_SESV2", stores.aws().server().endpoint());
        all.put("AWS_ENDPOINT_URL_SECRETS_MANAGER", stores.aws().server().endpoint());
        all.put("AWS_ENDPOINT_URL_SQS", stores.sqs().endpoint());
        bridge.ifPresent(at -> all.replaceAll((name, value) -> at.authenticated(value)));
        return all;
    }

    /** Starts what invokes functions: the HTTP API, the schedules, the queues' event sources. Follows the template. */
    public void serve() {
        closing.add(() -> deployment.close());
        deployment.start(stores.sqs());
        var server = LocalServer.start(
                addresses.apiPort(),
                routing -> routing.any((request, response) -> deployment.api().handle(request, response)));
        closing.add(server::stop);
        closing.add(CloudFile.of(addresses, stores, deployment).write(data));
        samEnvVars.ifPresent(file -> closing.add(file.write(deployment.functions())));
        closing.add(watch).start(this::follow);
    }

    private void follow() {
        try {
            change(Template.read(options.template()));
        } catch (LocalCloudException e) {
            refuse(String.valueOf(e.getMessage()));
        } catch (RuntimeException e) {
            refuse(e.toString());
        }
    }

    private void refuse(String reason) {
        closing.unlessClosed(
                () -> System.err.println(reason + " The cloud goes on as it was until the template is saved again."));
    }

    /** In the order of CloudFormation; what can fail comes before all that the present version would feel. */
    private void change(Template version) {
        if (!version.name().equals(name()) || !version.pages().equals(template.pages())) {
            throw new LocalCloudException(
                    "The template's name and Pages are those of the start: start the cloud anew.");
        }
        var next = check(version, deployment.functions(), true);
        try {
            stores.change(next.stack());
            next.customResources().deployAll();
            closing.unlessClosed(() -> replaceBy(next));
        } catch (RuntimeException e) {
            next.functions().retireBut(deployment.functions());
            throw e;
        }
    }

    private void replaceBy(Deployment next) {
        var before = deployment;
        next.functions().replace(before.functions());
        before.stop();
        deployment = next;
        next.start(stores.sqs());
        before.functions().retireBut(next.functions());
        var _ = CloudFile.of(addresses, stores, next).write(data);
        samEnvVars.ifPresent(file -> file.write(next.functions()));
        progress.done("The changed template is in force");
    }

    /** What the template calls itself. */
    public String name() {
        return template.name();
    }

    /** Logical ids, in the template's order. */
    public List<String> functions() {
        return List.copyOf(deployment.functions().byId().keySet());
    }

    /** @param function logical id of one that there is */
    public InvocationResult invoke(String function, byte[] event) {
        return Objects.requireNonNull(deployment.functions().byId().get(function), function)
                .invoke(event);
    }

    /** @param function logical id of one that there is */
    public FunctionDefinition definition(String function) {
        return Objects.requireNonNull(deployment.functions().definitions().get(function), function);
    }

    /** The logical id of the function that each queue feeds, by the queue's name. */
    public Map<String, String> functionsByQueue() {
        return deployment.eventSources().functionsByQueue();
    }

    /** Base URL of the HTTP API. */
    public String apiUrl() {
        return addresses.api();
    }

    /** Base URL of the console. */
    public String consoleUrl() {
        return addresses.console();
    }

    /** Ends everything within 5 seconds. */
    @Override
    public void close() {
        closing.close();
    }
}
