package io.exposuremonitor.detectors.activity;

import static java.util.Objects.requireNonNull;

import io.exposuremonitor.detectors.arn.Arns;
import java.util.regex.Pattern;

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
  private static final Pattern SERVICE_HOST = Pattern.compile("\\.amazonaws\\.com(\\.cn)?$");

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

  /**
   * The kind that an actor's id shows, where only the id was kept. An id that names no principal,
   * such as the unique id of a federated user, is {@link Kind#UNKNOWN}.
   */
  public static Kind kindOf(String id) {
    String resource = Arns.resource(id);
    if (resource.startsWith("role/")) {
      return Arns.name(id).startsWith("AWSServiceRoleFor") ? Kind.SERVICE : Kind.ROLE;
    }
    if (Arns.service(id).equals("identitystore")) {
      return Kind.IDENTITY_CENTER_USER;
    }
    if (resource.startsWith("user/")) {
      return Kind.USER;
    }
    if (resource.startsWith("federated-user/")) {
      return Kind.FEDERATED_USER;
    }
    if (resource.equals("root")) {
      return Kind.ROOT;
    }
    if (Arns.isAccount(id)) {
      return Kind.ACCOUNT;
    }
    return SERVICE_HOST.matcher(id).find() ? Kind.SERVICE : Kind.UNKNOWN;
  }

  /**
   * Whether an actor's id is that of a role that IAM Identity Center created from a permission set.
   * IAM rejects changes of such a role; only the permission set can be changed.
   */
  public static boolean isOfPermissionSet(String id) {
    return Arns.resource(id).startsWith("role/") && Arns.name(id).startsWith("AWSReservedSSO_");
  }
}
