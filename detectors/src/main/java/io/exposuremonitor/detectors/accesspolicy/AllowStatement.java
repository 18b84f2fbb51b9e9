package io.exposuremonitor.detectors.accesspolicy;

import java.util.List;
import java.util.Set;

/**
 * An Allow statement of a policy document.
 *
 * @param grantees whom it lets in; empty in an identity policy, which has no principal
 * @param actions patterns of the actions
 * @param actionsExcluded true when {@code actions} are those it does not allow ({@code NotAction})
 * @param resources patterns of the resources
 * @param resourcesExcluded true when {@code resources} are those it leaves out ({@code
 *     NotResource})
 * @param limit which calls its conditions limit to some tables or items, by tag or leading key
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

  /** True when it allows the action, such as {@code dynamodb:Scan}. */
  public boolean allows(String action) {
    boolean named = actions.stream().anyMatch(pattern -> Wildcards.matches(pattern, action));
    return named != actionsExcluded;
  }

  /** True when its resources hold every DynamoDB table of some account and region. */
  public boolean coversEveryTable() {
    return resourcesExcluded || resources.stream().anyMatch(DynamoDbArns::holdsEveryTable);
  }
}
