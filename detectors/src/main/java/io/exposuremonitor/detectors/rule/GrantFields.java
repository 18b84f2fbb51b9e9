package io.exposuremonitor.detectors.rule;

import com.fasterxml.jackson.databind.JsonNode;
import io.exposuremonitor.detectors.accesspolicy.AllowStatement;
import io.exposuremonitor.detectors.accesspolicy.ForeignGrants;
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
import java.util.stream.Collectors;
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
  private static final String DESCRIPTIONS = "exposure.grants.onlyDescriptions";
  private static final String UNPARSABLE = "exposure.grants.unparsable";

  /** Request members that contain a policy document, as text or, for S3, as JSON. */
  static final Set<String> DOCUMENTS =
      Set.of(
          "policy",
          "policydocument",
          "inlinepolicy",
          "resourcepolicy",
          "bucketpolicy",
          "keypolicy",
          "assumerolepolicydocument");

  /** How members end that contain a whole request, as of S3's access points, or its details. */
  private static final Set<String> WRAPPERS = Set.of("request", "details");

  private static final String REPLICATION_SERVICE = "replication.dynamodb.amazonaws.com";
  private static final String JOIN = "dynamodb:AssociateTableReplica";

  @Override
  public Set<String> names() {
    return Set.of(
        FOREIGN,
        UNTRUSTED,
        PUBLIC,
        SERVICES,
        DEPUTIES,
        DESCRIPTIONS,
        WILDCARD_READ,
        REPLICATION,
        UNPARSABLE);
  }

  @Override
  public Map<String, JsonNode> of(RuleEvent event) {
    Ownership own = Ownership.of(event);
    List<Optional<PolicyDocument>> documents = documents(event.root().path("requestParameters"));
    List<AllowStatement> statements =
        documents.stream().flatMap(Optional::stream).flatMap(d -> d.statements().stream()).toList();
    ForeignGrants grants = ForeignGrants.of(statements, own.accounts(), own.organizations());
    Set<String> foreign = ids(grants.principals().stream());
    Stream<Grantee> services =
        documents.stream()
            .flatMap(Optional::stream)
            .flatMap(PolicyDocument::grantees)
            .filter(grantee -> grantee.kind() == Grantee.Kind.SERVICE);
    return new DerivedValues()
        .put(FOREIGN, foreign)
        .put(UNTRUSTED, without(event.policy().approved().trustedAccounts(), foreign))
        .put(PUBLIC, grants.principals().stream().anyMatch(Grantee::unlimited))
        .put(SERVICES, ids(services))
        .put(DEPUTIES, grants.deputies())
        .put(
            DESCRIPTIONS,
            grants.onlyDescriptions() && documents.stream().allMatch(Optional::isPresent))
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

  private static Set<String> ids(Stream<Grantee> grantees) {
    return grantees.map(Grantee::id).collect(Collectors.toCollection(TreeSet::new));
  }

  /** True for a statement of an identity policy that allows reading any table. */
  private static boolean readsEveryTable(AllowStatement statement) {
    return statement.grantees().isEmpty()
        && ForeignGrants.TABLE_READS.stream()
            .anyMatch(
                read ->
                    statement.allows(read)
                        && !statement.limit().holds(read)
                        && statement.coversEveryTable(read));
  }

  /**
   * True for a statement that allows a foreign account's table to join, or replication with one. A
   * grant of all actions is left out: it is more than a replication.
   */
  private static boolean replicates(AllowStatement statement, Ownership own) {
    Predicate<Grantee> joins =
        grantee -> grantee.foreign(own.accounts(), own.organizations()) && statement.names(JOIN);
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
      String name = member.getKey().toLowerCase(Locale.ROOT);
      JsonNode value = member.getValue();
      if (WRAPPERS.stream().anyMatch(name::endsWith) && value.isObject()) {
        documents.addAll(documents(value));
      } else if (DOCUMENTS.contains(name)) {
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
