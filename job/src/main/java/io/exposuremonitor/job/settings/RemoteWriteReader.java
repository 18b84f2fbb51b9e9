package io.exposuremonitor.job.settings;

import io.exposuremonitor.connectors.remotewrite.RemoteWriteSettings;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** Reads the settings of remote write, in the section {@code metrics}. */
final class RemoteWriteReader {
  private static final Pattern HEADER = Pattern.compile("[A-Za-z][A-Za-z0-9-]*");
  private static final Pattern LABEL = Pattern.compile("[a-zA-Z][a-zA-Z0-9_]*");
  private static final Pattern REGION = Pattern.compile("[a-z]{2}(-[a-z]+)+-\\d");
  private static final String NEVER = "none";

  static final Setting<Optional<URI>> URL =
      Setting.optional(
          "remote-write.url",
          "URL",
          "",
          "Receiver of Prometheus Remote Write 1.0 that metrics are written to, such as a"
              + " workspace of Amazon Managed Service for Prometheus,"
              + " https://…/api/v1/remote_write. Without it, nothing is written.",
          Forms::endpoint);
  static final Setting<Map<String, String>> HEADERS =
      Setting.optional(
          "remote-write.headers",
          "NAME=env:VARIABLE or NAME=ARN",
          "",
          "Headers to send, such as Authorization=env:PROMETHEUS_TOKEN; the value is in an"
              + " environment variable, or in a secret of AWS Secrets Manager, never here.",
          RemoteWriteReader::headers);
  static final Setting<String> SIGNING_REGION =
      Setting.optional(
          "remote-write.region",
          "region, or none",
          "",
          "Region that requests are signed for, by Signature Version 4. Without it, that of a URL"
              + " of Amazon Managed Service for Prometheus; 'none' for never.",
          RemoteWriteReader::region);
  static final Setting<String> ROLE =
      Setting.optional(
          "remote-write.role",
          "ARN",
          "",
          "Role to assume for signing; by default, the environment's identity signs. It needs"
              + " aps:RemoteWrite on the workspace.",
          Forms.arn("iam"));
  static final Setting<Duration> INTERVAL =
      Setting.optional(
          "remote-write.interval",
          "duration",
          "15 s",
          "Time between two samples of a series.",
          RemoteWriteReader::interval);
  static final Setting<Map<String, String>> LABELS =
      Setting.optional(
          "remote-write.labels",
          "NAME=VALUE",
          "job=exposure-monitor",
          "Labels of every series that is written, as a scrape would add them.",
          text -> pairs(text, LABEL));

  private RemoteWriteReader() {}

  /** Reads them; nothing without a URL. */
  static Optional<RemoteWriteOptions> read(Section section) {
    Optional<URI> url = section.get(URL);
    Map<String, String> headers = section.get(HEADERS);
    String region = section.get(SIGNING_REGION);
    String role = section.get(ROLE);
    Duration interval = section.get(INTERVAL);
    Map<String, String> labels = section.get(LABELS);
    if (url.isEmpty()) {
      if (!headers.isEmpty() || !region.isEmpty() || !role.isEmpty()) {
        section.refuseWithout(URL, "remote-write.url must be set");
      }
      return Optional.empty();
    }
    String managed = RemoteWriteSettings.managedRegion(url.get());
    String signed =
        region.isEmpty() && managed != null ? managed : region.equals(NEVER) ? "" : region;
    if (!role.isEmpty() && signed.isEmpty()) {
      section.refuse("remote-write.role has no meaning without remote-write.region");
    }
    return Optional.of(new RemoteWriteOptions(url.get(), headers, signed, role, interval, labels));
  }

  private static Map<String, String> headers(String text) {
    Map<String, String> headers;
    try {
      headers = pairs(text, HEADER);
      headers.values().forEach(RouteReader::key);
    } catch (IllegalArgumentException refused) {
      // Without repeating the value: it may be a secret.
      throw new IllegalArgumentException(
          "must be NAME=env:VARIABLE or NAME=ARN of a secret in AWS Secrets Manager; a secret"
              + " itself is never written here",
          refused);
    }
    return headers;
  }

  private static Map<String, String> pairs(String text, Pattern name) {
    Map<String, String> pairs = new TreeMap<>();
    for (String part : Forms.list(text)) {
      int equals = part.indexOf('=');
      if (equals < 1
          || equals == part.length() - 1
          || !name.matcher(part.substring(0, equals).strip()).matches()) {
        throw new IllegalArgumentException("must be NAME=VALUE, several between commas");
      }
      pairs.put(part.substring(0, equals).strip(), part.substring(equals + 1).strip());
    }
    return pairs;
  }

  private static String region(String text) {
    if (text.isEmpty() || text.equals(NEVER) || REGION.matcher(text).matches()) {
      return text;
    }
    throw new IllegalArgumentException("must be a region such as eu-west-1, or none");
  }

  private static Duration interval(String text) {
    Duration interval = Forms.duration(text);
    if (interval.compareTo(Duration.ofSeconds(1)) < 0
        || interval.compareTo(Duration.ofMinutes(5)) > 0) {
      throw new IllegalArgumentException("must be from 1 s to 5 m: longer gaps end series");
    }
    return interval;
  }
}
