package io.gatehouse.localcloud.cloud.console;

import io.gatehouse.localcloud.services.LocalCloudException;
import io.gatehouse.localcloud.services.LocalServer;
import io.helidon.webserver.WebServer;
import io.helidon.webserver.http.HttpService;

/**
 * The console's web server on 127.0.0.1: the page, and the parts that it is given, each with routes of its own. All of
 * them are guarded by {@link LocalGuard}.
 */
public final class Console implements AutoCloseable {
    private final WebServer server;

    private Console(WebServer server) {
        this.server = server;
    }

    /**
     * Starts to serve.
     *
     * @param port 0 for any free one
     * @param api base URL of the API, which the page may call
     * @param parts what the console shows, for instance a {@link MailPart}
     * @throws LocalCloudException if the port is taken
     */
    public static Console start(int port, String api, HttpService... parts) {
        return new Console(LocalServer.start(
                port,
                routing -> routing.addFilter(new LocalGuard(api))
                        .register(new Assets())
                        .register("/", parts)));
    }

    public int port() {
        return server.port();
    }

    @Override
    public void close() {
        server.stop();
    }
}
