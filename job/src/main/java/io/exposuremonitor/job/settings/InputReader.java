package io.exposuremonitor.job.settings;

import io.exposuremonitor.detectors.arn.Arns;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Reads the settings of an input into {@link InputSettings}. */
final class InputReader {
  /** The type of an input. */
  enum Type {
    KINESIS,
    DYNAMODB_STREAMS,
    S3,
    LEASE_TABLES
  }

  static final Setting<Type> TYPE =
      Setting.required(
          "type",
          Forms.words(Type.class),
          "What is read: Kinesis data streams (CloudTrail records in any envelope, or item changes"
              + " of Kinesis Data Streams for DynamoDB), change streams of tables, CloudTrail log"
              + " files in S3, or lease tables of the Kinesis Client Library.",
          Type.KINESIS,
          Forms.choice(Type.class));
  static final Setting<String> REGION =
      Setting.optional(
          "region",
          "region",
          "",
          "Region of the input; by default that of its ARNs or its queue.",
          Forms::text);
  static final Setting<Optional<URI>> ENDPOINT =
      Setting.optional(
          "endpoint",
          "URL",
          "",
          "Used instead of the service's own endpoint: a VPC endpoint, or an emulator.",
          Forms::endpoint);
  static final Setting<String> ROLE =
      Roles.role("Role to assume for this input, for another account.");
  static final Setting<Duration> IDLE_AFTER =
      Setting.optional(
          "idle-after",
          "duration",
          "1 m",
          "How long the input may be quiet before detection stops waiting for it. Should be"
              + " longer than the usual pause between two deliveries on a quiet day.",
          Forms::duration);
  static final Setting<List<String>> STREAMS =
      Setting.required(
          "streams", "ARNs", "The data streams to read.", List.of(), Forms.arns("kinesis"));
  static final Setting<List<String>> CONSUMERS =
      Setting.optional(
          "consumers",
          "ARNs",
          "",
          "Enhanced fan-out consumers to read with, registered outside the monitor, at most one"
              + " per stream. Streams without one are polled.",
          Forms.arns("kinesis"));
  static final Setting<List<String>> TABLES =
      Setting.optional(
          "tables", "names or ARNs", "", "The tables whose streams are read.", Forms::list);
  static final Setting<String> TABLE_PREFIX =
      Setting.optional(
          "table-prefix", "text", "", "Reads all tables whose names begin with this.", Forms::text);
  static final Setting<String> TABLE_TAG =
      Setting.optional(
          "table-tag", "key=value", "", "Reads all tables with this tag.", Forms::text);
  static final Setting<String> QUEUE =
      Setting.optional(
          "queue",
          "URL",
          "",
          "SQS queue that announces new log files: S3 or EventBridge notifications, or CloudTrail's"
              + " SNS topic.",
          Forms::text);
  static final Setting<Duration> VISIBILITY =
      Setting.optional(
          "visibility",
          "duration, 30 s to 12 h",
          "5 m",
          "How long a message is hidden from other consumers; renewed until a checkpoint covers"
              + " its files. After a crash, files announced just before it are read with this"
              + " delay.",
          Forms::duration);
  static final Setting<String> BACKFILL =
      Setting.optional(
          "backfill",
          "s3://bucket/prefix",
          "",
          "Log files to list and read once at the start.",
          InputReader::s3);
  static final Setting<Optional<Instant>> BACKFILL_FROM =
      Setting.optional(
          "backfill-from",
          "instant",
          "",
          "Only files from this instant on, by the time in their names.",
          Forms::instant);
  static final Setting<Optional<Instant>> BACKFILL_TO =
      Setting.optional(
          "backfill-to", "instant", "", "Only files before this instant.", Forms::instant);

  static final Setting<List<String>> LEASE_TABLES =
      Setting.optional(
          "tables",
          "names or ARNs",
          "",
          "The lease tables. Their applications count as known.",
          Forms::list);
  static final Setting<String> LEASE_PREFIX =
      Setting.optional(
          "table-prefix",
          "text",
          "",
          "Reads all lease tables whose names begin with this. An application found this way"
              + " counts as known if the policy names it.",
          Forms::text);
  static final Setting<String> LEASE_STREAM =
      Setting.optional(
          "stream",
          "ARN",
          "",
          "The Kinesis stream, or the change stream of a table, that the applications read. Only"
              + " the leases of multi-stream applications name it themselves.",
          InputReader::stream);
  static final Setting<Duration> LEASE_INTERVAL =
      Setting.optional(
          "interval", "duration", "1 m", "Pause between two reads of the tables.", Forms::duration);
  static final Setting<Duration> ORPHANED_AFTER =
      Setting.optional(
          "orphaned-after",
          "duration",
          "5 m",
          "A lease that was not renewed for this long is orphaned. Not below the interval.",
          Forms::duration);

  private static final Duration MIN_VISIBILITY = Duration.ofSeconds(30);
  private static final Duration MAX_VISIBILITY = Duration.ofHours(12);

  private final Setting<Start> start;

  /**
   * @param now the instant that "now" means
   */
  InputReader(Instant now) {
    start = start(now);
  }

  static Setting<Start> start(Instant now) {
    return Setting.optional(
        "start",
        Start.FORM,
        "now",
        "Where to start when there is no checkpoint to resume from. Once started, a restart never"
            + " moves it.",
        Start.reading(now));
  }

  /** Reads one input's section. */
  InputSettings read(String name, Section section) {
    Type type = section.get(TYPE);
    InputSettings.Basics basics =
        new InputSettings.Basics(
            name,
            section.get(REGION),
            section.get(ENDPOINT),
            section.get(ROLE),
            section.get(Roles.EXTERNAL_ID),
            section.get(IDLE_AFTER));
    InputSettings input =
        switch (type) {
          case KINESIS -> kinesis(basics, section);
          case DYNAMODB_STREAMS -> changeStreams(basics, section);
          case S3 -> logFiles(basics, section);
          case LEASE_TABLES -> leaseTables(basics, section);
        };
    section.refuseOthers();
    return input;
  }

  private InputSettings kinesis(InputSettings.Basics basics, Section section) {
    InputSettings.Kinesis input =
        new InputSettings.Kinesis(
            basics, section.get(STREAMS), section.get(CONSUMERS), section.get(start));
    for (String consumer : input.consumers()) {
      if (input.streams().stream()
          .noneMatch(stream -> consumer.startsWith(stream + "/consumer/"))) {
        section.refuse(consumer + " is not a consumer of the streams named");
      }
    }
    return input;
  }

  private InputSettings changeStreams(InputSettings.Basics basics, Section section) {
    InputSettings.ChangeStreams input =
        new InputSettings.ChangeStreams(
            basics,
            section.get(TABLES),
            section.get(TABLE_PREFIX),
            section.get(TABLE_TAG),
            section.get(start));
    int ways =
        (input.tables().isEmpty() ? 0 : 1)
            + (input.tablePrefix().isEmpty() ? 0 : 1)
            + (input.tableTag().isEmpty() ? 0 : 1);
    if (ways != 1) {
      section.refuse("set exactly one of tables, table-prefix and table-tag");
    }
    if (!input.tableTag().isEmpty() && input.tableTag().indexOf('=') < 1) {
      section.refuse("table-tag must be written key=value");
    }
    requireRegion(basics, input.tables(), section);
    return input;
  }

  private InputSettings logFiles(InputSettings.Basics basics, Section section) {
    InputSettings.LogFiles input =
        new InputSettings.LogFiles(
            basics,
            section.get(QUEUE),
            section.get(VISIBILITY),
            section.get(BACKFILL),
            section.get(BACKFILL_FROM),
            section.get(BACKFILL_TO));
    if (input.queue().isEmpty() && input.backfill().isEmpty()) {
      section.refuse("needs a queue, a backfill, or both");
    }
    if (input.visibility().compareTo(MIN_VISIBILITY) < 0
        || input.visibility().compareTo(MAX_VISIBILITY) > 0) {
      section.refuse("visibility must be from 30 s, longer than a poll of the queue, to 12 h");
    }
    if (!input.queue().isEmpty() && !Forms.isUrl(input.queue())) {
      section.refuse("queue must be a URL, https://sqs.REGION.amazonaws.com/ACCOUNT/NAME");
    } else if (basics.region().isEmpty() && queueRegion(input).isEmpty()) {
      section.refuse("region must be set, since no queue's URL contains it");
    }
    return input;
  }

  private static Optional<String> queueRegion(InputSettings.LogFiles input) {
    return input.queue().isEmpty() ? Optional.empty() : QueueUrl.of(input.queue()).region();
  }

  private InputSettings leaseTables(InputSettings.Basics basics, Section section) {
    InputSettings.LeaseTables input =
        new InputSettings.LeaseTables(
            basics,
            section.get(LEASE_TABLES),
            section.get(LEASE_PREFIX),
            section.get(LEASE_STREAM),
            section.get(LEASE_INTERVAL),
            section.get(ORPHANED_AFTER));
    if (input.tables().isEmpty() == input.tablePrefix().isEmpty()) {
      section.refuse("set exactly one of tables and table-prefix");
    }
    requireRegion(basics, input.tables(), section);
    if (input.orphanedAfter().compareTo(input.interval()) < 0) {
      section.refuse("orphaned-after must not be below the interval");
    }
    return input;
  }

  /** Tables found by prefix or tag, or named without an ARN, have no Region of their own. */
  private static void requireRegion(
      InputSettings.Basics basics, List<String> tables, Section section) {
    if (basics.region().isEmpty() && tables.stream().noneMatch(Arns::beginsAsArn)) {
      section.refuse("region must be set, since no table's ARN contains it");
    }
  }

  private static String stream(String text) {
    boolean stream = text.matches("arn:[a-z-]+:(kinesis:.+:stream/.+|dynamodb:.+:table/.+)");
    if (!text.isEmpty() && !stream) {
      throw new IllegalArgumentException(
          "must be the ARN of a Kinesis stream, or of a table or its change stream");
    }
    return text;
  }

  static String s3(String text) {
    if (!text.isEmpty() && !text.matches("s3://[a-z0-9][a-z0-9.-]{2,62}(/.*)?")) {
      throw new IllegalArgumentException("must be s3://bucket/prefix");
    }
    return text;
  }
}
