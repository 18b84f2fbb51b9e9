package io.exposuremonitor.detectors.posture;

import io.exposuremonitor.detectors.accesspolicy.ForeignGrants;
import io.exposuremonitor.detectors.accesspolicy.Grantee;
import io.exposuremonitor.detectors.accesspolicy.PolicyDocument;
import io.exposuremonitor.detectors.policy.Policy;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/** Foreign principals that a table's resource policy grants access to. */
public final class ForeignAccess {
  /** Stands for an unreadable policy, which may grant access to anyone. */
  static final String UNREADABLE = "(unreadable policy)";

  private static final Pattern SERVICE = Pattern.compile(".+\\.amazonaws\\.com(\\.cn)?");

  private ForeignAccess() {}

  /**
   * The foreign account ids, {@code *} for everyone, and the services that may read for any
   * account, sorted.
   *
   * @param document the policy as JSON; empty when there is none
   * @param account the table's own account
   */
  public static List<String> of(String document, String account, Policy policy) {
    if (document.isBlank()) {
      return List.of();
    }
    Optional<PolicyDocument> read = PolicyDocument.parse(document);
    if (read.isEmpty()) {
      return List.of(UNREADABLE);
    }
    List<String> own = new ArrayList<>(policy.own().accounts());
    own.add(account);
    ForeignGrants grants =
        ForeignGrants.of(read.get().statements(), own, policy.own().organizations());
    Set<String> foreign = new TreeSet<>(grants.deputies());
    grants.principals().stream()
        .filter(grantee -> grantee.kind() != Grantee.Kind.UNIQUE_ID)
        .map(Grantee::id)
        .forEach(foreign::add);
    return List.copyOf(foreign);
  }

  /** Whether one of those that have access is a service, not somebody in particular. */
  static boolean isService(String id) {
    return SERVICE.matcher(id).matches();
  }
}
