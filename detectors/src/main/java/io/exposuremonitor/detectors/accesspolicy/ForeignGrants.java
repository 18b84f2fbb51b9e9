package io.exposuremonitor.detectors.accesspolicy;

import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * What a resource's policy grants outside our accounts and organisations.
 *
 * @param principals foreign principals, and the foreign accounts on whose behalf services may act
 * @param deputies services that may read data on behalf of any account (IAM user guide, "The
 *     confused deputy problem")
 * @param onlyDescriptions true if principals are granted something, but nothing other than to
 *     describe and list
 */
public record ForeignGrants(
    Set<Grantee> principals, Set<String> deputies, boolean onlyDescriptions) {
  /** Actions that return or copy a table's items (service authorization reference). */
  public static final List<String> TABLE_READS =
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

  /** The grants of a policy's statements. */
  public static ForeignGrants of(
      Collection<AllowStatement> statements,
      Collection<String> ownAccounts,
      Collection<String> ownOrganizations) {
    Set<Grantee> principals = new HashSet<>();
    Set<String> deputies = new TreeSet<>();
    boolean onlyDescriptions = true;
    for (AllowStatement statement : statements) {
      Set<Grantee> foreign = new HashSet<>();
      for (Grantee grantee : statement.grantees()) {
        if (grantee.foreign(ownAccounts, ownOrganizations)) {
          foreign.add(grantee);
        } else if (grantee.deputyOfOthers(ownAccounts, ownOrganizations)) {
          grantee.sourceAccounts().stream()
              .filter(account -> !ownAccounts.contains(account))
              .map(account -> new Grantee(Grantee.Kind.ACCOUNT, account, Set.of(), Set.of()))
              .forEach(foreign::add);
          if (grantee.sourceAccounts().isEmpty() && reads(statement)) {
            deputies.add(grantee.id());
          }
        }
      }
      onlyDescriptions &= foreign.isEmpty() || statement.onlyDescribes();
      principals.addAll(foreign);
    }
    return new ForeignGrants(principals, deputies, onlyDescriptions && !principals.isEmpty());
  }

  private static boolean reads(AllowStatement statement) {
    return Stream.concat(TABLE_READS.stream(), OTHER_READS.stream()).anyMatch(statement::allows);
  }
}
