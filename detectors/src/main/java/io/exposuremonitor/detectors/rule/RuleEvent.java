package io.exposuremonitor.detectors.rule;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.exposuremonitor.detectors.cloudtrail.Provenance;
import io.exposuremonitor.detectors.policy.Policy;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * A CloudTrail record as seen by rules: its own fields, and fields derived from it and the policy,
 * each computed on first access. Not thread-safe.
 */
public final class RuleEvent {
  static final String EVENT_SOURCE = "eventSource";
  static final String EVENT_NAME = "eventName";
  static final String ERROR_CODE = "errorCode";
  static final String USER_AGENT = "userAgent";

  /** What a write, or a statement, returns if its condition fails. */
  static final String RETURN_ON_FAILURE = "returnValuesOnConditionCheckFailure";

  static final String REQUEST_PARAMETERS = "requestParameters";

  /** CloudTrail's marker that replaces parameters that were too large. */
  static final String OMITTED = REQUEST_PARAMETERS + ".omitted";

  private static final ObjectReader READER =
      JsonMapper.builder().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS).build().reader();

  private final byte[] json;
  private final JsonNode root;
  private final Policy policy;
  private final DerivedFields derivedFields;
  private final Map<String, JsonNode> derived = new HashMap<>();
  private @Nullable Provenance provenance;

  private RuleEvent(byte[] json, JsonNode root, Policy policy, DerivedFields derivedFields) {
    this.json = json;
    this.root = root;
    this.policy = policy;
    this.derivedFields = derivedFields;
  }

  /**
   * Parses one record.
   *
   * @param json the record, in UTF-8; not to be changed while the event is in use
   * @throws RuleEventException if it is not a JSON object with an {@code eventSource} and an {@code
   *     eventName}
   */
  public static RuleEvent of(byte[] json, Policy policy) throws RuleEventException {
    return of(json, policy, DerivedFields.WITHOUT_STATEMENTS);
  }

  /**
   * Parses one record.
   *
   * @param json the record, in UTF-8; not to be changed while the event is in use
   * @param derivedFields derives the fields under {@code exposure.}
   * @throws RuleEventException if it is not a JSON object with an {@code eventSource} and an {@code
   *     eventName}
   */
  public static RuleEvent of(byte[] json, Policy policy, DerivedFields derivedFields)
      throws RuleEventException {
    JsonNode root = parse(json);
    if (!root.path(EVENT_SOURCE).isTextual() || !root.path(EVENT_NAME).isTextual()) {
      throw new RuleEventException("no CloudTrail record: eventSource or eventName is missing");
    }
    return new RuleEvent(json, root, policy, derivedFields);
  }

  private static JsonNode parse(byte[] json) throws RuleEventException {
    try {
      return READER.readTree(json);
    } catch (JsonProcessingException e) {
      // Jackson's own message quotes the text around the mistake, which may be a key.
      long offset = e.getLocation() == null ? -1 : e.getLocation().getByteOffset();
      throw new RuleEventException("not JSON at byte " + offset);
    } catch (IOException e) {
      throw new AssertionError("reading from memory", e);
    }
  }

  /** CloudTrail's {@code eventSource}. */
  public String eventSource() {
    return root.path(EVENT_SOURCE).textValue();
  }

  /** CloudTrail's {@code eventName}. */
  public String eventName() {
    return root.path(EVENT_NAME).textValue();
  }

  /** The values at a path, with lists flattened and nulls omitted. */
  public List<JsonNode> field(String path) {
    return field(FieldPath.of(path));
  }

  List<JsonNode> field(FieldPath path) {
    List<JsonNode> values = new ArrayList<>();
    forEach(path, values::add);
    return values;
  }

  /** Visits the values at a path, with lists flattened and nulls omitted. */
  void forEach(FieldPath path, Consumer<JsonNode> visitor) {
    anyMatch(
        path,
        value -> {
          visitor.accept(value);
          return false;
        });
  }

  /** A top-level member as text; empty if it is missing or not a single value. */
  String text(String member) {
    JsonNode value = root.path(member);
    return value.isValueNode() && !value.isNull() ? value.asText() : "";
  }

  boolean anyMatch(FieldPath path, Predicate<JsonNode> test) {
    return path.derived()
        ? FieldPath.ROOT.anyMatch(derived(path.text()), test)
        : path.anyMatch(root, test);
  }

  boolean exists(FieldPath path) {
    return path.derived() ? !derived(path.text()).isMissingNode() : path.exists(root);
  }

  /** The caller and the origin of the call. */
  Provenance provenance() {
    if (provenance == null) {
      provenance = Provenance.of(json);
    }
    return provenance;
  }

  JsonNode root() {
    return root;
  }

  Policy policy() {
    return policy;
  }

  private JsonNode derived(String name) {
    if (!derived.containsKey(name)) {
      derivedFields.derive(name, this, derived);
    }
    return derived.getOrDefault(name, MissingNode.getInstance());
  }
}
