package io.exposuremonitor.detectors.accesspolicy;

import java.util.List;
import java.util.Set;

/**
 * An Allow statement of a policy document.
 *
 * @param grantees the principals that it grants access; empty in an identity policy, which has no
 *     principal element
 * @param actions patterns of actions
 * @param actionsExcluded true if it allows all actions except {@code actions} ({@code NotAction})
 * @param resources patterns of resources
 * @param resourcesExcluded true if it covers all resources except {@code resources} ({@code
 *     NotResource})
 * @param limit the calls that its conditions restrict to some tables or items, by tag or leading
 *     key
 */
public record AllowStatement(
    Set<Grantee> grantees,
    List<String> actions,
    boolean actionsExcluded,
    List<String> resources,
    boolean resourcesExcluded,
    ItemLimit limit) {

  /** Reads that can name an index as their resource (service authorization reference). */
  private static final Set<String> INDEX_READS =
      Set.of("dynamodb:Scan", "dynamodb:Query", "dynamodb:PartiQLSelect");

  public AllowStatement {
    grantees = Set.copyOf(grantees);
    actions = List.copyOf(actions);
    resources = List.copyOf(resources);
  }

  /** Whether it allows the action, such as {@code dynamodb:Scan}. */
  public boolean allows(String action) {
    boolean named = actions.stream().anyMatch(pattern -> Wildcards.matches(pattern, action));
    return named != actionsExcluded;
  }

  /**
   * Whether one of its actions names the action, perhaps with wildcards, rather than including it
   * with all others of its service, as {@code dynamodb:*} does.
   */
  public boolean names(String action) {
    String anyOther = action.substring(0, action.indexOf(':') + 1) + '\u0001';
    return !actionsExcluded
        && actions.stream()
            .anyMatch(
                pattern ->
                    Wildcards.matches(pattern, action) && !Wildcards.matches(pattern, anyOther));
  }

  /** Whether it allows nothing but to describe resources and to list them. */
  public boolean onlyDescribes() {
    return !actionsExcluded && !actions.isEmpty() && actions.stream().allMatch(Descriptions::holds);
  }

  /**
   * Whether its resources include every DynamoDB table of some account and Region, or, if the
   * action reads indexes as well, every index of every table.
   */
  public boolean coversEveryTable(String action) {
    return resourcesExcluded
        || resources.stream().anyMatch(DynamoDbArns::holdsEveryTable)
        || (INDEX_READS.contains(action)
            && resources.stream().anyMatch(DynamoDbArns::holdsEveryIndex));
  }
}
