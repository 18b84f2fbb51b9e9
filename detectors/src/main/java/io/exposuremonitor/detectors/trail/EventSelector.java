package io.exposuremonitor.detectors.trail;

import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Conditions that an event must meet, all of them, to be recorded. State: stored as it is.
 *
 * @param fields the conditions
 */
public record EventSelector(List<FieldSelector> fields) {
  static final String CATEGORY = "eventCategory";
  static final String TYPE = "resources.type";
  static final String ARN = "resources.ARN";
  static final String READ_ONLY = "readOnly";
  private static final String SOURCE = "eventSource";
  private static final String NAME = "eventName";
  private static final String EVENT_TYPE = "eventType";
  private static final String API_CALL = "AwsApiCall";

  /** Fields that a call and its resource tell of; all others tell who calls, and from where. */
  private static final Set<String> OF_THE_CALL =
      Set.of(CATEGORY, TYPE, ARN, READ_ONLY, SOURCE, NAME, EVENT_TYPE);

  private static final String DATA = "Data";
  private static final String MANAGEMENT = "Management";

  /**
   * Whether a call is recorded.
   *
   * @param resource ARN of what it is made on; empty for any, which meets every condition on it.
   *     Conditions on what the call doesn't tell, such as who makes it, are met
   */
  boolean selects(DataCall call, String resource) {
    return fields.stream().anyMatch(field -> field.field().equals(TYPE))
        && fields.stream().allMatch(field -> passes(field, call, resource));
  }

  /** Whether what it records depends on who calls or from where. */
  boolean picksCallers() {
    return fields.stream().anyMatch(field -> !OF_THE_CALL.contains(field.field()));
  }

  /** ARNs, or beginnings or ends of them, that it leaves out by name. */
  Stream<String> resourcesLeftOut() {
    return fields.stream()
        .filter(field -> field.field().equals(ARN))
        .flatMap(FieldSelector::leftOut);
  }

  /** Whether management calls on tables that change something are recorded. */
  boolean selectsManagement() {
    return fields.stream().anyMatch(field -> field.field().equals(CATEGORY))
        && fields.stream()
            .allMatch(
                field ->
                    switch (field.field()) {
                      case CATEGORY -> field.passes(MANAGEMENT);
                      case READ_ONLY -> field.passes("false");
                      case SOURCE -> field.passes("dynamodb.amazonaws.com");
                      case EVENT_TYPE -> field.passes(API_CALL);
                      // Whatever else is asked for, most calls don't have it.
                      default -> field.passes("");
                    });
  }

  private static boolean passes(FieldSelector field, DataCall call, String resource) {
    String value =
        switch (field.field()) {
          case CATEGORY -> DATA;
          case TYPE -> call.resourceType();
          case ARN -> resource;
          case READ_ONLY -> String.valueOf(call.readOnly());
          case SOURCE -> call.eventSource();
          case NAME -> call.eventName();
          case EVENT_TYPE -> API_CALL;
          default -> "";
        };
    return value.isEmpty() || field.passes(value);
  }
}
