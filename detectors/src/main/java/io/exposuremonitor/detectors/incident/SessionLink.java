package io.exposuremonitor.detectors.incident;

import io.exposuremonitor.detectors.activity.IdHash;
import io.exposuremonitor.detectors.activity.Origin;
import io.exposuremonitor.detectors.cloudtrail.AssumedSession;
import io.exposuremonitor.detectors.finding.Finding;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * That a session was given to somebody, as hashes: what ties findings of a role to whoever assumed
 * it. Part of the state; native types only.
 *
 * @param child of the new session's access key
 * @param parent of who asked for it
 * @param parentKey of the access key that was asked with, 0 for none
 * @param time of the call, epoch milliseconds
 */
public record SessionLink(long child, long parent, long parentKey, long time) {
  /** What a record of AWS STS tells. */
  public static SessionLink of(AssumedSession session) {
    return new SessionLink(
        IdHash.of(Links.key(session.key())),
        IdHash.of(Links.actor(session.caller())),
        session.callerKey().isEmpty() ? 0 : IdHash.of(Links.key(session.callerKey())),
        session.time());
  }

  /** Hashes of the access keys that a finding's events were made with. */
  public static Set<Long> keysOf(Finding finding) {
    return finding.evidence().origins().stream()
        .map(Origin::accessKeyId)
        .filter(key -> !key.isEmpty())
        .map(key -> IdHash.of(Links.key(key)))
        .collect(Collectors.toSet());
  }
}
