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
 * What ties findings together, as hashes. Two incidents are one story when they share an identity,
 * or when a table of one was drained by many actors and the other read it.
 *
 * <p>Identities of a finding are
 *
 * <ul>
 *   <li>its actor: a role, user, root or Identity Center user. A service is one per account and
 *       family, since it works for many; an account or an unknown caller is one per family and
 *       resource, and for lost records ({@code blindspot}) one per family;
 *   <li>the access keys of its events: a temporary key belongs to one session;
 *   <li>a session's name together with the address it comes from: whoever assumes one role from
 *       another on the same machine usually keeps the name, and must keep a source identity. A name
 *       alone ties nothing: functions and instances share them.
 *   <li>whoever was given one of these keys by AWS STS, and the key he asked with: {@link
 *       SessionLink}.
 * </ul>
 *
 * @param identities sorted
 * @param read tables that were read in bulk, sorted
 * @param drained tables that many actors read at once, sorted
 */
public record Links(long[] identities, long[] read, long[] drained) {
  /**
   * Of each kind. Further ones are not taken: what has tied findings so far goes on to tie them,
   * however many keys and roles follow.
   */
  public static final int MAX = 64;

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
      if (!origin.session().isEmpty() && isAddress(origin.sourceIp())) {
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

  /** Who a finding is about, as one text. */
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

  /** A person's or a role's identity, as one text. */
  static String actor(Actor actor) {
    return "actor\n" + actor.id();
  }

  /** That of an access key. */
  static String key(String accessKeyId) {
    return "key\n" + accessKeyId;
  }

  boolean holds(long identity) {
    return Arrays.binarySearch(identities, identity) >= 0;
  }

  /** These and further identities, ascending, as far as there is room. */
  Links with(long[] further) {
    return new Links(add(identities, further), read, drained);
  }

  boolean meets(Links other) {
    return meet(identities, other.identities)
        || meet(read, other.drained)
        || meet(drained, other.read)
        || meet(drained, other.drained);
  }

  /** These, and the others as far as there is room. */
  Links and(Links other) {
    return new Links(
        add(identities, other.identities), add(read, other.read), add(drained, other.drained));
  }

  private static long[] add(long[] known, long[] others) {
    long[] further =
        Arrays.stream(others)
            .filter(link -> Arrays.binarySearch(known, link) < 0)
            .limit(Math.max(0, MAX - known.length))
            .toArray();
    return further.length == 0 ? known : union(known, further, MAX);
  }

  private static boolean isPerson(Actor actor) {
    return actor.kind() != Actor.Kind.SERVICE;
  }

  /** A service's calls come from its host name, which all its sessions share. */
  private static boolean isAddress(String sourceIp) {
    return !sourceIp.isEmpty() && sourceIp.chars().noneMatch(c -> c > 'f' && c <= 'z');
  }

  private static long[] hashes(Set<String> names) {
    return names.stream().mapToLong(IdHash::of).sorted().toArray();
  }

  /** The numbers of both, sorted, each once, the first so many. */
  static long[] union(long[] some, long[] others, int most) {
    return LongStream.concat(Arrays.stream(some), Arrays.stream(others))
        .sorted()
        .distinct()
        .limit(most)
        .toArray();
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

  // An array of a record is compared by what it holds; errors and tests show it too.

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
