package io.exposuremonitor.detectors.rule;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Extracts the host of an address such as {@code https://host:443/path?query} or {@code
 * jdbc:redshift://host:5439/dev}. The rest may contain credentials, a token or the name of a
 * secret.
 */
final class Host {
  private static final String AFTER_SCHEME = "://";

  /**
   * Does not match if the credentials contain a slash, since the remaining text is not a host then.
   */
  private static final Pattern AUTHORITY =
      Pattern.compile("(?:[^@]*@)?([A-Za-z0-9._-]+|\\[[0-9A-Fa-f:.]+])(?::[0-9]*)?");

  private static final Pattern END = Pattern.compile("[/?#;\\\\]");

  private Host() {}

  /** True for a text with a scheme. */
  static boolean isAddress(String text) {
    return text.contains(AFTER_SCHEME);
  }

  /** The host, or empty if none can be determined. */
  static String of(String address) {
    String rest =
        isAddress(address)
            ? address.substring(address.indexOf(AFTER_SCHEME) + AFTER_SCHEME.length())
            : address;
    Matcher authority = AUTHORITY.matcher(END.split(rest, 2)[0]);
    return authority.matches() ? authority.group(1) : "";
  }
}
