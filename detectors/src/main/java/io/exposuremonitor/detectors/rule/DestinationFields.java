package io.exposuremonitor.detectors.rule;

import com.fasterxml.jackson.databind.JsonNode;
import io.exposuremonitor.detectors.accesspolicy.ArnAccount;
import io.exposuremonitor.detectors.arn.Arns;
import io.exposuremonitor.detectors.policy.Pattern;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/** Derives the destinations and sources of data in a request and the accounts it names. */
final class DestinationFields implements DerivedFields.Group {
  private static final String ACCOUNT = "exposure.destination.account";
  private static final String REGION = "exposure.destination.region";
  private static final String FOREIGN = "exposure.destination.foreign";
  private static final String FOREIGN_ACCOUNTS = "exposure.foreignAccounts";
  private static final String NEW_REGIONS = "exposure.newRegions";
  private static final String SOURCE_SERVICE = "exposure.source.service";
  private static final String KEY_MONITORED = "exposure.kms.monitored";
  private static final String KEY_GRANTEE = "exposure.kms.foreignGrantee";

  /** Parameters that name destinations: ARNs, or accounts that own buckets. */
  private static final List<FieldPath> DESTINATIONS =
      paths(
          "destinationBackupVaultArn",
          "backupPlan.rules.copyActions.destinationBackupVaultArn",
          "logicallyAirGappedBackupVaultArn",
          "s3BucketOwner",
          "globalTableSourceArn",
          "target",
          "targetArn",
          "functionName",
          "destinationConfig.onFailure.destination",
          "s3DestinationConfiguration.storageConfiguration.expectedBucketOwner",
          "s3TablesDestinationConfiguration.tableBucketARN");

  private static final List<FieldPath> JOINED = paths("globalTableSourceArn");

  private static final List<FieldPath> STREAMING_DESTINATIONS = paths("streamArn");

  private static final List<FieldPath> REPLICA_REGIONS =
      paths(
          "replicaUpdates.create.regionName",
          "replicationGroup.regionName",
          "globalTableWitnessUpdates.create.regionName");

  private static final List<FieldPath> SOURCES =
      paths(
          "eventSourceArn",
          "sourceArn",
          "source",
          "kinesisStreamSourceConfiguration.kinesisStreamARN",
          "streamConfigurationList.streamARN");

  private static final List<FieldPath> KEYS = paths("keyId", "targetKeyId");
  private static final List<FieldPath> GRANTEES = paths("granteePrincipal", "retiringPrincipal");
  private static final FieldPath RESOURCE_ARNS = FieldPath.of("resources.ARN");

  @Override
  public Set<String> names() {
    return Set.of(
        ACCOUNT,
        REGION,
        FOREIGN,
        FOREIGN_ACCOUNTS,
        NEW_REGIONS,
        SOURCE_SERVICE,
        KEY_MONITORED,
        KEY_GRANTEE);
  }

  @Override
  public Map<String, JsonNode> of(RuleEvent event) {
    Ownership own = Ownership.of(event);
    Set<String> targets = texts(event, DESTINATIONS);
    if (event.eventName().contains("KinesisStreamingDestination")) {
      targets.addAll(texts(event, STREAMING_DESTINATIONS));
    }
    Set<String> accounts = collect(targets.stream().map(ArnAccount::of));
    Set<String> regions = collect(targets.stream().map(target -> arnPart(target, Arns::region)));
    regions.addAll(texts(event, REPLICA_REGIONS));
    return new DerivedValues()
        .put(ACCOUNT, accounts)
        .put(REGION, regions)
        .put(FOREIGN, accounts.stream().anyMatch(own::foreign))
        .put(FOREIGN_ACCOUNTS, NamedAccounts.foreign(event, own))
        .put(NEW_REGIONS, newRegions(event, own, regions))
        .put(
            SOURCE_SERVICE,
            collect(texts(event, SOURCES).stream().map(arn -> arnPart(arn, Arns::service))))
        .put(KEY_MONITORED, monitored(event))
        .put(
            KEY_GRANTEE,
            texts(event, GRANTEES).stream()
                .flatMap(grantee -> ArnAccount.of(grantee).stream())
                .anyMatch(own::foreign))
        .toMap();
  }

  /**
   * The destination Regions that are not ours. A replica that joins a global table brings data to
   * the Region of the call itself, which does not count as ours here.
   */
  private static Set<String> newRegions(RuleEvent event, Ownership own, Set<String> regions) {
    Set<String> joined =
        collect(texts(event, JOINED).stream().map(arn -> arnPart(arn, Arns::region)));
    Set<String> fresh = new TreeSet<>(regions);
    fresh.removeAll(joined);
    fresh.removeIf(region -> !own.newRegion(region));
    String here = event.text("awsRegion");
    if (!joined.isEmpty()
        && !joined.contains(here)
        && !event.policy().own().regions().contains(here)) {
      fresh.add(here);
    }
    return fresh;
  }

  /** Without a list of monitored keys, every key counts as monitored. */
  private static boolean monitored(RuleEvent event) {
    List<String> patterns = event.policy().approved().monitoredKeys();
    Set<String> keys = texts(event, KEYS);
    event.forEach(RESOURCE_ARNS, arn -> keys.add(arn.asText()));
    return patterns.isEmpty()
        || keys.stream()
            .flatMap(key -> Stream.of(key, Arns.name(key)))
            .anyMatch(key -> Pattern.matchesAny(patterns, key));
  }

  private static Optional<String> arnPart(String arn, UnaryOperator<String> part) {
    return Optional.of(arn)
        .filter(Arns::isArn)
        .map(part)
        .filter(named -> !named.isEmpty())
        .map(named -> named.toLowerCase(Locale.ROOT));
  }

  private static Set<String> collect(Stream<Optional<String>> found) {
    Set<String> set = new TreeSet<>();
    found.flatMap(Optional::stream).forEach(set::add);
    return set;
  }

  private static Set<String> texts(RuleEvent event, List<FieldPath> paths) {
    Set<String> texts = new TreeSet<>();
    for (FieldPath path : paths) {
      event.forEach(path, value -> texts.add(value.asText()));
    }
    return texts;
  }

  private static List<FieldPath> paths(String... parameters) {
    return Stream.of(parameters).map(name -> FieldPath.of("requestParameters." + name)).toList();
  }
}
