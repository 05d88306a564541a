package io.gatehouse.domain.basics;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.util.regex.Pattern;

/** IP addresses as people compare them. */
final class IpAddress {
    private static final String IPV4_IN_IPV6 = "::ffff:";
    /** A run of zero groups, of which the first of the longest is left out. */
    private static final Pattern ZEROS = Pattern.compile("(?<=^|:)0(:0)+(?=:|$)");

    private IpAddress() {}

    /** An IPv6 address as RFC 5952 writes it. Any other text stays as it is. */
    static String canonical(String ip) {
        if (ip.indexOf(':') < 0) {
            return ip;
        }
        try {
            var address = InetAddress.ofLiteral(ip);
            return address instanceof Inet6Address
                    ? withoutLongestZeros(address.getHostAddress())
                    : IPV4_IN_IPV6 + address.getHostAddress();
        } catch (IllegalArgumentException e) {
            return ip;
        }
    }

    private static String withoutLongestZeros(String groups) {
        var longest = ZEROS.matcher(groups)
                .results()
                .reduce((one, other) -> other.end() - other.start() > one.end() - one.start() ? other : one);
        return longest.map(zeros ->
                        trimmed(groups.substring(0, zeros.start())) + "::" + trimmed(groups.substring(zeros.end())))
                .orElse(groups);
    }

    private static String trimmed(String groups) {
        return groups.replaceAll("^:|:$", "");
    }
}
