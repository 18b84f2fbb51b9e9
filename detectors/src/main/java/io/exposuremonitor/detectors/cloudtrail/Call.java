package io.exposuremonitor.detectors.cloudtrail;

import io.exposuremonitor.detectors.activity.Actor;
import io.exposuremonitor.detectors.activity.Operation;
import io.exposuremonitor.detectors.activity.Origin;

/**
 * What all activities of one record share.
 *
 * @param account {@code recipientAccountId}, or empty
 * @param refusedResource the table named by the message of a refusal, or empty
 * @param resources named by the record's {@code resources}
 */
record Call(
    String eventId,
    boolean shared,
    long time,
    Operation operation,
    Actor actor,
    Origin origin,
    String account,
    String region,
    String errorCode,
    String refusedResource,
    Resources resources) {

  /** The account for building ARNs: the log's, else the caller's. */
  String resourceAccount() {
    return account.isEmpty() ? actor.account() : account;
  }

  /** This call, as another operation. */
  Call as(Operation other) {
    return new Call(
        eventId,
        shared,
        time,
        other,
        actor,
        origin,
        account,
        region,
        errorCode,
        refusedResource,
        resources);
  }
}
