package io.exposuremonitor.cdk;

import io.exposuremonitor.detectors.activity.Operation;
import io.exposuremonitor.detectors.cloudtrail.AssumedSession;
import io.exposuremonitor.detectors.rule.Catalogue;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The calls in CloudTrail's records that the monitor examines. */
final class EventSources {
  private static final Pattern NAME = Pattern.compile("[a-z0-9-]+\\.amazonaws\\.com");

  /** One name, or a list as below. */
  private static final Pattern NAMES =
      Pattern.compile("eventSource:(?:\\s+(?:- )?" + NAME.pattern() + ")+");

  /** A service with very many changes, of which rules examine these few. */
  private static final String BUSY = "ec2.amazonaws.com";

  private static final List<String> OF_BUSY = List.of("ModifyVpcEndpoint");

  private EventSources() {}

  /** Services whose calls stateful detectors examine, such as {@code dynamodb.amazonaws.com}. */
  static List<String> ofDetectors() {
    TreeSet<String> sources = new TreeSet<>();
    for (Operation operation : Operation.values()) {
      sources.add(operation.eventSource());
    }
    return List.copyOf(sources);
  }

  /** Services that only rules examine, apart from {@link #BUSY}. */
  static List<String> ofRules() {
    TreeSet<String> sources = new TreeSet<>();
    for (String file : Catalogue.ruleFiles()) {
      NAMES
          .matcher(Catalogue.text(file))
          .results()
          .flatMap(names -> NAME.matcher(names.group()).results())
          .forEach(name -> sources.add(name.group()));
    }
    ofDetectors().forEach(sources::remove);
    sources.remove(BUSY);
    return List.copyOf(sources);
  }

  /**
   * An EventBridge pattern for the member {@code detail}. It matches every call to services that
   * detectors know, the creation of sessions, the few calls to EC2 that a rule examines, and the
   * mutating calls to other services that only rules examine. Read calls to these are frequent,
   * above all to KMS, and no shipped rule examines any.
   */
  static Map<String, Object> detail() {
    List<Object> notReadOnly = List.of(false, Map.of("exists", false));
    return Map.of(
        "$or",
        Stream.of(
                Map.of("eventSource", ofDetectors()),
                Map.of(
                    "eventSource", List.of(AssumedSession.SOURCE),
                    "eventName", AssumedSession.CALLS.stream().sorted().toList()),
                Map.of("eventSource", List.of(BUSY), "eventName", OF_BUSY),
                Map.of("eventSource", ofRules(), "readOnly", notReadOnly))
            .toList());
  }
}
