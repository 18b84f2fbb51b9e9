package io.exposuremonitor.detectors.trail;

import com.fasterxml.jackson.databind.JsonNode;
import io.exposuremonitor.detectors.arn.TableArns;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The data events that a trail records, by basic or advanced selectors (AWS CloudTrail user guide,
 * "Logging data events"). Basic selectors are converted to equivalent advanced ones. State: stored
 * as it is.
 *
 * @param selectors an event that meets one of them is recorded
 */
public record EventSelectors(List<EventSelector> selectors) {
  /** Value of a basic selector for all tables. */
  private static final String ALL_TABLES = "arn:aws:dynamodb";

  /** Nothing is recorded. */
  public static final EventSelectors NONE = new EventSelectors(List.of());

  /**
   * Reads selectors in the form of requests of {@code PutEventSelectors} and responses of {@code
   * GetEventSelectors}. Names are case-insensitive, since CloudTrail and the command line differ.
   * Missing or malformed selectors select nothing.
   */
  public static EventSelectors of(JsonNode request) {
    List<EventSelector> selectors = new ArrayList<>();
    for (JsonNode selector : elements(request, "eventSelectors")) {
      String type = text(selector, "readWriteType");
      for (JsonNode resource : elements(selector, "dataResources")) {
        selectors.addAll(basic(type, text(resource, "type"), texts(resource, "values")));
      }
    }
    selectors.addAll(advanced(request));
    return new EventSelectors(selectors);
  }

  /**
   * Converts a resource of a basic selector.
   *
   * @param readWriteType {@code ReadOnly}, {@code WriteOnly}, or anything else for both
   * @param type {@code resources.type}
   * @param values ARNs; {@code arn:aws:dynamodb} for all tables
   */
  public static List<EventSelector> basic(String readWriteType, String type, List<String> values) {
    List<FieldSelector> common = new ArrayList<>();
    common.add(FieldSelector.equal(EventSelector.TYPE, List.of(type)));
    if (readWriteType.equals("ReadOnly") || readWriteType.equals("WriteOnly")) {
      String readOnly = String.valueOf(readWriteType.equals("ReadOnly"));
      common.add(FieldSelector.equal(EventSelector.READ_ONLY, List.of(readOnly)));
    }
    List<EventSelector> selectors = new ArrayList<>();
    for (String value : values) {
      List<FieldSelector> fields = new ArrayList<>(common);
      boolean prefix = value.equals(ALL_TABLES) || !TableArns.hasTable(value);
      fields.add(
          prefix
              ? FieldSelector.starting(EventSelector.ARN, List.of(value))
              : FieldSelector.equal(EventSelector.ARN, List.of(value)));
      selectors.add(new EventSelector(fields));
    }
    return selectors;
  }

  /**
   * Whether the selectors of a request record the management calls that change something. Basic
   * selectors do unless they exclude them (CloudTrail API reference, EventSelector); one of the
   * advanced ones must name the category without a condition that excludes such calls.
   */
  public static boolean recordManagement(JsonNode request) {
    for (JsonNode selector : elements(request, "eventSelectors")) {
      if (!text(selector, "includeManagementEvents").equals("false")
          && !text(selector, "readWriteType").equals("ReadOnly")) {
        return true;
      }
    }
    return advanced(request).stream().anyMatch(EventSelector::selectsManagement);
  }

  /** True when the call is recorded on some table or stream. */
  public boolean select(DataCall call) {
    return select(call, "");
  }

  /** True when the call is recorded on a table or stream. */
  public boolean select(DataCall call, String resource) {
    return selectors.stream().anyMatch(selector -> selector.selects(call, resource));
  }

  /** True when the call is recorded for every caller, on some table or stream. */
  public boolean selectFromEveryCaller(DataCall call) {
    return selectors.stream()
        .anyMatch(selector -> !selector.picksCallers() && selector.selects(call, ""));
  }

  /**
   * The ARNs, or prefixes or suffixes of them, that selectors for the call exclude by name and no
   * other selector records completely and for every caller. Selectors that list only recorded
   * tables don't count: the request doesn't show which tables they miss.
   */
  public Set<String> excludedResources(DataCall call) {
    return selectors.stream()
        .filter(selector -> selector.selects(call, ""))
        .flatMap(EventSelector::resourcesLeftOut)
        .filter(names -> selectors.stream().noneMatch(selector -> selector.covers(call, names)))
        .map(ResourceNames::text)
        .collect(Collectors.toSet());
  }

  private static List<EventSelector> advanced(JsonNode request) {
    List<EventSelector> selectors = new ArrayList<>();
    for (JsonNode selector : elements(request, "advancedEventSelectors")) {
      selectors.add(
          new EventSelector(
              elements(selector, "fieldSelectors").stream().map(EventSelectors::field).toList()));
    }
    return selectors;
  }

  private static FieldSelector field(JsonNode field) {
    return new FieldSelector(
        text(field, "field"),
        texts(field, "equals"),
        texts(field, "startsWith"),
        texts(field, "endsWith"),
        texts(field, "notEquals"),
        texts(field, "notStartsWith"),
        texts(field, "notEndsWith"));
  }

  private static List<JsonNode> elements(JsonNode node, String member) {
    List<JsonNode> elements = new ArrayList<>();
    JsonNode list = member(node, member);
    if (list != null) {
      list.forEach(elements::add);
    }
    return elements;
  }

  private static String text(JsonNode node, String member) {
    return texts(node, member).stream().findFirst().orElse("");
  }

  /** The texts of a list, or a single text. */
  private static List<String> texts(JsonNode node, String member) {
    JsonNode value = member(node, member);
    List<String> texts = new ArrayList<>();
    if (value != null && value.isArray()) {
      value.forEach(element -> texts.add(element.asText()));
    } else if (value != null && value.isValueNode() && !value.isNull()) {
      texts.add(value.asText());
    }
    return texts;
  }

  private static @Nullable JsonNode member(JsonNode node, String name) {
    for (Map.Entry<String, JsonNode> member : node.properties()) {
      if (member.getKey().equalsIgnoreCase(name)) {
        return member.getValue();
      }
    }
    return null;
  }
}
