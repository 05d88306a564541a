package io.gatehouse.localcloud.cloud;

import java.time.ZoneOffset;
import java.util.Locale;
import java.util.TimeZone;

/** Makes this JVM independent of the machine that it runs on, for the sake of libraries that go by its defaults. */
final class Surroundings {
    private static final String LOCAL_HOSTS = "localhost|127.*|[::1]";

    private Surroundings() {}

    /**
     * Numbers in protocols are ASCII, times are UTC as on Lambda, and what is local is not looked for by a proxy. Other
     * hosts are: {@code http.nonProxyHosts} is what Java's clients and AWS's SDK go by.
     */
    static void neutralise() {
        Locale.setDefault(Locale.ROOT);
        TimeZone.setDefault(TimeZone.getTimeZone(ZoneOffset.UTC));
        bypassProxy("http.nonProxyHosts");
        bypassProxy("socksNonProxyHosts");
    }

    private static void bypassProxy(String property) {
        var others = System.getProperty(property, "");
        System.setProperty(property, others.isEmpty() ? LOCAL_HOSTS : others + "|" + LOCAL_HOSTS);
    }
}
