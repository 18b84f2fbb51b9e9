package io.exposuremonitor.job.settings;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** One input of a running monitor. */
public sealed interface InputSettings {

  /** What all inputs have in common. */
  Basics basics();

  /**
   * What all inputs have in common.
   *
   * @param name unique among the inputs; part of the identity of its state
   * @param region where it is; empty to take it from the ARN or URL
   * @param endpoint instead of the service's own
   * @param role ARN of the role to assume, or empty for the job's own
   * @param externalId external id for assuming it, or empty
   * @param idleAfter how long it may be quiet before others stop waiting for it
   */
  record Basics(
      String name,
      String region,
      Optional<URI> endpoint,
      String role,
      String externalId,
      Duration idleAfter) {}

  /**
   * Kinesis data streams with CloudTrail records in any envelope, or with item changes.
   *
   * @param streams ARNs
   * @param consumers ARNs of fan-out consumers, at most one of each stream; streams without one are
   *     polled
   * @param start where to start without a checkpoint
   */
  record Kinesis(Basics basics, List<String> streams, List<String> consumers, Start start)
      implements InputSettings {}

  /**
   * Change streams of DynamoDB tables, chosen in one of three ways.
   *
   * @param tables names or ARNs; empty when chosen otherwise
   * @param tablePrefix prefix of the names; empty when chosen otherwise
   * @param tableTag {@code key=value}; empty when chosen otherwise
   * @param start where to start without a checkpoint
   */
  record ChangeStreams(
      Basics basics, List<String> tables, String tablePrefix, String tableTag, Start start)
      implements InputSettings {}

  /**
   * CloudTrail log files in a bucket.
   *
   * @param queue URL of the queue that announces them; empty for a back-fill only
   * @param visibility how long a message is hidden from other consumers; renewed while its files
   *     are read
   * @param backfill {@code s3://bucket/prefix} to list once at the start; empty for none
   * @param backfillFrom files from this instant on, by the time in their names
   * @param backfillTo files before this instant
   */
  record LogFiles(
      Basics basics,
      String queue,
      Duration visibility,
      String backfill,
      Optional<Instant> backfillFrom,
      Optional<Instant> backfillTo)
      implements InputSettings {}

  /**
   * Lease tables of the Kinesis Client Library, chosen in one of two ways.
   *
   * @param tables names or ARNs; empty when chosen otherwise
   * @param tablePrefix prefix of the names; empty when chosen otherwise
   * @param stream ARN of the stream that the applications read, for leases that don't name it; or
   *     empty
   * @param interval pause between two readings
   * @param orphanedAfter a lease that was not renewed for so long is orphaned
   */
  record LeaseTables(
      Basics basics,
      List<String> tables,
      String tablePrefix,
      String stream,
      Duration interval,
      Duration orphanedAfter)
      implements InputSettings {}
}
