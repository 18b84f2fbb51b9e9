package io.exposuremonitor.job.settings;

import io.exposuremonitor.detectors.signal.Level;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** Reads the settings of one alert route. */
final class RouteReader {
  private static final URI PAGERDUTY = URI.create("https://events.pagerduty.com/v2/enqueue");
  private static final Pattern ENVIRONMENT = Pattern.compile("env:[A-Za-z_][A-Za-z0-9_]*");
  private static final int MOST_BUDGET = 1_000_000;

  static final Setting<RouteSettings.Type> TYPE =
      Setting.required(
          "type",
          Forms.words(RouteSettings.Type.class),
          "What takes the alerts: PagerDuty by its Events API v2, Prometheus Alertmanager by its API"
              + " v2, or a receiver of your own that gets signed JSON.",
          RouteSettings.Type.PAGERDUTY,
          Forms.choice(RouteSettings.Type.class));
  static final Setting<Optional<URI>> URL =
      Setting.optional(
          "url",
          "URL",
          "",
          "Where it is posted to. PagerDuty's by default; its customers in the EU set"
              + " https://events.eu.pagerduty.com/v2/enqueue. Alertmanager's ends with"
              + " /api/v2/alerts.",
          Forms::endpoint);
  static final Setting<String> KEY =
      Setting.optional(
          "key",
          "env:NAME or ARN",
          "",
          "Where the integration key (PagerDuty) or the secret that signs requests (webhook) is: an"
              + " environment variable, or a secret in AWS Secrets Manager. Never the key itself.",
          RouteReader::key);
  static final Setting<Level> MINIMUM_LEVEL =
      Setting.optional(
          "minimum-level",
          Forms.words(Level.class),
          "high",
          "Incidents below it are not told here. One that rises to it later is.",
          Forms.choice(Level.class));
  static final Setting<List<String>> FAMILIES =
      Setting.optional(
          "families",
          "families",
          "",
          "Only incidents with a finding of one of these families, such as bulk-read or export.",
          Forms::list);
  static final Setting<List<String>> LABELS =
      Setting.optional(
          "labels",
          "labels",
          "",
          "Only incidents that touch a table to which the policy gives one of these labels.",
          Forms::list);
  static final Setting<List<String>> ACCOUNTS =
      Setting.optional(
          "accounts",
          "account ids",
          "",
          "Only incidents of which the logs of one of these accounts tell.",
          Forms::list);
  static final Setting<Integer> BUDGET =
      Setting.optional(
          "budget",
          "number",
          "20",
          "New incidents in an hour of event time. When they are spent, one alert says so, and the"
              + " others are counted only. 0 for no limit.",
          Forms.integer(0, MOST_BUDGET));

  private RouteReader() {}

  /** Reads one route's section. */
  static RouteSettings read(String name, Section section) {
    RouteSettings.Type type = section.get(TYPE);
    Optional<URI> url = section.get(URL);
    RouteSettings route =
        new RouteSettings(
            name,
            type,
            url.orElse(PAGERDUTY),
            section.get(KEY),
            section.get(MINIMUM_LEVEL),
            section.get(FAMILIES),
            section.get(LABELS),
            section.get(ACCOUNTS),
            section.get(BUDGET));
    if (url.isEmpty() && type != RouteSettings.Type.PAGERDUTY) {
      section.refuse("url must be set");
    }
    if (route.key().isEmpty() && type != RouteSettings.Type.ALERTMANAGER) {
      section.refuse("key must be set: env:NAME, or the ARN of a secret");
    }
    if (!route.key().isEmpty() && type == RouteSettings.Type.ALERTMANAGER) {
      section.refuse("key has no meaning for Alertmanager");
    }
    section.refuseOthers();
    return route;
  }

  /** Refuses without repeating what was written: it may be a key. */
  static String key(String text) {
    if (text.isEmpty() || ENVIRONMENT.matcher(text).matches()) {
      return text;
    }
    try {
      return Forms.arn("secretsmanager").read(text);
    } catch (IllegalArgumentException neither) {
      throw new IllegalArgumentException(
          "must be env:NAME or the ARN of a secret in AWS Secrets Manager; a key itself is never"
              + " written here",
          neither);
    }
  }
}
