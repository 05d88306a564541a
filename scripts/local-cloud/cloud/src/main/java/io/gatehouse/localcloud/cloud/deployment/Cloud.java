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
import io.gatehouse.localcloud.cloud.runtime.Invoker;
import io.gatehouse.localcloud.cloud.runtime.LocalFunction;
import io.gatehouse.localcloud.cloud.template.Template;
import io.gatehouse.localcloud.services.Closing;
import io.gatehouse.localcloud.services.LocalCloudException;
import io.gatehouse.localcloud.services.LocalServer;
import io.gatehouse.localcloud.services.LoopbackPorts;
import io.gatehouse.localcloud.services.store.Bridge;
import io.gatehouse.localcloud.services.store.SqsClient;
import io.helidon.webserver.http.HttpService;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;

/** A template's cloud in this process: its stores, its functions, and what invokes them. */
public final class Cloud implements AutoCloseable {
    private final Progress progress;
    private final Closing closing;
    private final Addresses addresses;
    private final Template template;
    private final Optional<Bridge> bridge;
    private final Optional<SamEnvVars> samEnvVars;
    private final BackingServices stores;
    private final Recorder recorder = new Recorder();
    private final CustomResourceProvider provider;
    private final Deployment deployment;
    private final DataFolder data;

    record Addresses(int apiPort, String api, int consolePort, String console) {
        static Addresses of(int apiPort, int consolePort) {
            return new Addresses(
                    apiPort, "http://localhost:" + apiPort, consolePort, "http://localhost:" + consolePort);
        }
    }

    private Cloud(CloudOptions options, Progress progress, Closing closing) {
        this.progress = progress;
        this.closing = closing;
        this.addresses = Addresses.of(
                LoopbackPorts.free(options.port(), "--port"),
                LoopbackPorts.free(options.consolePort(), "--console-port"));
        this.template = Template.read(options.template());
        this.bridge = options.samEnvVars().map(file -> Bridge.ofDocker());
        this.samEnvVars = options.samEnvVars()
                .map(file -> new SamEnvVars(template.folder().resolve(file), bridge.orElseThrow()));
        this.stores = new BackingServices(progress, bridge);
        this.provider = new CustomResourceProvider(addresses.console());
        var isolation = options.isolation().map(Isolation::new);
        this.deployment = deployment(options, template, addresses, stores, provider, settings(options, isolation));
        options.isolation().ifPresent(isolated -> announce(isolated.debugPorts()));
        this.data = closing.add(DataFolder.open(options.data(), options.fresh()));
        closing.add(stores).start(deployment.stack(), data);
        isolation.ifPresent(it -> closing.add(it).start(data.resolve("environments")));
        closing.add(deployment);
        startConsole();
        stores.await();
        deployment.customResources().deployAll();
    }

    /** Starts the stores and deploys the custom resources; functions can be invoked then. */
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

    /** Checks the template as a start does before it starts anything. */
    static void check(CloudOptions options) {
        var addresses = Addresses.of(options.port(), options.consolePort());
        var template = Template.read(options.template());
        var settings = new DeployedFunctions.Settings(
                template.folder(), options.packaged(), LocalFunction::new, variables -> variables, new Recorder());
        var stores = new BackingServices(Progress.silent(), Optional.empty());
        deployment(options, template, addresses, stores, new CustomResourceProvider(addresses.console()), settings)
                .close();
    }

    private static Deployment deployment(
            CloudOptions options,
            Template template,
            Addresses addresses,
            BackingServices stores,
            CustomResourceProvider provider,
            DeployedFunctions.Settings settings) {
        var parameters = new HashMap<>(template.localParameters(addresses.api(), addresses.console()));
        parameters.putAll(options.parameters());
        var physical = new PhysicalResources(template.stackName(), addresses.api(), stores);
        var folder = options.data().resolve("custom-resources");
        return Deployment.of(template, parameters, physical, settings, provider, folder);
    }

    private DeployedFunctions.Settings settings(CloudOptions options, Optional<Isolation> isolation) {
        var runner = isolation.<Function<FunctionDefinition, Invoker>>map(it -> it::function);
        return new DeployedFunctions.Settings(
                template.folder(), options.packaged(), runner.orElse(LocalFunction::new), this::localised, recorder);
    }

    private void announce(Map<String, Integer> debugPorts) {
        debugPorts.forEach((function, port) -> {
            var names = deployment.functions().names();
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
        parts.add(new ApiPart(name(), addresses.api(), ApiDefinition.description(deployment.stack())));
        parts.add(new FunctionsPart(deployment.functions().descriptions(), recorder));
        parts.add(new QueuesPart(stores.sqs(), sqs, deployment.eventSources().queues()));
        parts.add(new MailPart(stores.aws().mailbox()));
        parts.add(new LambdaApi(deployment.functions()::target));
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

    /** Starts what invokes functions: the HTTP API, the schedules, the queues' event sources. */
    public void serve() {
        deployment.start(stores.sqs());
        var server = LocalServer.start(addresses.apiPort(), routing -> routing.any(deployment.api()));
        closing.add(server::stop);
        closing.add(CloudFile.of(addresses, stores, deployment).write(data));
        samEnvVars.ifPresent(file -> closing.add(file.write(deployment.functions())));
    }

    /** What the template calls itself. */
    public String name() {
        return template.name();
    }

    /** Logical ids, in the template's order. */
    public List<String> functions() {
        return List.copyOf(deployment.functions().byId().keySet());
    }

    public InvocationResult invoke(String function, byte[] event) {
        return Objects.requireNonNull(deployment.functions().byId().get(function), function)
                .invoke(event);
    }

    public FunctionDefinition definition(String function) {
        return deployment.functions().target(function).orElseThrow().definition();
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

    Addresses addresses() {
        return addresses;
    }

    /** Ends everything within 5 seconds. */
    @Override
    public void close() {
        closing.close();
    }
}
