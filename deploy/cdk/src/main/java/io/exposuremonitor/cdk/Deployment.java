package io.exposuremonitor.cdk;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
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
    Optional<Organisation> organisation) {
  /** The name of the context's object. */
  static final String KEY = "exposure-monitor";

  private static final String JAR = "../cluster/target/exposure-monitor-cluster-0.1.0-SNAPSHOT.jar";
  private static final int LARGEST_PARALLELISM = 256;
  private static final int LARGEST_PER_KPU = 8;
  private static final int LONGEST_CHECKPOINT_SECONDS = 3_600;

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
    Deployment deployment =
        new Deployment(
            reader.matching("account", "\\d{12}", "an account's id of 12 digits"),
            reader.matching("region", "[a-z]{2}(-[a-z]+)+-\\d", "a region such as eu-west-1"),
            reader.way(),
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

    Way way() {
      String text = text("way", "files");
      return Arrays.stream(Way.values())
          .filter(way -> way.name().toLowerCase(Locale.ROOT).equals(text))
          .findFirst()
          .orElseGet(
              () -> {
                mistakes.add(place + "way: must be files, stream or both");
                return Way.FILES;
              });
    }

    Optional<Organisation> organisation() {
      Object value = take("organisation").orElse("");
      if (value instanceof Map<?, ?> map) {
        Reader reader = new Reader(map, "organisation.");
        reader.mistakes = mistakes;
        Organisation organisation =
            new Organisation(
                reader.matching("id", "o-[a-z0-9]{10,32}", "an organisation's id, o-…"),
                reader.matching("management-account", "\\d{12}", "an account's id of 12 digits"),
                reader.matching(
                    "external-id", "[\\w+=,.@:/-]{2,1224}", "a text that the roles ask for"),
                reader.list("members"));
        reader.refuseOthers();
        return Optional.of(organisation);
      }
      if (!"".equals(value)) {
        mistakes.add(place + "organisation: must be an object");
      }
      return Optional.empty();
    }

    void refuseOthers() {
      for (String key : left.keySet()) {
        mistakes.add(place + key + ": no such choice; there are " + String.join(", ", known));
      }
    }
  }
}
