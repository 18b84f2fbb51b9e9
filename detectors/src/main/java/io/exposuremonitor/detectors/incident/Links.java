package io.exposuremonitor.detectors.incident;

import io.exposuremonitor.detectors.activity.Actor;
import io.exposuremonitor.detectors.activity.IdHash;
import io.exposuremonitor.detectors.activity.Origin;
import io.exposuremonitor.detectors.finding.Finding;
import java.util.Arrays;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.LongStream;

/**
 * What links findings to each other, as hashes. Two incidents are linked if they share an identity,
 * or if one drained a table with many actors that the other read.
 *
 * <p>Identities of a finding are
 *
 * <ul>
 *   <li>its actor: a role, user, root or Identity Center user. A service is a separate identity per
 *       account and family, since it acts for many; an account or unknown caller is one per family
 *       and resource, or per family for lost records ({@code blindspot});
 *   <li>the access keys of its events, since a temporary key belongs to one session;
 *   <li>a session name together with its source address: role chaining on one machine usually keeps
 *       the session name and always keeps the source identity. A name alone links nothing, since
 *       functions and instances share names; nor does one that a service gives to everybody's jobs,
 *       which often share an address, too;
 *   <li>the principal to whom AWS STS issued one of these keys, and the key it called with: {@link
 *       SessionLink}.
 * </ul>
 *
 * @param identities sorted
 * @param read tables read in bulk, sorted
 * @param drained tables read by many actors at once, sorted
 */
public record Links(long[] identities, long[] read, long[] drained) {
  /**
   * Maximum of each kind. Further ones are dropped rather than evicting older ones, so that
   * existing links stay in force however many keys and roles follow.
   */
  public static final int MAX = 64;

  /**
   * Session names that AWS Glue, Database Migration Service and SageMaker give to every job or
   * notebook, and GitHub's action for AWS credentials to every workflow. From published records.
   */
  private static final Set<String> SHARED_SESSIONS =
      Set.of(
          "GlueJobRunnerSession",
          "dms-session-for-replication-engine",
          "SageMaker",
          "GitHubActions");

  private static final String DISTRIBUTED = "bulk-read.distributed";
  private static final String BULK_READ = "bulk-read";
  private static final String BLINDSPOT = "blindspot";

  static Links of(Finding finding) {
    Set<String> identities = new TreeSet<>();
    identities.add(subject(finding));
    for (Origin origin : finding.evidence().origins()) {
      if (!origin.accessKeyId().isEmpty() && isPerson(finding.actor())) {
        identities.add(key(origin.accessKeyId()));
      }
      if (namesSession(origin.session()) && isAddress(origin.sourceIp())) {
        identities.add("session\n" + origin.session() + '\n' + origin.sourceIp());
      }
    }
    boolean drained = finding.analytic().id().equals(DISTRIBUTED);
    boolean read = !drained && finding.analytic().family().equals(BULK_READ);
    return new Links(
        hashes(identities),
        read ? hashes(Set.of(finding.resource())) : new long[0],
        drained ? hashes(Set.of(finding.resource())) : new long[0]);
  }

  /** The subject of a finding as one string. */
  static String subject(Finding finding) {
    Actor actor = finding.actor();
    String family = finding.analytic().family();
    return switch (actor.kind()) {
      case ROLE, USER, ROOT, IDENTITY_CENTER_USER, FEDERATED_USER -> actor(actor);
      case SERVICE -> "service\n" + actor.id() + '\n' + family + '\n' + finding.account();
      case ACCOUNT, UNKNOWN ->
          "account\n"
              + actor.id()
              + '\n'
              + family
              + '\n'
              + (family.equals(BLINDSPOT) ? "" : finding.resource());
    };
  }

  /** The identity of a person or role as one string. */
  static String actor(Actor actor) {
    return "actor\n" + actor.id();
  }

  /** The identity of an access key as one string. */
  static String key(String accessKeyId) {
    return "key\n" + accessKeyId;
  }

  boolean holds(long identity) {
    return Arrays.binarySearch(identities, identity) >= 0;
  }

  /** These links with further identities, up to the maximum. */
  Links with(long[] further) {
    return new Links(add(identities, further, MAX), read, drained);
  }

  boolean meets(Links other) {
    return meet(identities, other.identities)
        || meet(read, other.drained)
        || meet(drained, other.read)
        || meet(drained, other.drained);
  }

  /** The union of both, up to the maximum of each kind. */
  Links and(Links other) {
    return new Links(
        add(identities, other.identities, MAX),
        add(read, other.read, MAX),
        add(drained, other.drained, MAX));
  }

  /**
   * The known hashes and as many others as fit, sorted.
   *
   * @param most the maximum of both together
   */
  static long[] add(long[] known, long[] others, int most) {
    long[] further =
        Arrays.stream(others)
            .filter(hash -> Arrays.binarySearch(known, hash) < 0)
            .limit(Math.max(0, most - known.length))
            .toArray();
    return further.length == 0
        ? known
        : LongStream.concat(Arrays.stream(known), Arrays.stream(further)).sorted().toArray();
  }

  private static boolean namesSession(String session) {
    return !session.isEmpty() && !SHARED_SESSIONS.contains(session);
  }

  private static boolean isPerson(Actor actor) {
    return actor.kind() != Actor.Kind.SERVICE;
  }

  /** Calls by a service come from its host name, which all its sessions share. */
  private static boolean isAddress(String sourceIp) {
    return !sourceIp.isEmpty() && sourceIp.chars().noneMatch(c -> c > 'f' && c <= 'z');
  }

  private static long[] hashes(Set<String> names) {
    return names.stream().mapToLong(IdHash::of).sorted().toArray();
  }

  private static boolean meet(long[] some, long[] others) {
    int i = 0;
    int j = 0;
    while (i < some.length && j < others.length) {
      if (some[i] == others[j]) {
        return true;
      }
      if (some[i] < others[j]) {
        i++;
      } else {
        j++;
      }
    }
    return false;
  }

  // Records compare arrays by reference; these are values.

  @Override
  public boolean equals(Object other) {
    return other instanceof Links links
        && Arrays.equals(identities, links.identities)
        && Arrays.equals(read, links.read)
        && Arrays.equals(drained, links.drained);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(identities)
        + 31 * (Arrays.hashCode(read) + 31 * Arrays.hashCode(drained));
  }

  @Override
  public String toString() {
    return "Links" + Arrays.toString(identities) + Arrays.toString(read) + Arrays.toString(drained);
  }
}
