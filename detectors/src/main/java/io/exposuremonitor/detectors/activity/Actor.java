package io.exposuremonitor.detectors.activity;

import static java.util.Objects.requireNonNull;

/**
 * The principal that made a call, without anything that changes from session to session.
 *
 * <p>The session name, access key and address are evidence ({@link Origin}), not identity: an
 * attacker who assumes a role ten times is one actor.
 *
 * @param kind the kind of principal
 * @param id the normalised ARN: {@code arn:aws:iam::123456789012:role/Name} for a role session,
 *     {@code arn:aws:iam::123456789012:user/Name}, {@code arn:aws:iam::123456789012:root}, the
 *     service's host name ({@code backup.amazonaws.com}), {@code
 *     arn:aws:identitystore::…:identitystore/…/user/…} for an Identity Center user, a bare account
 *     id ({@code 123456789012}) if a cross-account copy names only the account, or {@code unknown}
 * @param account the twelve-digit account that the principal belongs to, or empty
 */
public record Actor(Kind kind, String id, String account) {
  /** The kind of principal. */
  public enum Kind {
    ROLE,
    USER,
    ROOT,
    /**
     * An AWS service, or a service-linked role: {@code invokedBy} or {@code AWSServiceRoleFor…}.
     */
    SERVICE,
    IDENTITY_CENTER_USER,
    FEDERATED_USER,
    /** The caller of a cross-account copy that names the caller's account and nothing else. */
    ACCOUNT,
    UNKNOWN
  }

  /** Stands for a principal that the events do not name. */
  public static final Actor UNKNOWN = new Actor(Kind.UNKNOWN, "unknown", "");

  public Actor {
    requireNonNull(kind, "kind");
    requireNonNull(id, "id");
    requireNonNull(account, "account");
  }

  /**
   * An account as a whole, in place of principals that are not known or are too many to name.
   *
   * @param account twelve digits
   */
  public static Actor ofAccount(String account) {
    return new Actor(Kind.ACCOUNT, account, account);
  }
}
