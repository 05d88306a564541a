package io.gatehouse.localcloud.cloud;

import io.gatehouse.localcloud.console.Console;
import io.gatehouse.localcloud.console.MailPart;
import io.gatehouse.localcloud.console.PagesPart;
import io.gatehouse.localcloud.console.QueuesPart;
import io.gatehouse.localcloud.console.Recorder;
import io.gatehouse.localcloud.http.HttpApi;
import io.gatehouse.localcloud.http.LambdaApi;
import io.gatehouse.localcloud.isolated.Isolation;
import io.gatehouse.localcloud.queue.SqsClient;
import io.gatehouse.localcloud.runtime.Answer;
import io.gatehouse.localcloud.runtime.FunctionDefinition;
import io.gatehouse.localcloud.runtime.Invoker;
import io.gatehouse.localcloud.runtime.LocalFunction;
import io.gatehouse.localcloud.server.LocalServer;
import io.gatehouse.localcloud.store.Bridge;
import io.gatehouse.localcloud.store.SqsServer;
import io.gatehouse.localcloud.template.Resource;
import io.gatehouse.localcloud.template.Stack;
import io.gatehouse.localcloud.template.Template;
import io.helidon.webserver.http.HttpService;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;

/** A template's cloud in this process: its stores, its functions, and what invokes them. */
public final class Cloud implements AutoCloseable {
    private final String name;
    private final Closing closing;
    private final Progress progress;
    private final Addresses addresses;
    private final DataFolder data;
    private final Stack stack;
    private final Optional<Bridge> bridge;
    private final Stores stores;
    private final Recorder recorder = new Recorder();
    private final Functions functions;
    private final HttpApi api;
    private final Schedules schedules;
    private final EventSources eventSources;
    private final Optional<SamEnvVars> samEnvVars;

    /** @param api base URL, served only after {@link #serve} */
    record Addresses(int apiPort, String api, int consolePort, String console) {
        static Addresses free(int apiPort, int consolePort) {
            var api = LocalServer.freePort(apiPort, "--port");
            var console = LocalServer.freePort(consolePort, "--console-port");
            return new Addresses(api, "http://localhost:" + api, console, "http://localhost:" + console);
        }
    }

    private Cloud(CloudOptions options, Progress progress, Closing closing) {
        this.closing = closing;
        this.progress = progress;
        this.addresses = Addresses.free(options.port(), options.consolePort());
        var template = Template.read(options.template());
        this.name = template.name();
        var parameters = new HashMap<>(template.localParameters(addresses.api(), addresses.console()));
        parameters.putAll(options.parameters());
        this.bridge = options.samEnvVars().map(file -> Bridge.ofDocker());
        this.stores = new Stores(progress, bridge);
        var customResources = new CompletableFuture<CustomResources>();
        var physical = new PhysicalResources(template.stackName(), addresses.api(), stores, customResources::join);
        this.stack = template.stack(parameters, physical);
        Vocabulary.check(stack);
        options.isolation().ifPresent(isolation -> announce(isolation.debugPorts()));
        var isolation = options.isolation().map(Isolation::new);
        this.functions = new Functions(
                stack,
                template.folder(),
                options.packaged(),
                isolation
                        .<Function<FunctionDefinition, Invoker>>map(it -> it::function)
                        .orElse(LocalFunction::new),
                this::localised,
                recorder);
        this.api = ApiDefinition.of(stack, functions.byId());
        this.schedules = new Schedules(stack, functions.byId());
        this.eventSources = new EventSources(stack, functions.byId());
        this.samEnvVars = options.samEnvVars()
                .map(file -> new SamEnvVars(template.folder().resolve(file), functions, bridge.orElseThrow()));
        this.data = closing.add(DataFolder.open(options.data(), options.fresh()));
        closing.add(stores).start(stack, data);
        isolation.ifPresent(it -> closing.add(it).start(data.resolve("environments")));
        var provider = new CustomResourceProvider(addresses.console());
        customResources.complete(
                new CustomResources(stack, functions.byAnyName(), provider, data.resolve("custom-resources")));
        startConsole(provider, template);
        stores.await();
        customResources.join().deployAll();
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

    private void announce(Map<String, Integer> debugPorts) {
        var names = stack.resources(Resource.FUNCTION).map(Functions::name).toList();
        debugPorts.forEach((function, port) -> {
            if (!names.contains(function)) {
                throw new CloudException("There is no function %s to debug; there are %s."
                        .formatted(function, String.join(", ", names)));
            }
            progress.done("A debugger can attach to %s on port %d once it has been invoked".formatted(function, port));
        });
    }

    private void startConsole(CustomResourceProvider provider, Template template) {
        var parts = new ArrayList<HttpService>();
        parts.add(ConsoleParts.api(stack, name, addresses.api()));
        parts.add(ConsoleParts.functions(stack, recorder));
        stores.sqs().map(this::queuesPart).ifPresent(parts::add);
        parts.add(new MailPart(stores.aws().mailbox()));
        parts.add(new LambdaApi(functions.byAnyName(), functions.definitionsByAnyName()));
        parts.add(provider);
        template.pages().map(folder -> new PagesPart(folder, addresses.api())).ifPresent(parts::add);
        closing.add(Console.start(addresses.consolePort(), addresses.api(), parts.toArray(HttpService[]::new)));
        progress.done("The console is up at " + addresses.console());
    }

    private QueuesPart queuesPart(SqsServer sqs) {
        var client = closing.add(new SqsClient(sqs.endpoint()));
        return ConsoleParts.queues(stack, sqs, client, eventSources.functionsByQueue());
    }

    /** Leads a function's AWS SDK to the local services, and lets it into the stores. */
    private Map<String, String> localised(Map<String, String> variables) {
        var all = new HashMap<>(variables);
        all.put("AWS_ENDPOINT_URL_SESV2", stores.aws().endpoint());
        all.put("AWS_ENDPOINT_URL_SECRETS_MANAGER", stores.aws().endpoint());
        stores.sqs().ifPresent(sqs -> all.put("AWS_ENDPOINT_URL_SQS", sqs.endpoint()));
        bridge.ifPresent(at -> all.replaceAll((name, value) -> at.authenticated(value)));
        return all;
    }

    /** Starts what invokes functions: the HTTP API, the schedules, the queues' event sources. */
    public void serve() {
        closing.add(schedules).start();
        stores.sqs().ifPresent(closing.add(eventSources)::start);
        var server = LocalServer.start(addresses.apiPort(), routing -> routing.any(api));
        closing.add(server::stop);
        closing.add(file().write(data));
        samEnvVars.ifPresent(file -> closing.add(file.write()));
    }

    private CloudFile file() {
        var queues = new LinkedHashMap<String, String>();
        stores.sqs()
                .ifPresent(sqs -> stack.resources(Resource.QUEUE)
                        .forEach(queue -> queues.put(queue.id(), sqs.queueUrl(Stores.queueName(stack.name(), queue)))));
        return new CloudFile(
                ProcessHandle.current().pid(),
                addresses.api(),
                addresses.console(),
                stores.postgres()
                        .map(server -> CloudFile.Postgres.of(server, stack))
                        .orElse(null),
                stores.redis().map(CloudFile.Redis::of).orElse(null),
                stores.sqs().map(CloudFile.Sqs::of).orElse(null),
                queues,
                functions(),
                eventSources.functionsByQueue());
    }

    /** What the template calls itself. */
    public String name() {
        return name;
    }

    /** Logical ids, in the template's order. */
    public List<String> functions() {
        return List.copyOf(functions.byId().keySet());
    }

    /** @param function logical id of one that there is */
    public Answer invoke(String function, byte[] event) {
        return Objects.requireNonNull(functions.byId().get(function), function).invoke(event);
    }

    /** @param function logical id of one that there is */
    public FunctionDefinition definition(String function) {
        return Objects.requireNonNull(functions.definitions().get(function), function);
    }

    /** The logical id of the function that each queue feeds, by the queue's name. */
    public Map<String, String> functionsByQueue() {
        return eventSources.functionsByQueue();
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
