package io.exposuremonitor.detectors.rule;

import com.fasterxml.jackson.databind.JsonNode;
import io.exposuremonitor.detectors.accesspolicy.ArnAccount;
import io.exposuremonitor.detectors.arn.Arns;
import io.exposuremonitor.detectors.policy.Approved;
import io.exposuremonitor.detectors.policy.Pattern;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * Derives the buckets, backup buckets included, hosts and transformation functions that a request
 * configures for a Firehose stream. Each destination type has them in a different place.
 */
final class DeliveryFields implements DerivedFields.Group {
  private static final String UNAPPROVED_BUCKETS = "exposure.delivery.unapprovedBuckets";
  private static final String UNAPPROVED_FUNCTIONS = "exposure.delivery.unapprovedFunctions";
  private static final String FOREIGN_FUNCTIONS = "exposure.delivery.foreignFunctions";

  private static final String HOSTS = "exposure.delivery.hosts";

  /**
   * Name suffixes of the parameters that hold addresses of HTTP endpoints, Splunk, clusters and so
   * on.
   */
  private static final List<String> ADDRESSES = List.of("url", "endpoint");

  private static final String FUNCTION = ":function:";

  @Override
  public Set<String> names() {
    return Set.of(UNAPPROVED_BUCKETS, UNAPPROVED_FUNCTIONS, FOREIGN_FUNCTIONS, HOSTS);
  }

  @Override
  public Map<String, JsonNode> of(RuleEvent event) {
    Approved approved = event.policy().approved();
    Ownership own = Ownership.of(event);
    Set<String> buckets = new TreeSet<>();
    Set<String> functions = new TreeSet<>();
    Set<String> hosts = new TreeSet<>();
    collect(event.root().path("requestParameters"), buckets, functions, hosts);
    Set<String> foreign = new TreeSet<>(functions);
    foreign.removeIf(function -> ArnAccount.of(function).filter(own::foreign).isEmpty());
    functions.removeAll(foreign);
    functions.removeIf(function -> approves(approved.functions(), function));
    buckets.removeIf(bucket -> Pattern.matchesAny(approved.exportBuckets(), bucket));
    return new DerivedValues()
        .put(UNAPPROVED_BUCKETS, buckets)
        .put(UNAPPROVED_FUNCTIONS, functions)
        .put(FOREIGN_FUNCTIONS, foreign)
        .put(HOSTS, hosts)
        .toMap();
  }

  private static void collect(
      JsonNode node, Set<String> buckets, Set<String> functions, Set<String> hosts) {
    if (isNamed(node.path("parameterName"), "LambdaArn")) {
      functions.add(node.path("parameterValue").asText());
    }
    for (Map.Entry<String, JsonNode> member : node.properties()) {
      String name = member.getKey().toLowerCase(Locale.ROOT);
      String value = member.getValue().asText();
      if (name.endsWith("bucketarn")) {
        buckets.add(Arns.kindAndName(value));
      }
      if (ADDRESSES.stream().anyMatch(name::endsWith) && Host.of(value).indexOf('.') > 0) {
        hosts.add(Host.of(value));
      }
    }
    node.forEach(inner -> collect(inner, buckets, functions, hosts));
  }

  private static boolean isNamed(JsonNode name, String expected) {
    return name.asText().equalsIgnoreCase(expected);
  }

  /** Matches by ARN or name, with or without alias or version. */
  private static boolean approves(List<String> patterns, String function) {
    String name = function.substring(nameStart(function));
    int qualifier = name.indexOf(':') < 0 ? 0 : name.length() - name.indexOf(':');
    return Stream.of(function, name)
        .flatMap(form -> Stream.of(form, form.substring(0, form.length() - qualifier)))
        .anyMatch(form -> Pattern.matchesAny(patterns, form));
  }

  private static int nameStart(String function) {
    int kind = function.indexOf(FUNCTION);
    return kind < 0 ? 0 : kind + FUNCTION.length();
  }
}
