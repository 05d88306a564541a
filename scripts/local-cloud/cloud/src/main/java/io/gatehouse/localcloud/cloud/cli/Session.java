package io.gatehouse.localcloud.cloud.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.gatehouse.localcloud.cloud.deployment.Cloud;
import io.gatehouse.localcloud.cloud.deployment.CloudFile;
import io.gatehouse.localcloud.cloud.runtime.Answer;
import io.gatehouse.localcloud.cloud.runtime.FunctionDefinition;
import io.gatehouse.localcloud.cloud.runtime.FunctionOutput;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;

/**
 * The cloud in which a command invokes a function: the one that runs on the data folder, or its own for a moment.
 *
 * @param functions logical ids
 * @param environment in which a function runs, if it is to run apart from the cloud
 * @param functionsByQueue the function that each queue feeds, by the queue's name
 */
record Session(
        List<String> functions,
        Map<String, String> functionsByQueue,
        BiFunction<String, byte[], Answer> invocation,
        Function<String, FunctionDefinition> definition,
        Optional<SingleEnvironment> environment,
        Runnable end)
        implements AutoCloseable {
    private static final JsonMapper JSON = new JsonMapper();

    /** @throws UsageException if the environment's options are wrong; nothing has been started then */
    static Session open(Options options, EnvironmentOptions environmentOptions) {
        var environment = environmentOptions.environment(options.progress());
        var session = CloudFile.read(options.data)
                .map(cloud -> ofRunning(cloud, options.functions.packaged))
                .orElseGet(() -> ofOwn(options));
        return session.in(environment);
    }

    private static Session ofRunning(CloudFile cloud, boolean packaged) {
        var lambda = new LambdaClient(cloud.console());
        return new Session(
                cloud.functions(),
                cloud.functionsByQueue(),
                lambda::invoke,
                function -> lambda.definition(function, packaged),
                Optional.empty(),
                lambda::close);
    }

    /** What a function prints comes with its answer; said at once as well, it would be there twice. */
    private static Session ofOwn(Options options) {
        FunctionOutput.keepToLogs();
        var cloud = Cloud.start(options.cloud(false, 0, 0, null, Map.of()), options.progress());
        return new Session(
                cloud.functions(),
                cloud.functionsByQueue(),
                cloud::invoke,
                cloud::definition,
                Optional.empty(),
                cloud::close);
    }

    private Session in(Optional<SingleEnvironment> environment) {
        return new Session(functions, functionsByQueue, invocation, definition, environment, end);
    }

    /** Has the event's rows written, and prints the answer; on standard error what was written, and the log. */
    Answer invoke(String function, JsonFile event, Options options) {
        EventRows.of(event, options.template)
                .map(rows -> rows.write(this))
                .filter(written -> !options.quiet)
                .ifPresent(System.err::println);
        var answer = environment
                .map(apart -> apart.invoke(function, definition.apply(function), event.content()))
                .orElseGet(() -> invocation.apply(function, event.content()));
        if (!options.quiet) {
            System.err.print(answer.logTail());
        }
        System.out.println(pretty(answer.payload()));
        return answer;
    }

    private static String pretty(byte[] payload) {
        var text = new String(payload, StandardCharsets.UTF_8);
        try {
            return JSON.readTree(text).toPrettyString();
        } catch (JsonProcessingException e) {
            return text;
        }
    }

    @Override
    public void close() {
        end.run();
    }
}
