package io.exposuremonitor.cdk;

import io.exposuremonitor.detectors.activity.Operation;
import io.exposuremonitor.detectors.rule.Catalogue;
import java.util.List;
import java.util.TreeSet;
import java.util.regex.Pattern;

/** The services whose calls the monitor looks at: those of its operations and shipped rules. */
final class EventSources {
  private static final Pattern NAME = Pattern.compile("[a-z0-9-]+\\.amazonaws\\.com");

  /** One, or a list below. */
  private static final Pattern NAMES =
      Pattern.compile("eventSource:(?:\\s+(?:- )?" + NAME.pattern() + ")+");

  private EventSources() {}

  /** Names such as {@code dynamodb.amazonaws.com}, in order. */
  static List<String> wanted() {
    TreeSet<String> wanted = new TreeSet<>();
    for (Operation operation : Operation.values()) {
      wanted.add(operation.eventSource());
    }
    for (String file : Catalogue.ruleFiles()) {
      NAMES
          .matcher(Catalogue.text(file))
          .results()
          .flatMap(names -> NAME.matcher(names.group()).results())
          .forEach(name -> wanted.add(name.group()));
    }
    return List.copyOf(wanted);
  }
}
