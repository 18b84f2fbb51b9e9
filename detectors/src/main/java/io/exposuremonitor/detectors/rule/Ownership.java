package io.exposuremonitor.detectors.rule;

import io.exposuremonitor.detectors.policy.Policy;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * What is ours, seen from one record: what the policy names, and always the account whose log the
 * record is from.
 */
record Ownership(Set<String> accounts, List<String> organizations, List<String> regions) {
  static Ownership of(RuleEvent event) {
    Policy.Own own = event.policy().own();
    Set<String> accounts = new HashSet<>(own.accounts());
    String recipient = event.text("recipientAccountId");
    if (!recipient.isEmpty()) {
      accounts.add(recipient);
    }
    return new Ownership(accounts, own.organizations(), own.regions());
  }

  boolean foreign(String account) {
    return !accounts.contains(account);
  }

  /** True for a region that the policy doesn't list; without a list, any region is in use. */
  boolean newRegion(String region) {
    return !regions.isEmpty() && !regions.contains(region);
  }
}
