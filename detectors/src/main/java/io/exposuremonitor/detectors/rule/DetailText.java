package io.exposuremonitor.detectors.rule;

import com.fasterxml.jackson.databind.JsonNode;
import io.exposuremonitor.detectors.arn.Arns;
import io.exposuremonitor.detectors.text.Ellipsis;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Renders a rule's details for its message: {@code to bucket lake of account 444455556666}. An ARN
 * is shortened to its resource name, with account and Region if they differ from the call's; an
 * address is shortened to its host, since path and query may hold secrets.
 */
final class DetailText {
  private static final int MAX_VALUES = 3;
  private static final int MAX_LENGTH = 100;

  private static final String EVERYONE = "everyone";

  /** Predefined groups of S3 access lists; header values contain them within other text. */
  private static final String ALL_USERS = "//acs.amazonaws.com/groups/global/AllUsers";

  private static final String AUTHENTICATED =
      "//acs.amazonaws.com/groups/global/AuthenticatedUsers";

  private final RuleEvent event;
  private final String words;

  private DetailText(RuleEvent event, String words) {
    this.event = event;
    this.words = words;
  }

  /**
   * The details present in the record, in the rule's order, separated by commas; one that begins
   * with "of" continues the one before it. Empty if there are none.
   */
  static String of(RuleEvent event, List<Detail> details) {
    StringBuilder joined = new StringBuilder();
    for (Detail detail : details) {
      String text = new DetailText(event, detail.words()).of(detail.fields());
      if (!text.isEmpty() && !joined.isEmpty()) {
        joined.append(text.startsWith("of ") ? " " : ", ");
      }
      joined.append(text);
    }
    return joined.toString();
  }

  private String of(List<String> fields) {
    return fields.stream()
        .map(this::values)
        .filter(values -> !values.isEmpty())
        .findFirst()
        .map(values -> words + ' ' + joined(values))
        .orElse("");
  }

  private List<String> values(String field) {
    return event.field(field).stream()
        .filter(value -> value.isValueNode() && !value.asText().isBlank())
        .map(this::shown)
        .distinct()
        .toList();
  }

  private static String joined(List<String> values) {
    int more = values.size() - MAX_VALUES;
    String text = values.stream().limit(MAX_VALUES).collect(Collectors.joining(", "));
    return more > 0 ? text + " and " + more + " more" : text;
  }

  private String shown(JsonNode value) {
    String text = value.asText();
    if (text.equals("*") || text.contains(ALL_USERS)) {
      return EVERYONE;
    }
    if (text.contains(AUTHENTICATED)) {
      return EVERYONE + " with an AWS account";
    }
    if (value.isTextual() && Arns.isAccount(text)) {
      return words.endsWith("account") ? text : "account " + text;
    }
    if (Arns.isArn(text)) {
      return arn(text);
    }
    return Host.isAddress(text) ? host(text) : cut(text);
  }

  /**
   * Words that name the type of a resource, such as {@code to function} or {@code secret}, are
   * followed by its name only.
   */
  private String arn(String arn) {
    String resource = Arns.resource(arn);
    int kindLength = kindLength(resource);
    boolean namesKind =
        words.indexOf(' ') >= 0
            || (kindLength == words.length() + 1
                && resource.regionMatches(true, 0, words, 0, words.length()));
    String name = namesKind ? resource.substring(kindLength) : Arns.service(arn) + ' ' + resource;
    String account = Arns.account(arn);
    String region = Arns.region(arn);
    return cut(name)
        + (isHere("recipientAccountId", account) ? "" : " of account " + account)
        + (isHere("awsRegion", region) ? "" : " in " + cut(region));
  }

  private boolean isHere(String member, String place) {
    return place.isEmpty() || place.equals(event.text(member));
  }

  /** Length of the type prefix in {@code function:copy} or {@code stream/orders}. */
  private static int kindLength(String resource) {
    for (int i = 0; i < resource.length(); i++) {
      if (resource.charAt(i) == ':' || resource.charAt(i) == '/') {
        return i + 1;
      }
    }
    return 0;
  }

  private static String host(String address) {
    String host = Host.of(address);
    return host.isEmpty() ? "an address that can't be read" : cut(host);
  }

  /** Keeps the text on one line. */
  private static String cut(String text) {
    String line = text.replaceAll("[\\p{C}\\p{Z}]+", " ").strip();
    return Ellipsis.cut(line, MAX_LENGTH);
  }
}
