package io.gatehouse.localcloud.cloud.deployment;

import io.gatehouse.localcloud.cloud.runtime.AsynchronousInvoker;
import io.gatehouse.localcloud.cloud.runtime.Invoker;
import io.gatehouse.localcloud.cloud.schedule.Schedule;
import io.gatehouse.localcloud.cloud.template.Properties;
import io.gatehouse.localcloud.cloud.template.Stack;
import io.gatehouse.localcloud.services.JsonCodec;
import io.gatehouse.localcloud.services.aws.AwsAccount;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** Invokes functions when their schedules say so. */
final class Schedules implements AutoCloseable {
    private static final String EVENTBRIDGE_RULE = "Schedule";
    private static final String SCHEDULER = "ScheduleV2";

    private record Job(FunctionEvent event, Schedule schedule, Invoker function) {}

    private final List<Job> jobs;
    private final AsynchronousInvoker asynchronous = new AsynchronousInvoker();
    private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().name("schedules").daemon().factory());

    /** Nothing is due before {@link #start}. */
    Schedules(Stack stack, Map<String, Invoker> functions) {
        this.jobs = FunctionEvent.of(stack, EVENTBRIDGE_RULE, SCHEDULER)
                .filter(event -> isEnabled(event.properties()))
                .map(event -> new Job(event, schedule(event), event.target(functions)))
                .toList();
    }

    private static boolean isEnabled(Properties properties) {
        return properties.text("State").orElse("ENABLED").equals("ENABLED") && properties.truth("Enabled", true);
    }

    private static Schedule schedule(FunctionEvent event) {
        var properties = event.properties();
        try {
            var zone = ZoneId.of(properties.text("ScheduleExpressionTimezone").orElse("UTC"));
            return Schedule.parse(expression(event), zone);
        } catch (IllegalArgumentException | DateTimeException e) {
            throw properties.wrong(expressionName(event), String.valueOf(e.getMessage()));
        }
    }

    /** Such as {@code rate(1 minute)}. */
    static String expression(FunctionEvent event) {
        return event.properties().requiredText(expressionName(event));
    }

    private static String expressionName(FunctionEvent event) {
        return isRule(event) ? "Schedule" : "ScheduleExpression";
    }

    private static boolean isRule(FunctionEvent event) {
        return event.type().equals(EVENTBRIDGE_RULE);
    }

    void start() {
        jobs.forEach(this::scheduleNext);
    }

    private void scheduleNext(Job job) {
        var now = ZonedDateTime.now(ZoneOffset.UTC);
        job.schedule().next(now).ifPresent(due -> {
            var wait = Duration.between(now, due).toMillis();
            var _ = clock.schedule(() -> run(job, due.toInstant()), wait, TimeUnit.MILLISECONDS);
        });
    }

    private void run(Job job, Instant due) {
        scheduleNext(job);
        asynchronous.invoke(
                job.function(),
                payload(job.event(), due),
                DeployedFunctions.retries(job.event().function()));
    }

    /** The event's {@code Input}, or what EventBridge sends without one. */
    private static byte[] payload(FunctionEvent event, Instant due) {
        return event.properties()
                .text("Input")
                .map(input -> input.getBytes(StandardCharsets.UTF_8))
                .orElseGet(() -> scheduledEvent(event, due));
    }

    private static byte[] scheduledEvent(FunctionEvent event, Instant due) {
        var name = event.function().id() + event.name();
        var service = isRule(event) ? "events" : "scheduler";
        var fields = JsonCodec.object()
                .put("version", "0")
                .put("id", UUID.randomUUID().toString())
                .put("detail-type", "Scheduled Event")
                .put("source", "aws." + service)
                .put("account", AwsAccount.ID)
                .put("time", due.truncatedTo(ChronoUnit.SECONDS).toString())
                .put("region", AwsAccount.REGION);
        fields.putArray("resources")
                .add(AwsAccount.arn(service, isRule(event) ? "rule/" + name : "schedule/default/" + name));
        if (isRule(event)) {
            fields.putObject("detail");
        } else {
            fields.put("detail", "{}");
        }
        return JsonCodec.bytes(fields);
    }

    @Override
    public void close() {
        clock.shutdownNow();
    }
}
