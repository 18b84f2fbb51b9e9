package io.exposuremonitor.cdk;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What an operator chooses: the object {@code exposure-monitor} of the CDK's context.
 *
 * @param account id of the account in which the monitor runs
 * @param region in which it runs
 * @param way how CloudTrail's records get to it
 * @param jar the job's jar
 * @param settings file with further settings of the job; empty for none
 * @param policy file with the exposure policy; empty for the defaults
 * @param tables how the ARNs of the tables begin whose data events are logged; empty for all
 * @param knownPollers how the ARNs of sessions begin whose {@code GetRecords} are not logged, such
 *     as {@code arn:aws:sts::111122223333:assumed-role/orders-trigger/}
 * @param exportBuckets names of buckets whose objects are watched, since tables are exported there
 * @param parallelism of the job; the service bills as many KPUs divided by {@code perKpu}, and one
 * @param perKpu how many parallel instances share a KPU
 * @param checkpointSeconds between two checkpoints
 * @param alarmEmail who is told when the monitor itself is ill; empty for nobody yet
 * @param existingTrail present when a trail is there already: none is made
 * @param vpc present when the job's network interfaces are in a VPC
 * @param stateKey whose key what the service keeps of the job is encrypted with
 * @param organisation present when all accounts of an organisation are watched
 */
record Deployment(
    String account,
    String region,
    Way way,
    String jar,
    String settings,
    String policy,
    List<String> tables,
    List<String> knownPollers,
    List<String> exportBuckets,
    int parallelism,
    int perKpu,
    int checkpointSeconds,
    String alarmEmail,
    Optional<ExistingTrail> existingTrail,
    Optional<Vpc> vpc,
    StateKey stateKey,
    Optional<Organisation> organisation) {
  /** The name of the context's object. */
  static final String KEY = "exposure-monitor";

  private static final String JAR = "../cluster/target/exposure-monitor-cluster-0.1.0-SNAPSHOT.jar";
  private static final int LARGEST_PARALLELISM = 256;
  private static final int LARGEST_PER_KPU = 8;
  private static final int LONGEST_CHECKPOINT_SECONDS = 3_600;
  private static final int LARGEST_PORT = 65_535;

  /** What every service of AWS listens on. */
  private static final int HTTPS = 443;

  /** How CloudTrail's records get to the monitor. */
  enum Way {
    /** Log files in S3, announced by a queue: complete, about five minutes late. */
    FILES,
    /** EventBridge to a data stream: seconds, without events over 256 KB. */
    STREAM,
    /** Both: each at its price; what is found by both is found once. */
    BOTH;

    boolean files() {
      return this != STREAM;
    }

    boolean stream() {
      return this != FILES;
    }
  }

  /** Whose key encrypts running state, checkpoints and snapshots. */
  enum StateKey {
    /** A key of AWS'. */
    SERVICE,
    /** The key of this deployment. */
    OWN
  }

  /**
   * A trail that is there already and logs what is needed.
   *
   * @param files where its log files are; empty when they are not read
   */
  record ExistingTrail(Optional<ExistingFiles> files) {}

  /**
   * Log files that are there already.
   *
   * @param bucket its name
   * @param topic ARN of the topic that announces them: CloudTrail's own, or one of the bucket's
   * @param key ARN of the key that they are encrypted with, if it is a customer's
   */
  record ExistingFiles(String bucket, String topic, Optional<String> key) {}

  /**
   * A VPC that is there already.
   *
   * @param id such as {@code vpc-0a1b2c3d}
   * @param subnets ids of private subnets, one for each zone
   * @param ports by which the job reaches others: 443, and those of receivers of alerts
   */
  record Vpc(String id, List<String> subnets, List<Integer> ports) {}

  /**
   * An organisation whose accounts are all watched.
   *
   * @param id such as {@code o-abcdefghij}
   * @param managementAccount which owns the trail, also when a delegated administrator makes it
   * @param externalId what the roles in the members' accounts ask for
   * @param members ids of the accounts whose change streams are read, and whose services' own reads
   *     of streams are not logged; of all other accounts, calls are logged too
   */
  record Organisation(
      String id, String managementAccount, String externalId, List<String> members) {}

  /**
   * Reads the context.
   *
   * @throws IllegalArgumentException with all that is wrong
   */
  static Deployment of(Map<?, ?> context) {
    Reader reader = new Reader(context, "");
    Way way = reader.oneOf("way", Way.FILES);
    Deployment deployment =
        new Deployment(
            reader.matching("account", "\\d{12}", "an account's id of 12 digits"),
            reader.matching("region", "[a-z]{2}(-[a-z]+)+-\\d", "a region such as eu-west-1"),
            way,
            reader.text("jar", JAR),
            reader.text("settings", ""),
            reader.text("policy", ""),
            reader.list("tables"),
            reader.list("known-pollers"),
            reader.list("export-buckets"),
            reader.number("parallelism", 2, LARGEST_PARALLELISM),
            reader.number("parallelism-per-kpu", 1, LARGEST_PER_KPU),
            reader.number("checkpoint-seconds", 60, LONGEST_CHECKPOINT_SECONDS),
            reader.text("alarm-email", ""),
            reader.existingTrail(way),
            reader.vpc(),
            reader.oneOf("state-key", StateKey.SERVICE),
            reader.organisation());
    reader.refuseOthers();
    if (!reader.mistakes.isEmpty()) {
      throw new IllegalArgumentException(String.join(System.lineSeparator(), reader.mistakes));
    }
    return deployment;
  }

  /** The accounts whose streams are read: the monitor's own, and the members named. */
  List<String> accounts() {
    return Stream.concat(
            Stream.of(account), organisation.map(Organisation::members).orElse(List.of()).stream())
        .distinct()
        .toList();
  }

  /** Whether anything of the logs is made here: a trail, or at least a queue. */
  boolean makesLogs() {
    return existingTrail.map(trail -> trail.files().isPresent()).orElse(true);
  }

  /** Takes what is known out of a map, and complains of the rest. */
  private static final class Reader {
    private final Map<String, Object> left;
    private final List<String> known = new ArrayList<>();
    private final String place;
    private List<String> mistakes = new ArrayList<>();

    Reader(Map<?, ?> context, String place) {
      this.left =
          new TreeMap<>(
              context.entrySet().stream()
                  .collect(
                      Collectors.toMap(
                          entry -> String.valueOf(entry.getKey()), entry -> entry.getValue())));
      this.place = KEY + '.' + place;
    }

    private Optional<Object> take(String key) {
      known.add(key);
      return Optional.ofNullable(left.remove(key));
    }

    String text(String key, String standard) {
      return take(key).map(String::valueOf).orElse(standard);
    }

    String matching(String key, String pattern, String form) {
      String text = text(key, "");
      if (!text.matches(pattern)) {
        mistakes.add(place + key + ": must be " + form);
      }
      return text;
    }

    int number(String key, int standard, int largest) {
      String text = text(key, Integer.toString(standard));
      try {
        int number = Integer.parseInt(text);
        if (number >= 1 && number <= largest) {
          return number;
        }
      } catch (NumberFormatException notANumber) {
        // Refused below, like a number out of bounds.
      }
      mistakes.add(place + key + ": must be a whole number from 1 to " + largest);
      return standard;
    }

    List<String> list(String key) {
      Object value = take(key).orElse(List.of());
      if (value instanceof List<?> list) {
        return list.stream().map(String::valueOf).toList();
      }
      mistakes.add(place + key + ": must be a list");
      return List.of();
    }

    <E extends Enum<E>> E oneOf(String key, E standard) {
      String text = text(key, word(standard));
      E[] all = standard.getDeclaringClass().getEnumConstants();
      return Arrays.stream(all)
          .filter(one -> word(one).equals(text))
          .findFirst()
          .orElseGet(
              () -> {
                String words =
                    Arrays.stream(all).map(Reader::word).collect(Collectors.joining(", "));
                mistakes.add(place + key + ": must be one of " + words);
                return standard;
              });
    }

    private static String word(Enum<?> one) {
      return one.name().toLowerCase(Locale.ROOT);
    }

    /** An object within; what it holds and is not known is refused too. */
    private <T> Optional<T> object(String key, Function<Reader, T> read) {
      Object value = take(key).orElse("");
      if (value instanceof Map<?, ?> map) {
        Reader reader = new Reader(map, key + '.');
        reader.mistakes = mistakes;
        T made = read.apply(reader);
        reader.refuseOthers();
        return Optional.of(made);
      }
      if (!"".equals(value)) {
        mistakes.add(place + key + ": must be an object");
      }
      return Optional.empty();
    }

    Optional<Organisation> organisation() {
      return object(
          "organisation",
          reader ->
              new Organisation(
                  reader.matching("id", "o-[a-z0-9]{10,32}", "an organisation's id, o-…"),
                  reader.matching("management-account", "\\d{12}", "an account's id of 12 digits"),
                  reader.matching(
                      "external-id", "[\\w+=,.@:/-]{2,1224}", "a text that the roles ask for"),
                  reader.list("members")));
    }

    Optional<ExistingTrail> existingTrail(Way way) {
      return object(
          "existing-trail",
          reader -> {
            if (!way.files()) {
              return new ExistingTrail(Optional.empty());
            }
            String bucket =
                reader.matching("bucket", "[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]", "a bucket's name");
            String topic =
                reader.matching(
                    "topic",
                    "arn:aws:sns:[a-z0-9-]+:\\d{12}:[\\w-]+",
                    "the ARN of the topic that announces log files");
            String key = reader.text("key", "");
            if (!key.isEmpty() && !key.matches("arn:aws:kms:[a-z0-9-]+:\\d{12}:key/[\\w-]+")) {
              mistakes.add(reader.place + "key: must be the ARN of a key");
            }
            return new ExistingTrail(
                Optional.of(
                    new ExistingFiles(
                        bucket, topic, Optional.of(key).filter(named -> !named.isEmpty()))));
          });
    }

    Optional<Vpc> vpc() {
      return object(
          "vpc",
          reader -> {
            String id = reader.matching("id", "vpc-[0-9a-f]{8,17}", "a VPC's id, vpc-…");
            List<String> subnets = reader.list("subnets");
            if (subnets.isEmpty()
                || !subnets.stream().allMatch(subnet -> subnet.matches("subnet-[0-9a-f]{8,17}"))) {
              mistakes.add(reader.place + "subnets: must be ids of private subnets, subnet-…");
            }
            List<Integer> ports = new ArrayList<>(List.of(HTTPS));
            for (String port : reader.list("ports")) {
              if (port.matches("[1-9]\\d{0,4}") && Integer.parseInt(port) <= LARGEST_PORT) {
                ports.add(Integer.parseInt(port));
              } else {
                mistakes.add(reader.place + "ports: must be numbers from 1 to " + LARGEST_PORT);
              }
            }
            return new Vpc(id, subnets, ports.stream().distinct().toList());
          });
    }

    void refuseOthers() {
      for (String key : left.keySet()) {
        mistakes.add(place + key + ": no such choice; there are " + String.join(", ", known));
      }
    }
  }
}
