package io.exposuremonitor.job.settings;

import io.exposuremonitor.detectors.text.EnumNames;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Parsers of the forms in which settings are written. All refuse with a message that says what is
 * allowed.
 */
final class Forms {
  private static final Pattern DURATION = Pattern.compile("(\\d{1,9})\\s*(ms|s|m|h|d)");
  private static final Pattern ARN = Pattern.compile("arn:[a-z-]+:([a-z0-9-]+):[^:]*:\\d{12}:.+");

  private static final int LARGEST_PORT = 65_535;

  private Forms() {}

  /** Any text; empty for none. */
  static String text(String text) {
    return text;
  }

  /** Parts separated by commas, without surrounding blanks; empty for none. */
  static List<String> list(String text) {
    return Arrays.stream(text.split(","))
        .map(String::strip)
        .filter(part -> !part.isEmpty())
        .toList();
  }

  /** Parses an ARN of one service, or nothing. */
  static Setting.Reading<String> arn(String service) {
    return text -> {
      Matcher arn = ARN.matcher(text);
      if (!text.isEmpty() && !(arn.matches() && arn.group(1).equals(service))) {
        throw new IllegalArgumentException(
            "must be an ARN of " + service + ", arn:aws:" + service + ":…");
      }
      return text;
    };
  }

  /** Parses ARNs of one service. */
  static Setting.Reading<List<String>> arns(String service) {
    Setting.Reading<String> one = arn(service);
    return text -> list(text).stream().map(one::read).toList();
  }

  /** A whole number and its unit (ms, s, m, h or d), greater than zero. */
  static Duration duration(String text) {
    Matcher matcher = DURATION.matcher(text);
    if (!matcher.matches() || Long.parseLong(matcher.group(1)) == 0) {
      throw new IllegalArgumentException(
          "must be a number and a unit: 500 ms, 30 s, 5 m, 1 h, 7 d");
    }
    long number = Long.parseLong(matcher.group(1));
    return switch (matcher.group(2)) {
      case "ms" -> Duration.ofMillis(number);
      case "s" -> Duration.ofSeconds(number);
      case "m" -> Duration.ofMinutes(number);
      case "h" -> Duration.ofHours(number);
      default -> Duration.ofDays(number);
    };
  }

  /** A duration, or 0 s. */
  static Duration pause(String text) {
    return text.matches("0\\s*s") ? Duration.ZERO : duration(text);
  }

  /** Parses whole numbers between two bounds, both included. */
  static Setting.Reading<Integer> integer(int smallest, int largest) {
    return text -> {
      try {
        int number = Integer.parseInt(text);
        if (number >= smallest && number <= largest) {
          return number;
        }
      } catch (NumberFormatException notANumber) {
        // Refused below, like a number out of bounds.
      }
      throw new IllegalArgumentException(
          "must be a whole number from " + smallest + " to " + largest);
    };
  }

  /** A port to listen on, 0 for any free one; nothing for none. */
  static Optional<Integer> port(String text) {
    return text.isEmpty() ? Optional.empty() : Optional.of(integer(0, LARGEST_PORT).read(text));
  }

  /** {@code true} or {@code false}. */
  static boolean flag(String text) {
    return switch (text) {
      case "true" -> true;
      case "false" -> false;
      default -> throw new IllegalArgumentException("must be true or false");
    };
  }

  /** Parses one of an enum's values, written in lower case with hyphens. */
  static <E extends Enum<E>> Setting.Reading<E> choice(Class<E> type) {
    return text ->
        Arrays.stream(type.getEnumConstants())
            .filter(constant -> EnumNames.kebabCase(constant).equals(text))
            .findFirst()
            .orElseThrow(() -> new IllegalArgumentException("must be one of " + words(type)));
  }

  /** The words of an enum, for people. */
  static <E extends Enum<E>> String words(Class<E> type) {
    return Arrays.stream(type.getEnumConstants())
        .map(EnumNames::kebabCase)
        .collect(Collectors.joining(", "));
  }

  /** An ISO 8601 instant in UTC; nothing for none. */
  static Optional<Instant> instant(String text) {
    try {
      return text.isEmpty() ? Optional.empty() : Optional.of(Instant.parse(text));
    } catch (DateTimeException notAMoment) {
      throw new IllegalArgumentException(
          "must be an instant such as 2026-11-26T00:00:00Z", notAMoment);
    }
  }

  /** An http or https URI, or nothing. */
  static Optional<URI> endpoint(String text) {
    if (!text.isEmpty() && !isUrl(text)) {
      throw new IllegalArgumentException("must be a URL, http://… or https://…");
    }
    return text.isEmpty() ? Optional.empty() : Optional.of(URI.create(text));
  }

  /** True for an http or https URL with a host. */
  static boolean isUrl(String text) {
    try {
      URI uri = new URI(text);
      return ("http".equals(uri.getScheme()) || "https".equals(uri.getScheme()))
          && uri.getHost() != null;
    } catch (URISyntaxException notAUri) {
      return false;
    }
  }
}
