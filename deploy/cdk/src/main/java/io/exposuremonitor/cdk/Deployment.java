package io.exposuremonitor.cdk;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The operator's choices, read from the object {@code exposure-monitor} in the CDK's context.
 *
 * @param account id of the account in which the monitor runs
 * @param region in which it runs
 * @param way how CloudTrail's records reach it
 * @param jar the job's jar
 * @param settings file with further settings of the job; empty for none
 * @param policy file with the exposure policy; empty for the defaults
 * @param tables ARN prefixes of the tables whose data events are logged; empty for all
 * @param knownPollers ARN prefixes of sessions and users whose {@code GetRecords} are not logged,
 *     such as {@code arn:aws:sts::111122223333:assumed-role/orders-trigger/}
 * @param exportBuckets names of buckets to which tables are exported, and whose objects are
 *     therefore watched
 * @param parallelism of the job; the service bills this divided by {@code perKpu}, plus one, in
 *     KPUs
 * @param perKpu how many parallel instances share a KPU
 * @param checkpointSeconds time between two checkpoints
 * @param rules folder with the rules for the metrics workspace; empty for none
 * @param guides where the repository's files can be read, for links in alerts; empty for what the
 *     settings say
 * @param alarmEmail recipient of alarms on the monitor itself; empty for none yet
 * @param existingTrail present when a trail exists: then none is created
 * @param vpc present when the job's network interfaces are in a VPC
 * @param stateKey owner of the key that encrypts the job's state in the service
 * @param organisation present when all accounts of an organisation are watched
 */
record Deployment(
    String account,
    String region,
    IngestionPath way,
    String jar,
    String settings,
    String policy,
    List<String> tables,
    List<String> knownPollers,
    List<String> exportBuckets,
    int parallelism,
    int perKpu,
    int checkpointSeconds,
    String rules,
    String guides,
    String alarmEmail,
    Optional<ExistingTrail> existingTrail,
    Optional<Vpc> vpc,
    StateKey stateKey,
    Optional<Organisation> organisation) {
  /** The name of the context's object. */
  static final String KEY = "exposure-monitor";

  private static final String JAR = "../cluster/target/exposure-monitor-cluster-0.1.0-SNAPSHOT.jar";
  private static final String RULES = "../../grafana/prometheus";

  /** Flink's own maximum for a job that starts small; the job's state fixes it. */
  private static final int LARGEST_PARALLELISM = 128;

  private static final int LARGEST_PER_KPU = 8;
  private static final int LONGEST_CHECKPOINT_SECONDS = 3_600;
  private static final int LARGEST_PORT = 65_535;

  private static final String ACCOUNT = "an account's id of 12 digits";
  private static final String BUCKET = "a bucket's name";

  /** The port of all AWS services. */
  private static final int HTTPS = 443;

  /** How CloudTrail's records reach the monitor. */
  enum IngestionPath {
    /** Log files in S3, announced by a queue: complete, about five minutes late. */
    FILES,
    /** From EventBridge to a data stream: within seconds, without events over 256 KB. */
    STREAM,
    /** Both ways, at the cost of both; events that come both ways are reported once. */
    BOTH;

    boolean files() {
      return this != STREAM;
    }

    boolean stream() {
      return this != FILES;
    }
  }

  /** The owner of the key that encrypts running state, checkpoints and snapshots. */
  enum StateKey {
    /** A key owned by AWS. */
    SERVICE,
    /** A key of this deployment. */
    OWN
  }

  /**
   * An existing trail that logs the necessary events.
   *
   * @param files location of its log files; empty when they are not read
   */
  record ExistingTrail(Optional<ExistingFiles> files) {}

  /**
   * Existing log files.
   *
   * @param bucket name of their bucket
   * @param prefix the trail's prefix, the folder that contains {@code AWSLogs}; empty for none
   * @param topic ARN of the topic that announces them: CloudTrail's own, or one of the bucket's
   * @param key ARN of the customer managed key that encrypts them, if there is one
   */
  record ExistingFiles(String bucket, String prefix, String topic, Optional<String> key) {
    /** The bucket and the folder in it. */
    String place() {
      return prefix.isEmpty() ? bucket : bucket + '/' + prefix;
    }
  }

  /**
   * An existing VPC.
   *
   * @param id such as {@code vpc-0a1b2c3d}
   * @param subnets ids of private subnets, one per zone
   * @param ports that the job connects to: 443, and those of alert receivers
   */
  record Vpc(String id, List<String> subnets, List<Integer> ports) {}

  /**
   * An organisation all of whose accounts are watched.
   *
   * @param id such as {@code o-abcdefghij}
   * @param managementAccount owner of the trail, even when a delegated administrator creates it
   * @param externalId required by the roles in the members' accounts
   * @param members ids of the accounts whose change streams are read, and whose services' own reads
   *     of streams are not logged; calls of all other accounts are logged too
   */
  record Organisation(
      String id, String managementAccount, String externalId, List<String> members) {}

  /**
   * Reads the context.
   *
   * @throws IllegalArgumentException listing all mistakes
   */
  static Deployment of(Map<?, ?> context) {
    ContextReader reader = new ContextReader(context, KEY + '.');
    IngestionPath way = reader.oneOf("way", IngestionPath.FILES);
    Deployment deployment =
        new Deployment(
            reader.matching("account", Forms.ACCOUNT, ACCOUNT),
            reader.matching(
                "region", Forms.REGION, "a region such as eu-west-1, not of China or GovCloud"),
            way,
            reader.file(
                "jar", JAR, "; at the top of the repository, ./mvnw -DskipTests package builds it"),
            reader.file("settings", "", ""),
            reader.file("policy", "", ""),
            reader.list(
                "tables",
                Forms.TABLES,
                "the beginning of a table's ARN, such as"
                    + " arn:aws:dynamodb:eu-west-1:111122223333:table/orders"),
            reader.list(
                "known-pollers",
                Forms.CALLERS,
                "the beginning of the ARN of a session, such as"
                    + " arn:aws:sts::111122223333:assumed-role/orders-trigger/, or of a user"),
            reader.list("export-buckets", Forms.BUCKET, BUCKET),
            reader.number("parallelism", 2, LARGEST_PARALLELISM),
            reader.number("parallelism-per-kpu", 1, LARGEST_PER_KPU),
            reader.number("checkpoint-seconds", 60, LONGEST_CHECKPOINT_SECONDS),
            reader.text("rules", RULES),
            reader.matching("guides", "(https?://\\S+)?", "a URL"),
            reader.text("alarm-email", ""),
            existingTrail(reader, way),
            vpc(reader),
            reader.oneOf("state-key", StateKey.SERVICE),
            organisation(reader));
    reader.refuseOthers();
    if (!reader.mistakes().isEmpty()) {
      throw new IllegalArgumentException(String.join(System.lineSeparator(), reader.mistakes()));
    }
    return deployment;
  }

  /** The accounts whose streams are read: the monitor's own and the named members. */
  List<String> accounts() {
    return Stream.concat(
            Stream.of(account), organisation.map(Organisation::members).orElse(List.of()).stream())
        .distinct()
        .toList();
  }

  /** Whether the deployment creates any logging resource: a trail, or at least a queue. */
  boolean makesLogs() {
    return existingTrail.map(trail -> trail.files().isPresent()).orElse(true);
  }

  private static Optional<Organisation> organisation(ContextReader context) {
    return context.object(
        "organisation",
        reader ->
            new Organisation(
                reader.matching("id", "o-[a-z0-9]{10,32}", "an organisation's id, o-…"),
                reader.matching("management-account", Forms.ACCOUNT, ACCOUNT),
                reader.matching(
                    "external-id", "[\\w+=,.@:/-]{2,1224}", "a text that the roles ask for"),
                reader.list("members", Forms.ACCOUNT, ACCOUNT)));
  }

  private static Optional<ExistingTrail> existingTrail(ContextReader context, IngestionPath way) {
    return context.object(
        "existing-trail",
        reader -> {
          if (!way.files()) {
            return new ExistingTrail(Optional.empty());
          }
          String bucket = reader.matching("bucket", Forms.BUCKET, BUCKET);
          String prefix =
              reader.matching(
                  "prefix",
                  "([\\w.()'!-]+(/[\\w.()'!-]+)*)?",
                  "a folder without slashes around it");
          String topic =
              reader.matching(
                  "topic",
                  "arn:aws:sns:[a-z0-9-]+:\\d{12}:[\\w-]+",
                  "the ARN of the topic that announces log files");
          String key = reader.text("key", "");
          if (!key.isEmpty() && !key.matches("arn:aws:kms:[a-z0-9-]+:\\d{12}:key/[\\w-]+")) {
            reader.mistake("key", "must be the ARN of a key");
          }
          return new ExistingTrail(
              Optional.of(
                  new ExistingFiles(
                      bucket, prefix, topic, Optional.of(key).filter(named -> !named.isEmpty()))));
        });
  }

  private static Optional<Vpc> vpc(ContextReader context) {
    return context.object(
        "vpc",
        reader -> {
          String id = reader.matching("id", "vpc-[0-9a-f]{8,17}", "a VPC's id, vpc-…");
          List<String> subnets = reader.list("subnets");
          if (subnets.isEmpty()
              || !subnets.stream().allMatch(subnet -> subnet.matches("subnet-[0-9a-f]{8,17}"))) {
            reader.mistake("subnets", "must be ids of private subnets, subnet-…");
          }
          List<Integer> ports = new ArrayList<>(List.of(HTTPS));
          for (String port : reader.list("ports")) {
            if (port.matches("[1-9]\\d{0,4}") && Integer.parseInt(port) <= LARGEST_PORT) {
              ports.add(Integer.parseInt(port));
            } else {
              reader.mistake("ports", "must be numbers from 1 to " + LARGEST_PORT);
            }
          }
          return new Vpc(id, subnets, ports.stream().distinct().toList());
        });
  }
}
