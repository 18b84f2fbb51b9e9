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

  /** Whether its resources include every DynamoDB table of some account and region. */
  public boolean coversEveryTable() {
    return resourcesExcluded || resources.stream().anyMatch(DynamoDbArns::holdsEveryTable);
  }
}
