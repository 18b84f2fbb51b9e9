package io.exposuremonitor.detectors.cloudtrail;

import io.exposuremonitor.detectors.activity.Actor;
import io.exposuremonitor.detectors.activity.Operation;
import io.exposuremonitor.detectors.activity.Origin;

/**
 * Properties shared by all activities of one record.
 *
 * @param account {@code recipientAccountId}, or empty
 * @param refusedResource the table named by the error message of a denied call, or empty
 * @param resources the resources named by the record's {@code resources}
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

  /** The account for building ARNs: that of the log, else the caller's. */
  String resourceAccount() {
    return account.isEmpty() ? actor.account() : account;
  }

  /** A copy of this call with another operation. */
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
