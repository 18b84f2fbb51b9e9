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

  /** Fields about the call and its resource; all others are about the caller and its origin. */
  private static final Set<String> OF_THE_CALL =
      Set.of(CATEGORY, TYPE, ARN, READ_ONLY, SOURCE, NAME, EVENT_TYPE);

  private static final String DATA = "Data";
  private static final String MANAGEMENT = "Management";

  /**
   * Whether a call is recorded.
   *
   * @param resource ARN of the call's resource; empty for any, which meets every condition on it.
   *     Conditions on unknown fields, such as the caller, are met
   */
  boolean selects(DataCall call, String resource) {
    return fields.stream().anyMatch(field -> field.field().equals(TYPE))
        && fields.stream().allMatch(field -> passes(field, call, resource));
  }

  /** Whether it depends on the caller or its origin. */
  boolean picksCallers() {
    return fields.stream().anyMatch(field -> !OF_THE_CALL.contains(field.field()));
  }

  /** The resources that it excludes by name. */
  Stream<ResourceNames> resourcesLeftOut() {
    return fields.stream()
        .filter(field -> field.field().equals(ARN))
        .flatMap(FieldSelector::leftOut);
  }

  /** Whether it records a call on all the named resources, whoever makes it. */
  boolean covers(DataCall call, ResourceNames names) {
    return selects(call, "")
        && !picksCallers()
        && fields.stream()
            .filter(field -> field.field().equals(ARN))
            .allMatch(field -> field.passesAll(names));
  }

  /** Whether it records management calls that change tables. */
  boolean selectsManagement() {
    return fields.stream().anyMatch(field -> field.field().equals(CATEGORY))
        && fields.stream().allMatch(EventSelector::passesManagement);
  }

  private static boolean passesManagement(FieldSelector field) {
    return switch (field.field()) {
      case CATEGORY -> field.passes(MANAGEMENT);
      case READ_ONLY -> field.passes("false");
      case SOURCE -> field.passes("dynamodb.amazonaws.com");
      case EVENT_TYPE -> field.passes(API_CALL);
      // Most calls don't have any other requested value.
      default -> field.passes("");
    };
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
