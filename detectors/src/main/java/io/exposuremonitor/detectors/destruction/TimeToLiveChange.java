package io.exposuremonitor.detectors.destruction;

import io.exposuremonitor.detectors.activity.Actor;
import io.exposuremonitor.detectors.signal.EventReference;
import java.util.List;

/**
 * Time to live was switched on. State: stored as it is, about 400 bytes.
 *
 * @param time epoch milliseconds
 * @param actor who
 * @param account the account whose log told of it
 * @param region where
 * @param events CloudTrail's event
 */
public record TimeToLiveChange(
    long time, Actor actor, String account, String region, List<EventReference> events) {}
