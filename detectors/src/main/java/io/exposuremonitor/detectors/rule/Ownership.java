package io.exposuremonitor.detectors.rule;

import io.exposuremonitor.detectors.arn.Arns;
import io.exposuremonitor.detectors.policy.Policy;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Our accounts, organisations and Regions as seen from one record: those of the policy, plus the
 * account whose log contains the record and the Region of the call.
 */
record Ownership(Set<String> accounts, List<String> organizations, Set<String> regions) {
  static Ownership of(RuleEvent event) {
    Policy.Own own = event.policy().own();
    return new Ownership(
        with(event.text("recipientAccountId"), own.accounts()),
        own.organizations(),
        with(event.text("awsRegion"), own.regions()));
  }

  boolean foreign(String account) {
    return !accounts.contains(account);
  }

  /** True for the ARN of one of our organisations or of a unit in one. */
  boolean holdsOrganization(String arn) {
    if (!Arns.isOf("organizations", arn)) {
      return false;
    }
    String[] kindAndIds = Arns.resource(arn).split("/", -1);
    return kindAndIds.length > 1 && organizations.contains(kindAndIds[1]);
  }

  boolean newRegion(String region) {
    return !regions.contains(region);
  }

  private static Set<String> with(String one, List<String> others) {
    Set<String> all = new HashSet<>(others);
    if (!one.isEmpty()) {
      all.add(one);
    }
    return all;
  }
}
