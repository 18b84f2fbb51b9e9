package io.exposuremonitor.connectors.failure;

import java.io.EOFException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.net.UnknownHostException;
import java.net.http.HttpTimeoutException;
import java.nio.channels.UnresolvedAddressException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.ApiCallAttemptTimeoutException;
import software.amazon.awssdk.core.exception.ApiCallTimeoutException;
import software.amazon.awssdk.core.exception.SdkException;

/**
 * The reason of a failed call, as one line for people.
 *
 * <p>Messages of exceptions may quote what was read or sent: a parser's message quotes the answer.
 * So only messages of network and operating system errors are shown, with addresses shortened to
 * host and port, since paths and queries may be secrets; for everything else, only the exception's
 * kind.
 */
public final class Reason {
  /** The maximum length of a reason, in characters. */
  static final int LONGEST = 200;

  private static final String NO_CREDENTIALS =
      "no AWS credentials found (environment, profile, web identity, container or instance role)";
  private static final String NO_REGION = "no AWS region found (environment, profile or instance)";

  private static final Pattern ADDRESS =
      Pattern.compile("[A-Za-z][A-Za-z0-9+.-]*://(?:[^/\\s?#]*@)?([^/\\s?#@]+)\\S*");

  private Reason() {}

  /** The reason of a failure; see the class. */
  public static String of(Throwable failure) {
    return of(failure, null);
  }

  /**
   * The reason of a failed call to a known address.
   *
   * @param asked the address, of which only host and port are shown; null when unknown
   */
  public static String of(Throwable failure, @Nullable URI asked) {
    List<Throwable> causes = causes(failure);
    for (Throwable cause : causes) {
      @Nullable String known = known(cause);
      if (known != null) {
        return known;
      }
    }
    String place = asked == null ? "" : place(asked);
    for (int i = causes.size() - 1; i >= 0; i--) {
      Throwable cause = causes.get(i);
      if (isPrintable(cause)) {
        return shortened(description(cause, place));
      }
    }
    return shortened(withPlace(kind(causes.get(0)), place));
  }

  private static List<Throwable> causes(Throwable failure) {
    List<Throwable> causes = new ArrayList<>();
    @Nullable Throwable next = failure;
    while (next != null && !causes.contains(next)) {
      boolean wrapper = next instanceof CompletionException || next instanceof ExecutionException;
      if (!wrapper || next.getCause() == null) {
        causes.add(next);
      }
      next = next.getCause();
    }
    return causes;
  }

  /**
   * Short reasons for failures that the AWS client describes at length, or with an answer's code.
   */
  private static @Nullable String known(Throwable cause) {
    if (cause instanceof AwsServiceException service) {
      String code = CommonErrors.code(service).orElseGet(() -> kind(service));
      return code + " (HTTP " + service.statusCode() + ')';
    }
    if (!(cause instanceof SdkException)) {
      return null;
    }
    String message = String.valueOf(cause.getMessage());
    if (message.startsWith("Unable to load credentials from any")) {
      return NO_CREDENTIALS;
    }
    return message.startsWith("Unable to load region from any") ? NO_REGION : null;
  }

  private static boolean isPrintable(Throwable cause) {
    return cause instanceof SocketException
        || cause instanceof UnknownHostException
        || cause instanceof UnresolvedAddressException
        || cause instanceof SocketTimeoutException
        || cause instanceof HttpTimeoutException
        || cause instanceof TimeoutException
        || cause instanceof SSLException
        || cause instanceof EOFException
        || cause instanceof ApiCallTimeoutException
        || cause instanceof ApiCallAttemptTimeoutException
        || cause instanceof VirtualMachineError
        || cause instanceof LinkageError
        // Subclasses are excluded, since some of them are parsers'.
        || cause.getClass().equals(IOException.class);
  }

  private static String description(Throwable cause, String place) {
    String kind = kind(cause);
    if (cause instanceof UnresolvedAddressException && !place.isEmpty()) {
      return kind + ": no such host: " + place;
    }
    @Nullable String message = cause.getMessage();
    if (message == null || message.isBlank()) {
      // The JDK's HTTP client has no message for a refused connection.
      return cause instanceof ConnectException && !place.isEmpty()
          ? kind + ": nothing listens at " + place
          : withPlace(kind, place);
    }
    String line = message.strip().lines().findFirst().orElse("");
    return kind + ": " + withPlace(ADDRESS.matcher(line).replaceAll(Reason::hostOnly), place);
  }

  private static String hostOnly(MatchResult address) {
    return Matcher.quoteReplacement(address.group(1));
  }

  private static String withPlace(String text, String place) {
    return place.isEmpty() || text.contains(place) ? text : text + " (" + place + ')';
  }

  /** Host and port; never the user info that may precede them. */
  private static String place(URI asked) {
    if (asked.getHost() == null) {
      return "";
    }
    return asked.getPort() < 0 ? asked.getHost() : asked.getHost() + ':' + asked.getPort();
  }

  private static String kind(Throwable cause) {
    return cause.getClass().getSimpleName();
  }

  private static String shortened(String text) {
    return text.length() <= LONGEST ? text : text.substring(0, LONGEST - 1) + '…';
  }
}
