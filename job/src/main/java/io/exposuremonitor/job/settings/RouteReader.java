package io.exposuremonitor.job.settings;

import io.exposuremonitor.detectors.signal.Level;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads the settings of one alert route. */
final class RouteReader {
  private static final URI PAGERDUTY = URI.create("https://events.pagerduty.com/v2/enqueue");
  private static final URI CHANGES = URI.create("https://events.pagerduty.com/v2/change/enqueue");
  private static final Pattern ENVIRONMENT = Pattern.compile("env:[A-Za-z_][A-Za-z0-9_]*");
  private static final Pattern AWS_ARN =
      Pattern.compile(
          "arn:[a-z-]+:(sns:[a-z0-9-]+:\\d{12}:[A-Za-z0-9_-]{1,256}(\\.fifo)?"
              + "|securityhub:[a-z0-9-]+:\\d{12}:product/[^/]+/[^/]+)");
  private static final int MAX_BUDGET = 1_000_000;

  static final Setting<RouteSettings.Type> TYPE =
      Setting.required(
          "type",
          Forms.words(RouteSettings.Type.class),
          "The service that receives the alerts: PagerDuty by its Events API v2, Prometheus"
              + " Alertmanager by its API v2, a receiver of your own that gets signed JSON, a"
              + " topic of Amazon SNS, or AWS Security Hub. pagerduty-changes receives no"
              + " incidents, but a change event when the policy or the monitor's version changes.",
          RouteSettings.Type.PAGERDUTY,
          Forms.choice(RouteSettings.Type.class));
  static final Setting<Optional<URI>> URL =
      Setting.optional(
          "url",
          "URL",
          "",
          "URL that alerts are posted to. PagerDuty's by default; its customers in the EU set"
              + " https://events.eu.pagerduty.com/v2/enqueue (changes: /v2/change/enqueue)."
              + " Alertmanager's ends with /api/v2/alerts. For SNS and Security Hub: an endpoint"
              + " to use instead of the region's, such as a VPC endpoint.",
          Forms::endpoint);
  static final Setting<String> KEY =
      Setting.optional(
          "key",
          "env:NAME or ARN",
          "",
          "Where the integration key (PagerDuty) or the secret that signs requests (webhook) is: an"
              + " environment variable, or a secret in AWS Secrets Manager. Never the key itself.",
          RouteReader::key);
  static final Setting<String> ARN =
      Setting.optional(
          "arn",
          "ARN",
          "",
          "For SNS: the topic. For Security Hub: the product as which incidents are imported,"
              + " usually arn:aws:securityhub:REGION:ACCOUNT:product/ACCOUNT/default. Must be"
              + " set for both.",
          RouteReader::arn);
  static final Setting<String> ROLE =
      Roles.role(
          "Role to assume for SNS or Security Hub, for another account. There are no keys for"
              + " them.");
  static final Setting<Level> MINIMUM_LEVEL =
      Setting.optional(
          "minimum-level",
          Forms.words(Level.class),
          "high",
          "Incidents below this level are not sent here; one that rises to it later is.",
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
          "Only incidents seen in the logs of one of these accounts.",
          Forms::list);
  static final Setting<Integer> BUDGET =
      Setting.optional(
          "budget",
          "number",
          "20",
          "Maximum of new incidents of a level and those above per hour of event time. Beyond it,"
              + " one alert says so, and further incidents are only counted. 0 for no limit.",
          Forms.integer(0, MAX_BUDGET));

  private RouteReader() {}

  /** Reads one route's section. Refuses settings that have no meaning for its type. */
  static RouteSettings read(String name, Section section) {
    RouteSettings.Type type = section.get(TYPE);
    @Nullable URI url = section.get(URL).orElse(standard(type));
    boolean incidents = type != RouteSettings.Type.PAGERDUTY_CHANGES;
    RouteSettings route =
        new RouteSettings(
            name,
            type,
            url,
            type.isAws() ? "" : section.get(KEY),
            type.isAws() ? aws(section) : RouteSettings.Aws.NONE,
            incidents ? section.get(MINIMUM_LEVEL) : MINIMUM_LEVEL.fallback(),
            incidents ? section.get(FAMILIES) : List.of(),
            incidents ? section.get(LABELS) : List.of(),
            incidents ? section.get(ACCOUNTS) : List.of(),
            incidents ? section.get(BUDGET) : 0);
    if (url == null && !type.isAws()) {
      section.refuseWithout(URL, "url must be set");
    }
    if (route.key().isEmpty() && !type.isAws() && type != RouteSettings.Type.ALERTMANAGER) {
      section.refuseWithout(KEY, "key must be set: env:NAME, or the ARN of a secret");
    }
    if (!route.key().isEmpty() && type == RouteSettings.Type.ALERTMANAGER) {
      section.refuse("key has no meaning for Alertmanager");
    }
    String service = type == RouteSettings.Type.SNS ? ":sns:" : ":securityhub:";
    if (type.isAws() && !route.aws().arn().contains(service)) {
      section.refuseWithout(
          ARN, "arn must be set: that of the topic (sns), or of the product (security-hub)");
    }
    section.refuseOthers();
    return route;
  }

  private static @Nullable URI standard(RouteSettings.Type type) {
    return switch (type) {
      case PAGERDUTY -> PAGERDUTY;
      case PAGERDUTY_CHANGES -> CHANGES;
      case ALERTMANAGER, WEBHOOK, SNS, SECURITY_HUB -> null;
    };
  }

  private static RouteSettings.Aws aws(Section section) {
    return new RouteSettings.Aws(
        section.get(ARN), section.get(ROLE), section.get(Roles.EXTERNAL_ID));
  }

  /** The ARN of a topic or of a product. */
  private static String arn(String text) {
    if (!text.isEmpty() && !AWS_ARN.matcher(text).matches()) {
      throw new IllegalArgumentException(
          "must be arn:aws:sns:REGION:ACCOUNT:TOPIC or"
              + " arn:aws:securityhub:REGION:ACCOUNT:product/ACCOUNT/default");
    }
    return text;
  }

  /** Refuses without repeating the value: it may be a key. */
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
