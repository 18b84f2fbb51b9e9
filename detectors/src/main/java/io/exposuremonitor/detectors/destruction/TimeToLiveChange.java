package io.exposuremonitor.detectors.destruction;

import io.exposuremonitor.detectors.activity.Actor;
import io.exposuremonitor.detectors.signal.EventReference;
import java.util.List;

/**
 * A call that enabled time to live on a table. Stored as state, about 400 bytes.
 *
 * @param time epoch milliseconds
 * @param actor the actor
 * @param account the account whose log recorded it
 * @param region AWS region
 * @param events CloudTrail's event
 */
public record TimeToLiveChange(
    long time, Actor actor, String account, String region, List<EventReference> events) {}
