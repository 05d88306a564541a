package io.gatehouse.localcloud.services.store;

import io.gatehouse.localcloud.services.LocalCloudException;
import io.gatehouse.localcloud.services.LocalServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.HexFormat;

/** Docker's bridge network, by which containers reach the stores of this machine, though not without a password. */
public record Bridge(String address, String password) {
    /** By which a container started with {@code --add-host host.docker.internal:host-gateway} knows this machine. */
    public static final String HOST = "host.docker.internal";

    private static final int PASSWORD_BYTES = 16;

    /** That of the Docker engine which the {@code docker} command reaches, with a new password. */
    public static Bridge ofDocker() {
        var password = new byte[PASSWORD_BYTES];
        new SecureRandom().nextBytes(password);
        return new Bridge(gateway(), HexFormat.of().formatHex(password));
    }

    private static String gateway() {
        try {
            var docker = new ProcessBuilder(
                            "docker", "network", "inspect", "bridge", "--format={{(index .IPAM.Config 0).Gateway}}")
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            var address = new String(docker.getInputStream().readAllBytes(), StandardCharsets.US_ASCII).strip();
            if (docker.onExit().join().exitValue() != 0) {
                throw new LocalCloudException("No Docker engine answers: start it, or do without --containers.");
            }
            if (NetworkInterface.getByInetAddress(InetAddress.ofLiteral(address)) == null) {
                throw new LocalCloudException(
                        "Docker's bridge, %s, is not on this machine: --containers needs an engine that runs on it."
                                .formatted(address));
            }
            return address;
        } catch (IOException e) {
            throw new LocalCloudException("There is no docker command: install it, or do without --containers.", e);
        } catch (IllegalArgumentException e) {
            throw new LocalCloudException("Docker's network \"bridge\" has no gateway by IPv4.", e);
        }
    }

    /** A value as a container needs it: with its own name for this machine in place of 127.0.0.1. */
    public String asSeenByContainers(String value) {
        return value.replace(LocalServer.HOST, HOST);
    }

    /** A value with the password in it, if it is the URL of a PostgreSQL or Redis; as it is otherwise. */
    public String authenticated(String value) {
        return value.replaceFirst("^(postgres(?:ql)?://[^:@/]+)@", "$1:" + password + "@")
                .replaceFirst("^(rediss?://)(?=[^@]*$)", "$1:" + password + "@");
    }
}
