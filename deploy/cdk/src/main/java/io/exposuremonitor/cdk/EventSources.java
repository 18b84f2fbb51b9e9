package io.exposuremonitor.cdk;

import io.exposuremonitor.detectors.activity.Operation;
import io.exposuremonitor.detectors.cloudtrail.AssumedSession;
import io.exposuremonitor.detectors.rule.Catalogue;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Of the calls that CloudTrail tells of, those that the monitor looks at. */
final class EventSources {
  private static final Pattern NAME = Pattern.compile("[a-z0-9-]+\\.amazonaws\\.com");

  /** One, or a list below. */
  private static final Pattern NAMES =
      Pattern.compile("eventSource:(?:\\s+(?:- )?" + NAME.pattern() + ")+");

  private EventSources() {}

  /** Services of which detectors with memory know calls, such as {@code dynamodb.amazonaws.com}. */
  static List<String> ofDetectors() {
    TreeSet<String> sources = new TreeSet<>();
    for (Operation operation : Operation.values()) {
      sources.add(operation.eventSource());
    }
    return List.copyOf(sources);
  }

  /** Services that only rules look at. */
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
    return List.copyOf(sources);
  }

  /**
   * A pattern of EventBridge for the member {@code detail}: every call of services that detectors
   * know, who was given which session, and of services that only rules look at what changes
   * something. Reads of those are many, of keys above all, and no shipped rule looks at one.
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
                Map.of("eventSource", ofRules(), "readOnly", notReadOnly))
            .toList());
  }
}
