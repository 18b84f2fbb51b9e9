package io.exposuremonitor.detectors.accesspolicy;

import java.util.Collection;
import java.util.Set;

/**
 * Somebody whom an Allow statement lets in, as far as its conditions narrow it.
 *
 * @param kind what sort of principal
 * @param id twelve-digit account id; {@code *} for everyone; a service's host name; the unique id
 *     of a role or user; a canonical user's or identity provider's id; {@code unknown} for a kind
 *     of principal that AWS doesn't have
 * @param organizations when not empty, only members of these organisations
 * @param sourceAccounts for a service, the accounts on whose behalf it may act; empty means any
 */
public record Grantee(Kind kind, String id, Set<String> organizations, Set<String> sourceAccounts) {
  /** What sort of principal is let in. */
  public enum Kind {
    ACCOUNT,
    EVERYONE,
    SERVICE,
    /**
     * A role or user by its unique id, which tells no account. Whoever writes it may mean
     * anybody's: AWS takes only that of somebody who is there. In a policy that is read back it is
     * somebody who was deleted, and lets in nobody.
     */
    UNIQUE_ID,
    /** An S3 canonical user id or an identity provider outside AWS: nobody we know. */
    OTHER
  }

  public Grantee {
    organizations = Set.copyOf(organizations);
    sourceAccounts = Set.copyOf(sourceAccounts);
  }

  /**
   * True when it lets in somebody outside: an account that is not ours, everyone, or somebody
   * unknown; unless only members of our organisations may come in. A service is not foreign: it
   * acts within the account, or for those named as its sources.
   */
  public boolean foreign(Collection<String> ownAccounts, Collection<String> ownOrganizations) {
    if (kind == Kind.SERVICE) {
      return false;
    }
    if (!organizations.isEmpty() && ownOrganizations.containsAll(organizations)) {
      return false;
    }
    return kind != Kind.ACCOUNT || !ownAccounts.contains(id);
  }

  /** True when anybody at all may come in. */
  public boolean unlimited() {
    return kind == Kind.EVERYONE && organizations.isEmpty();
  }
}
