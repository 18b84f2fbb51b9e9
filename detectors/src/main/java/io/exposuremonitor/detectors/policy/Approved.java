package io.exposuremonitor.detectors.policy;

import java.util.List;

/**
 * Destinations and recipients that data may go to, and actors for whom some calls are routine.
 * Immutable.
 *
 * @param exportBuckets bucket names or patterns that table exports may go to
 * @param exportAccounts accounts, besides our own, that may own such buckets
 * @param exportActors patterns of actors whose exports are routine (zero-ETL roles)
 * @param exportReaders patterns of actors that may read exported files
 * @param backupVaults patterns of vault ARNs that backups may be copied to
 * @param streams patterns of Kinesis stream ARNs that table changes may be sent to
 * @param functions patterns of Lambda function names or ARNs that may read streams
 * @param functionDeployers patterns of actors that may make these functions and change them
 * @param pipes patterns of EventBridge pipe names
 * @param deliveryStreams patterns of Firehose stream names
 * @param integrationTargets patterns of target ARNs or pipeline names for zero-ETL
 * @param fanOutConsumers patterns of enhanced fan-out consumer names
 * @param kclApplications names of KCL applications (their lease tables)
 * @param keyGrantees patterns of principals that may be granted keys
 * @param monitoredKeys patterns of ids or ARNs of the KMS keys of monitored tables; empty means
 *     every key
 * @param trustedAccounts accounts, besides our own, that roles may trust
 * @param readerAccounts accounts, besides our own, that may read items and changes of tables
 */
public record Approved(
    List<String> exportBuckets,
    List<String> exportAccounts,
    List<String> exportActors,
    List<String> exportReaders,
    List<String> backupVaults,
    List<String> streams,
    List<String> functions,
    List<String> functionDeployers,
    List<String> pipes,
    List<String> deliveryStreams,
    List<String> integrationTargets,
    List<String> fanOutConsumers,
    List<String> kclApplications,
    List<String> keyGrantees,
    List<String> monitoredKeys,
    List<String> trustedAccounts,
    List<String> readerAccounts) {
  /** Nothing is approved. */
  static final Approved NOTHING =
      new Approved(
          List.of(), List.of(), List.of(), List.of(), List.of(), List.of(), List.of(), List.of(),
          List.of(), List.of(), List.of(), List.of(), List.of(), List.of(), List.of(), List.of(),
          List.of());
}
