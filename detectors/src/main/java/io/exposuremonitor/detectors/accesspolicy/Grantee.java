package io.exposuremonitor.detectors.accesspolicy;

import java.util.Collection;
import java.util.Set;

/**
 * A principal to which an Allow statement grants access, with the limits set by its conditions.
 *
 * @param kind the kind of principal
 * @param id twelve-digit account id; {@code *} for everyone; a service's host name; the unique id
 *     of a role or user; a canonical user's or identity provider's id; {@code unknown} for a kind
 *     of principal that AWS doesn't define
 * @param organizations if not empty, only members of these organisations are granted access; for a
 *     service, it may act only on their behalf
 * @param sourceAccounts for a service, the accounts on whose behalf it may act; empty means any
 */
public record Grantee(Kind kind, String id, Set<String> organizations, Set<String> sourceAccounts) {
  /** The kind of principal. */
  public enum Kind {
    ACCOUNT,
    EVERYONE,
    SERVICE,
    /**
     * A role or user named by its unique id, which does not contain the account. In a policy that a
     * caller writes, it may belong to any account: AWS accepts only ids of existing principals. In
     * a policy read back from AWS, the principal has been deleted and the grant has no effect.
     */
    UNIQUE_ID,
    /** An S3 canonical user id, or an identity provider outside AWS; its owner is unknown. */
    OTHER
  }

  public Grantee {
    organizations = Set.copyOf(organizations);
    sourceAccounts = Set.copyOf(sourceAccounts);
  }

  /**
   * Whether this grants access to a foreign account, to everyone, or to a principal whose account
   * is unknown, unless it is limited to members of own organisations. A service is never foreign;
   * see {@link #deputyOfOthers}.
   */
  public boolean foreign(Collection<String> ownAccounts, Collection<String> ownOrganizations) {
    return kind != Kind.SERVICE
        && !limitedTo(ownOrganizations)
        && (kind != Kind.ACCOUNT || !ownAccounts.contains(id));
  }

  /**
   * Whether this is a service that may act on behalf of foreign accounts (IAM user guide, "The
   * confused deputy problem").
   */
  public boolean deputyOfOthers(
      Collection<String> ownAccounts, Collection<String> ownOrganizations) {
    return kind == Kind.SERVICE
        && !limitedTo(ownOrganizations)
        && (sourceAccounts.isEmpty() || !ownAccounts.containsAll(sourceAccounts));
  }

  private boolean limitedTo(Collection<String> ownOrganizations) {
    return !organizations.isEmpty() && ownOrganizations.containsAll(organizations);
  }

  /** Whether this grants access to everyone, without any limit to organisations. */
  public boolean unlimited() {
    return kind == Kind.EVERYONE && organizations.isEmpty();
  }
}
