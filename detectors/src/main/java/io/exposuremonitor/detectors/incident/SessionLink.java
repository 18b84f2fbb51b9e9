package io.exposuremonitor.detectors.incident;

import io.exposuremonitor.detectors.activity.IdHash;
import io.exposuremonitor.detectors.activity.Origin;
import io.exposuremonitor.detectors.cloudtrail.AssumedSession;
import io.exposuremonitor.detectors.finding.Finding;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * A session issued by AWS STS and the caller that obtained it, as hashes: it links the findings of
 * a role to the principal that assumed it. Part of the state; native types only.
 *
 * @param child hash of the new session's access key
 * @param parent hash of the caller's identity
 * @param parentKey hash of the caller's access key, 0 if it had none
 * @param time time of the call, epoch milliseconds
 */
public record SessionLink(long child, long parent, long parentKey, long time) {
  /** The link that an AWS STS record describes. */
  public static SessionLink of(AssumedSession session) {
    return new SessionLink(
        IdHash.of(Links.key(session.key())),
        IdHash.of(Links.actor(session.caller())),
        session.callerKey().isEmpty() ? 0 : IdHash.of(Links.key(session.callerKey())),
        session.time());
  }

  /** Hashes of the access keys used in a finding's events. */
  public static Set<Long> keysOf(Finding finding) {
    return finding.evidence().origins().stream()
        .map(Origin::accessKeyId)
        .filter(key -> !key.isEmpty())
        .map(key -> IdHash.of(Links.key(key)))
        .collect(Collectors.toSet());
  }
}
