package io.exposuremonitor.detectors.rule;

import com.fasterxml.jackson.databind.JsonNode;
import io.exposuremonitor.detectors.accesspolicy.ArnAccount;
import io.exposuremonitor.detectors.arn.Arns;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** The accounts that a request names in ARNs or by account id. */
final class NamedAccounts {
  private static final List<String> ACCOUNT_MEMBERS =
      List.of("bucketowner", "accountid", "granteeprincipal", "retiringprincipal", "principals");

  private final Ownership own;
  private final Set<String> foreign = new TreeSet<>();

  private NamedAccounts(Ownership own) {
    this.own = own;
  }

  /** The foreign accounts. Policy documents, keys and items are not searched. */
  static Set<String> foreign(RuleEvent event, Ownership own) {
    NamedAccounts accounts = new NamedAccounts(own);
    accounts.members(event.root().path("requestParameters"));
    return accounts.foreign;
  }

  private void members(JsonNode node) {
    for (Map.Entry<String, JsonNode> member : node.properties()) {
      String name = member.getKey().toLowerCase(Locale.ROOT);
      if (!GrantFields.DOCUMENTS.contains(name) && !PrivateFields.holdsValues(name)) {
        value(name, member.getValue());
      }
    }
  }

  private void value(String name, JsonNode node) {
    if (node.isArray()) {
      node.forEach(element -> value(name, element));
    } else if (node.isObject()) {
      members(node);
    } else if (Arns.isArn(node.asText()) || ACCOUNT_MEMBERS.stream().anyMatch(name::endsWith)) {
      account(node.asText()).filter(own::foreign).ifPresent(foreign::add);
    }
  }

  /** The ARN of an organisation or unit contains its management account, not its members. */
  private Optional<String> account(String named) {
    return own.holdsOrganization(named) ? Optional.empty() : ArnAccount.of(named);
  }
}
