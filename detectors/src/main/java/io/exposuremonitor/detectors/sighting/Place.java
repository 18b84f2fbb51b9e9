package io.exposuremonitor.detectors.sighting;

import io.exposuremonitor.detectors.activity.Origin;
import java.util.Locale;

/**
 * The origin of calls, coarse enough to stay the same from day to day. CloudTrail does not record
 * the autonomous system, so address ranges are used instead.
 *
 * @param network the VPC endpoint as in {@link Origin#vpcEndpointId}, otherwise the first 16 bits
 *     (IPv4) or 32 bits (IPv6) of the address in CIDR notation; empty if a service called on the
 *     actor's behalf, or the record has no address
 * @param program the first word of the user agent, without version and in lower case; {@code
 *     browser} for a console session
 * @param region {@code awsRegion}
 * @param inside whether the calls came through a VPC endpoint
 */
public record Place(String network, String program, String region, boolean inside) {
  /** The program of console sessions. */
  public static final String BROWSER = "browser";

  private static final int MAX_PROGRAM_LENGTH = 40;

  static Place of(Origin origin, String region) {
    boolean inside = !origin.vpcEndpointId().isEmpty();
    String network = inside ? origin.vpcEndpointId() : network(origin.sourceIp());
    boolean direct = origin.invokedBy().isEmpty();
    return new Place(direct ? network : "", program(origin), region, inside);
  }

  /** Whether the actor itself called, from a known address. */
  public boolean isKnown() {
    return !network.isEmpty();
  }

  /** The network of an address; empty for the host name of a service. */
  static String network(String address) {
    if (address.indexOf(':') >= 0) {
      return ipv6(address);
    }
    int dots = 0;
    int second = -1;
    for (int i = 0; i < address.length(); i++) {
      char c = address.charAt(i);
      if (c == '.') {
        dots++;
        second = dots == 2 ? i : second;
      } else if (c < '0' || c > '9') {
        return "";
      }
    }
    return dots == 3 ? address.substring(0, second) + ".0.0/16" : "";
  }

  private static String ipv6(String address) {
    int first = address.indexOf(':');
    int second = address.indexOf(':', first + 1);
    return first <= 0 || second <= first + 1
        ? address.toLowerCase(Locale.ROOT) + "/128"
        : address.substring(0, second).toLowerCase(Locale.ROOT) + "::/32";
  }

  private static String program(Origin origin) {
    if (origin.console()) {
      return BROWSER;
    }
    String agent = origin.userAgent();
    int from = agent.startsWith("[") ? 1 : 0;
    int to = from;
    while (to < agent.length()
        && to - from < MAX_PROGRAM_LENGTH
        && "/ ;(]".indexOf(agent.charAt(to)) < 0) {
      to++;
    }
    return agent.substring(from, to).toLowerCase(Locale.ROOT);
  }
}
