package io.gatehouse.web;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.ConsoleAppender;
import ch.qos.logback.core.OutputStreamAppender;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.slf4j.LoggerFactory;

/** What the product's own {@code logback.xml} writes, byte for byte, until it is closed. */
final class LogOutput implements AutoCloseable {
    private final Logger root = (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final OutputStreamAppender<ILoggingEvent> appender = new OutputStreamAppender<>();

    LogOutput() {
        var console = (ConsoleAppender<ILoggingEvent>) root.getAppender("STDOUT");
        appender.setContext(root.getLoggerContext());
        appender.setEncoder(console.getEncoder());
        appender.setOutputStream(bytes);
        appender.start();
        root.addAppender(appender);
    }

    String text() {
        return bytes.toString(StandardCharsets.UTF_8);
    }

    List<String> lines() {
        return text().lines().toList();
    }

    @Override
    public void close() {
        root.detachAppender(appender);
    }
}
