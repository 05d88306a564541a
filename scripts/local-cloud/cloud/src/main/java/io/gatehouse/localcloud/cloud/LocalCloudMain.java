package io.gatehouse.localcloud.cloud;

import io.gatehouse.localcloud.cloud.cli.LocalCloud;
import java.time.ZoneOffset;
import java.util.Locale;
import java.util.TimeZone;
import org.slf4j.LoggerFactory;
import org.slf4j.bridge.SLF4JBridgeHandler;

/** Starts the command line. */
public final class LocalCloudMain {
    private LocalCloudMain() {}

    /** Ends the process with 0, with 1 if a command failed, or with 2 if its usage was wrong. */
    public static void main(String[] arguments) {
        // Libraries go by these: digits are ASCII, times UTC as on Lambda, and nothing local is asked for by a proxy.
        Locale.setDefault(Locale.ROOT);
        TimeZone.setDefault(TimeZone.getTimeZone(ZoneOffset.UTC));
        bypassProxy("http.nonProxyHosts");
        bypassProxy("socksNonProxyHosts");
        LoggerFactory.getILoggerFactory();
        SLF4JBridgeHandler.removeHandlersForRootLogger();
        SLF4JBridgeHandler.install();
        System.exit(LocalCloud.run(arguments));
    }

    private static void bypassProxy(String property) {
        var others = System.getProperty(property);
        System.setProperty(property, "localhost|127.*|[::1]" + (others == null ? "" : "|" + others));
    }
}
