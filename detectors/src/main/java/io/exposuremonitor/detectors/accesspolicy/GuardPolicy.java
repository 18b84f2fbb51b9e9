package io.exposuremonitor.detectors.accesspolicy;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Evaluates policies that grant nothing, but limit what others grant: service control policies of
 * an organisation and policies of VPC endpoints. What they don't allow, or deny, is forbidden.
 */
public final class GuardPolicy {
  private static final Set<String> EVERY_ACTION = Set.of("*", "*:*");

  private GuardPolicy() {}

  /**
   * Whether a policy forbids nothing: it denies nothing, and allows everyone every action on every
   * resource without a condition, as AWS's defaults do.
   *
   * @param text JSON, or URL-encoded JSON
   * @return false also for text that is no such policy
   */
  public static boolean forbidsNothing(String text) {
    Optional<List<JsonNode>> statements = PolicyDocument.read(text).map(GuardPolicy::statements);
    return statements.isPresent()
        && statements.get().stream().allMatch(GuardPolicy::allows)
        && statements.get().stream().anyMatch(GuardPolicy::allowsEverything);
  }

  private static List<JsonNode> statements(JsonNode document) {
    JsonNode statements = PolicyDocument.member(document, "Statement");
    if (statements == null || !statements.isArray()) {
      return statements == null ? List.of() : List.of(statements);
    }
    return statements.valueStream().toList();
  }

  private static boolean allows(JsonNode statement) {
    return PolicyDocument.texts(PolicyDocument.member(statement, "Effect"))
        .equals(List.of("Allow"));
  }

  /** A service control policy has no principals; it applies to everyone. */
  private static boolean allowsEverything(JsonNode statement) {
    JsonNode principal = PolicyDocument.member(statement, "Principal");
    JsonNode everyone =
        principal != null && principal.isObject()
            ? PolicyDocument.member(principal, "AWS")
            : principal;
    return PolicyDocument.member(statement, "Condition") == null
        && (principal == null || PolicyDocument.texts(everyone).contains("*"))
        && PolicyDocument.texts(PolicyDocument.member(statement, "Action")).stream()
            .anyMatch(EVERY_ACTION::contains)
        && PolicyDocument.texts(PolicyDocument.member(statement, "Resource")).contains("*");
  }
}
