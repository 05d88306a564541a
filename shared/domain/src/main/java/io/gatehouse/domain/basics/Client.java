package io.gatehouse.domain.basics;

/**
 * Where a request came from.
 *
 * @param ip the address that the gateway saw, never one that a header claims; IPv6 as RFC 5952 writes it
 * @param userAgent the first 512 characters of the {@code User-Agent} header; may be empty
 */
public record Client(String ip, String userAgent) {
    private static final int MAX_USER_AGENT = 512;

    public Client {
        ip = IpAddress.canonical(ip);
        userAgent = userAgent.substring(0, Math.min(userAgent.length(), MAX_USER_AGENT));
    }
}
