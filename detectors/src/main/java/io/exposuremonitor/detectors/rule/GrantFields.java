package io.exposuremonitor.detectors.rule;

import com.fasterxml.jackson.databind.JsonNode;
import io.exposuremonitor.detectors.accesspolicy.AllowStatement;
import io.exposuremonitor.detectors.accesspolicy.Grantee;
import io.exposuremonitor.detectors.accesspolicy.PolicyDocument;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** Derives the grants of the policy documents in a request. */
final class GrantFields implements DerivedFields.Group {
  private static final String FOREIGN = "exposure.grants.foreign";
  private static final String UNTRUSTED = "exposure.grants.untrusted";
  private static final String PUBLIC = "exposure.grants.public";
  private static final String SERVICES = "exposure.grants.services";
  private static final String DEPUTIES = "exposure.grants.deputies";
  private static final String WILDCARD_READ = "exposure.grants.wildcardRead";
  private static final String REPLICATION = "exposure.grants.replication";
  private static final String UNPARSABLE = "exposure.grants.unparsable";

  /** Request members that contain a policy document, as text or, for S3, as JSON. */
  static final Set<String> DOCUMENTS =
      Set.of(
          "policy",
          "policydocument",
          "resourcepolicy",
          "bucketpolicy",
          "keypolicy",
          "assumerolepolicydocument");

  /** Actions that return or copy a table's items (service authorization reference). */
  private static final List<String> TABLE_READS =
      List.of(
          "dynamodb:Scan",
          "dynamodb:Query",
          "dynamodb:GetItem",
          "dynamodb:BatchGetItem",
          "dynamodb:SearchVectors",
          "dynamodb:PartiQLSelect",
          "dynamodb:ExportTableToPointInTime");

  /** Further actions that return a table's items, from where its changes or exports are kept. */
  private static final List<String> OTHER_READS =
      List.of(
          "dynamodb:GetRecords",
          "kinesis:GetRecords",
          "kinesis:SubscribeToShard",
          "s3:GetObject",
          "s3:GetObjectVersion");

  private static final String REPLICATION_SERVICE = "replication.dynamodb.amazonaws.com";
  private static final String JOIN = "dynamodb:AssociateTableReplica";

  @Override
  public Set<String> names() {
    return Set.of(
        FOREIGN, UNTRUSTED, PUBLIC, SERVICES, DEPUTIES, WILDCARD_READ, REPLICATION, UNPARSABLE);
  }

  @Override
  public Map<String, JsonNode> of(RuleEvent event) {
    Ownership own = Ownership.of(event);
    List<Optional<PolicyDocument>> documents = documents(event.root().path("requestParameters"));
    List<AllowStatement> statements =
        documents.stream().flatMap(Optional::stream).flatMap(d -> d.statements().stream()).toList();
    Set<String> foreign = new TreeSet<>();
    Set<String> services = new TreeSet<>();
    Set<String> deputies = new TreeSet<>();
    boolean everyone = false;
    for (AllowStatement statement : statements) {
      for (Grantee grantee : statement.grantees()) {
        if (grantee.kind() == Grantee.Kind.SERVICE) {
          services.add(grantee.id());
          if (grantee.deputyOfOthers(own.accounts(), own.organizations())) {
            grantee.sourceAccounts().stream().filter(own::foreign).forEach(foreign::add);
            if (grantee.sourceAccounts().isEmpty() && reads(statement)) {
              deputies.add(grantee.id());
            }
          }
        } else if (grantee.foreign(own.accounts(), own.organizations())) {
          foreign.add(grantee.id());
          everyone |= grantee.unlimited();
        }
      }
    }
    return new DerivedValues()
        .put(FOREIGN, foreign)
        .put(UNTRUSTED, without(event.policy().approved().trustedAccounts(), foreign))
        .put(PUBLIC, everyone)
        .put(SERVICES, services)
        .put(DEPUTIES, deputies)
        .put(WILDCARD_READ, statements.stream().anyMatch(GrantFields::readsEveryTable))
        .put(REPLICATION, statements.stream().anyMatch(statement -> replicates(statement, own)))
        .put(UNPARSABLE, documents.stream().anyMatch(Optional::isEmpty))
        .toMap();
  }

  private static Set<String> without(List<String> approved, Set<String> foreign) {
    Set<String> others = new TreeSet<>(foreign);
    approved.forEach(others::remove);
    return others;
  }

  private static boolean reads(AllowStatement statement) {
    return Stream.concat(TABLE_READS.stream(), OTHER_READS.stream()).anyMatch(statement::allows);
  }

  /** True for a statement of an identity policy that allows reading any table. */
  private static boolean readsEveryTable(AllowStatement statement) {
    return statement.grantees().isEmpty()
        && TABLE_READS.stream()
            .anyMatch(read -> statement.allows(read) && !statement.limit().holds(read))
        && statement.coversEveryTable();
  }

  /**
   * True for a statement that allows a foreign account's table to join, or replication with one.
   */
  private static boolean replicates(AllowStatement statement, Ownership own) {
    Predicate<Grantee> joins =
        grantee -> grantee.foreign(own.accounts(), own.organizations()) && statement.allows(JOIN);
    Predicate<Grantee> runs =
        grantee ->
            grantee.id().equals(REPLICATION_SERVICE)
                && grantee.deputyOfOthers(own.accounts(), own.organizations());
    return statement.grantees().stream().anyMatch(joins.or(runs));
  }

  /**
   * The policy documents among a request's members; an element is empty if its document can't be
   * parsed.
   */
  private static List<Optional<PolicyDocument>> documents(JsonNode request) {
    List<Optional<PolicyDocument>> documents = new ArrayList<>();
    for (Map.Entry<String, JsonNode> member : request.properties()) {
      if (DOCUMENTS.contains(member.getKey().toLowerCase(Locale.ROOT))) {
        JsonNode value = member.getValue();
        if (value.isObject() && !value.isEmpty()) {
          documents.add(PolicyDocument.of(value));
        } else if (value.isTextual() && !value.textValue().isBlank()) {
          // S3 writes an empty "policy" beside the document: the name of the sub-resource.
          documents.add(PolicyDocument.parse(value.textValue()));
        }
      }
    }
    return documents;
  }
}
