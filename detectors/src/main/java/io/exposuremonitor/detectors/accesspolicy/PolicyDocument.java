package io.exposuremonitor.detectors.accesspolicy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The Allow statements of an AWS policy document. Deny statements are ignored rather than
 * subtracted, so that no grant is missed because of one.
 *
 * @param statements the Allow statements, in their order
 */
public record PolicyDocument(List<AllowStatement> statements) {
  private static final ObjectReader READER =
      JsonMapper.builder()
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .enable(DeserializationFeature.FAIL_ON_READING_DUP_TREE_KEY)
          .build()
          .reader();

  public PolicyDocument {
    statements = List.copyOf(statements);
  }

  /**
   * Parses a document.
   *
   * @param text JSON, or URL-encoded JSON as IAM logs it
   * @return the document, or empty if the text is no policy document, or has two members of the
   *     same name: AWS may obey either
   */
  public static Optional<PolicyDocument> parse(String text) {
    return read(text).flatMap(PolicyDocument::of);
  }

  /** The JSON of a text, which may be URL-encoded; empty if it is none. */
  static Optional<JsonNode> read(String text) {
    String json = text.strip();
    try {
      if (json.startsWith("%")) {
        json = URLDecoder.decode(json, StandardCharsets.UTF_8);
      }
      return Optional.of(READER.readTree(json));
    } catch (JsonProcessingException | IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  /** Reads a document that is already JSON, as S3 logs it. */
  public static Optional<PolicyDocument> of(JsonNode document) {
    JsonNode statements = member(document, "Statement");
    if (statements == null || !statements.isContainerNode() || isAmbiguous(document)) {
      return Optional.empty();
    }
    List<AllowStatement> allowed = new ArrayList<>();
    for (JsonNode statement : statements.isArray() ? statements : List.of(statements)) {
      JsonNode effect = member(statement, "Effect");
      if (effect == null || !effect.isTextual() || isAmbiguous(statement) || hasTwin(statement)) {
        return Optional.empty();
      }
      if (!effect.textValue().equalsIgnoreCase("Deny")) {
        allowed.add(statement(statement));
      }
    }
    return Optional.of(new PolicyDocument(allowed));
  }

  private static AllowStatement statement(JsonNode statement) {
    JsonNode condition = member(statement, "Condition");
    JsonNode notAction = member(statement, "NotAction");
    JsonNode notResource = member(statement, "NotResource");
    return new AllowStatement(
        Principals.of(statement, condition == null ? Narrowing.NONE : Narrowing.of(condition)),
        texts(notAction == null ? member(statement, "Action") : notAction),
        notAction != null,
        texts(notResource == null ? member(statement, "Resource") : notResource),
        notResource != null,
        condition == null ? ItemLimit.NONE : ItemConditions.limit(condition));
  }

  /** All principals that the statements grant access. */
  public Stream<Grantee> grantees() {
    return statements.stream().flatMap(statement -> statement.grantees().stream());
  }

  /** True if names of members differ by case alone, so that {@link #member} could take either. */
  private static boolean isAmbiguous(JsonNode node) {
    Set<String> names = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
    node.fieldNames().forEachRemaining(names::add);
    return node.isObject() && names.size() < node.size();
  }

  /**
   * True if two conditions of a statement differ by the case of their operator or key alone: IAM
   * ignores case there, and whether both must hold, or which of them, is not documented.
   */
  private static boolean hasTwin(JsonNode statement) {
    JsonNode condition = member(statement, "Condition");
    if (condition == null) {
      return false;
    }
    for (JsonNode tests : condition) {
      if (isAmbiguous(tests)) {
        return true;
      }
    }
    return isAmbiguous(condition);
  }

  /** A member by its name in any case: CloudTrail and IAM use different cases. */
  static @Nullable JsonNode member(JsonNode node, String name) {
    for (Map.Entry<String, JsonNode> member : node.properties()) {
      if (member.getKey().equalsIgnoreCase(name)) {
        return member.getValue();
      }
    }
    return null;
  }

  /** The texts of a list, or of a single value. */
  static List<String> texts(@Nullable JsonNode node) {
    if (node == null || node.isNull()) {
      return List.of();
    }
    if (!node.isArray()) {
      return List.of(node.asText());
    }
    List<String> texts = new ArrayList<>();
    node.forEach(element -> texts.add(element.asText()));
    return texts;
  }
}
