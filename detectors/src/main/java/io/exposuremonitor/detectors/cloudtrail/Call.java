package io.exposuremonitor.detectors.cloudtrail;

import io.exposuremonitor.detectors.activity.Actor;
import io.exposuremonitor.detectors.activity.Operation;
import io.exposuremonitor.detectors.activity.Origin;

/**
 * What all activities of one record share.
 *
 * @param account {@code recipientAccountId}, or empty
 * @param refusedResource the table that the message of a refusal names, or empty
 * @param resources what the record's {@code resources} name
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

  /** The account to build ARNs with: whose log it is, else the caller's. */
  String resourceAccount() {
    return account.isEmpty() ? actor.account() : account;
  }

  /** The same call, as another operation. */
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
