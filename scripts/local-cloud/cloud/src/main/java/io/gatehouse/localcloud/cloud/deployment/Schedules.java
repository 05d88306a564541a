package io.gatehouse.localcloud.cloud.deployment;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.gatehouse.localcloud.cloud.deployment.Events.Event;
import io.gatehouse.localcloud.cloud.runtime.AsynchronousInvoker;
import io.gatehouse.localcloud.cloud.runtime.Invoker;
import io.gatehouse.localcloud.cloud.schedule.Schedule;
import io.gatehouse.localcloud.cloud.template.Properties;
import io.gatehouse.localcloud.cloud.template.Stack;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
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
    private static final JsonMapper JSON = new JsonMapper();

    private record Job(Event event, Schedule schedule, Invoker function) {}

    private final List<Job> jobs;
    private final AsynchronousInvoker asynchronous = new AsynchronousInvoker();
    private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().name("schedules").daemon().factory());

    /** Nothing is due before {@link #start}. */
    Schedules(Stack stack, Map<String, ? extends Invoker> functions) {
        this.jobs = Events.of(stack, EVENTBRIDGE_RULE, SCHEDULER)
                .filter(event -> isEnabled(event.properties()))
                .map(event -> new Job(event, schedule(event), Events.function(event, functions)))
                .toList();
    }

    private static boolean isEnabled(Properties properties) {
        return properties.text("State").orElse("ENABLED").equals("ENABLED") && properties.truth("Enabled", true);
    }

    private static Schedule schedule(Event event) {
        var properties = event.properties();
        try {
            var zone = ZoneId.of(properties.text("ScheduleExpressionTimezone").orElse("UTC"));
            return Schedule.parse(expression(event), zone);
        } catch (IllegalArgumentException | DateTimeException e) {
            throw properties.wrong(expressionName(event), String.valueOf(e.getMessage()));
        }
    }

    /** Such as {@code rate(1 minute)}. */
    static String expression(Event event) {
        return event.properties().requiredText(expressionName(event));
    }

    private static String expressionName(Event event) {
        return isRule(event) ? "Schedule" : "ScheduleExpression";
    }

    private static boolean isRule(Event event) {
        return event.type().equals(EVENTBRIDGE_RULE);
    }

    void start() {
        jobs.forEach(this::scheduleNext);
    }

    private void scheduleNext(Job job) {
        var now = ZonedDateTime.now(ZoneId.of("UTC"));
        var due = job.schedule().next(now);
        var _ = clock.schedule(
                () -> run(job, due.toInstant()), Duration.between(now, due).toMillis(), TimeUnit.MILLISECONDS);
    }

    private void run(Job job, Instant due) {
        scheduleNext(job);
        asynchronous.invoke(job.function(), payload(job.event(), due), retries(job.event()));
    }

    private static int retries(Event event) {
        var config = event.function().properties().nested("EventInvokeConfig");
        return config.number("MaximumRetryAttempts", AsynchronousInvoker.RETRIES);
    }

    /** The event's {@code Input}, or what EventBridge sends without one. */
    private static byte[] payload(Event event, Instant due) {
        return event.properties()
                .text("Input")
                .map(input -> input.getBytes(StandardCharsets.UTF_8))
                .orElseGet(() -> scheduledEvent(event, due));
    }

    private static byte[] scheduledEvent(Event event, Instant due) {
        var name = event.function().id() + event.name();
        var arn = "arn:aws:%s:%s:%s:%s"
                .formatted(
                        isRule(event) ? "events" : "scheduler",
                        Stack.REGION,
                        Stack.ACCOUNT,
                        isRule(event) ? "rule/" + name : "schedule/default/" + name);
        var fields = Map.of(
                "version",
                "0",
                "id",
                UUID.randomUUID().toString(),
                "detail-type",
                "Scheduled Event",
                "source",
                isRule(event) ? "aws.events" : "aws.scheduler",
                "account",
                Stack.ACCOUNT,
                "time",
                due.truncatedTo(ChronoUnit.SECONDS).toString(),
                "region",
                Stack.REGION,
                "resources",
                List.of(arn),
                "detail",
                isRule(event) ? Map.of() : "{}");
        try {
            return JSON.writeValueAsBytes(fields);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        clock.shutdownNow();
    }
}
