package io.exposuremonitor.job.live;

import io.exposuremonitor.connectors.aws.AwsAccess;
import io.exposuremonitor.connectors.dynamodbstreams.DynamoDbStreamsService;
import io.exposuremonitor.connectors.dynamodbstreams.DynamoDbStreamsSettings;
import io.exposuremonitor.connectors.dynamodbstreams.TableSelection;
import io.exposuremonitor.connectors.kinesis.KinesisPayload;
import io.exposuremonitor.connectors.kinesis.KinesisService;
import io.exposuremonitor.connectors.kinesis.KinesisSettings;
import io.exposuremonitor.connectors.leases.LeaseSettings;
import io.exposuremonitor.connectors.leases.LeaseSource;
import io.exposuremonitor.connectors.objects.Backfill;
import io.exposuremonitor.connectors.objects.MessageQueue;
import io.exposuremonitor.connectors.objects.ObjectSource;
import io.exposuremonitor.connectors.objects.ObjectSourceSettings;
import io.exposuremonitor.connectors.objects.S3ObjectStore;
import io.exposuremonitor.connectors.objects.SqsMessageQueue;
import io.exposuremonitor.connectors.stream.ShardedStreamSettings;
import io.exposuremonitor.connectors.stream.ShardedStreamSource;
import io.exposuremonitor.detectors.arn.Arns;
import io.exposuremonitor.job.element.DecodedBatch;
import io.exposuremonitor.job.engine.ProgramAccess;
import io.exposuremonitor.job.intake.ChangeRecords;
import io.exposuremonitor.job.intake.CloudTrailFiles;
import io.exposuremonitor.job.intake.CloudTrailObjects;
import io.exposuremonitor.job.intake.LeaseReadings;
import io.exposuremonitor.job.intake.StreamPayloads;
import io.exposuremonitor.job.settings.InputSettings;
import io.exposuremonitor.job.settings.QueueUrl;
import io.exposuremonitor.job.settings.Start;
import io.exposuremonitor.job.topology.DecoderFactory;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.apache.flink.api.connector.source.Source;
import org.jspecify.annotations.Nullable;

/** Creates an input's source from its settings. */
final class LiveInputs {
  private static final String S3 = "s3://";
  private static final Duration LONG_POLL = ObjectSourceSettings.Queue.DEFAULT.longPoll();

  private final DecoderFactory decoders;
  private final String userAgent;

  /**
   * @param decoders creates the decoders of each subtask
   * @param mark the mark of this deployment's own calls, or empty
   */
  LiveInputs(DecoderFactory decoders, String mark) {
    this.decoders = decoders;
    this.userAgent = ProgramAccess.userAgent(mark);
  }

  /**
   * Creates the source of an input.
   *
   * @throws IllegalArgumentException when its settings contradict each other
   */
  Source<DecodedBatch, ?, ?> source(InputSettings input) {
    if (input instanceof InputSettings.Kinesis kinesis) {
      return kinesis(kinesis);
    }
    if (input instanceof InputSettings.ChangeStreams changes) {
      return changeStreams(changes);
    }
    if (input instanceof InputSettings.LogFiles files) {
      return logFiles(files);
    }
    if (input instanceof InputSettings.LeaseTables leases) {
      return leaseTables(leases);
    }
    throw new AssertionError("an input of no known type: " + input);
  }

  private Source<DecodedBatch, ?, ?> kinesis(InputSettings.Kinesis input) {
    KinesisSettings settings =
        KinesisSettings.polling(input.streams(), access(input.basics()))
            .withConsumers(input.consumers());
    return new ShardedStreamSource<>(
        KinesisService.factory(settings),
        new StreamPayloads<>(decoders, decoders::itemChanges, KinesisPayload::data),
        from(input.start()));
  }

  private Source<DecodedBatch, ?, ?> changeStreams(InputSettings.ChangeStreams input) {
    return new ShardedStreamSource<>(
        DynamoDbStreamsService.factory(
            DynamoDbStreamsSettings.of(
                access(input.basics(), region(input.basics(), input.tables())), tables(input))),
        new ChangeRecords(decoders::changes),
        from(input.start()));
  }

  private Source<DecodedBatch, ?, ?> logFiles(InputSettings.LogFiles input) {
    AwsAccess access = access(input.basics());
    return new ObjectSource<>(
        new CloudTrailObjects(new CloudTrailFiles(decoders, decoders::itemChanges)),
        ObjectSourceSettings.DEFAULT
            .listing(backfills(input))
            .receiving(
                new ObjectSourceSettings.Queue(
                    LONG_POLL, input.visibility(), ObjectSourceSettings.Queue.DEFAULT.mostHeld())),
        S3ObjectStore.factory(access),
        input.queue().isEmpty() ? null : queue(input, access));
  }

  private Source<DecodedBatch, ?, ?> leaseTables(InputSettings.LeaseTables input) {
    TableSelection tables =
        input.tables().isEmpty()
            ? new TableSelection.Prefixed(input.tablePrefix())
            : new TableSelection.Listed(input.tables());
    return new LeaseSource<>(
        new LeaseReadings(),
        new LeaseSettings(
            access(input.basics(), region(input.basics(), input.tables())),
            tables,
            input.stream(),
            input.interval(),
            input.orphanedAfter(),
            LeaseSettings.Pace.DEFAULT));
  }

  private static List<Backfill> backfills(InputSettings.LogFiles input) {
    if (input.backfill().isEmpty()) {
      return List.of();
    }
    String[] place = input.backfill().substring(S3.length()).split("/", 2);
    return List.of(
        new Backfill(
            place[0],
            place.length == 1 ? "" : place[1],
            input.backfillFrom().map(Instant::toEpochMilli).orElse(0L),
            input.backfillTo().map(Instant::toEpochMilli).orElse(Long.MAX_VALUE)));
  }

  /**
   * The queue. Its URL names the region or, for an emulator or a VPC endpoint, the address of
   * requests.
   */
  private static MessageQueue.Factory queue(InputSettings.LogFiles input, AwsAccess access) {
    QueueUrl url = QueueUrl.of(input.queue());
    AwsAccess there =
        new AwsAccess(
            url.region().orElse(access.region()),
            url.endpoint().orElse(null),
            access.identity(),
            access.userAgent(),
            access.limits());
    return SqsMessageQueue.factory(there, input.queue());
  }

  private static TableSelection tables(InputSettings.ChangeStreams input) {
    if (!input.tables().isEmpty()) {
      return new TableSelection.Listed(input.tables());
    }
    if (!input.tablePrefix().isEmpty()) {
      return new TableSelection.Prefixed(input.tablePrefix());
    }
    String[] tag = input.tableTag().split("=", 2);
    return new TableSelection.Tagged(tag[0], tag[1]);
  }

  private static String region(InputSettings.Basics basics, List<String> tables) {
    if (!basics.region().isEmpty()) {
      return basics.region();
    }
    return tables.stream()
        .filter(Arns::beginsAsArn)
        .map(Arns::region)
        .filter(region -> !region.isEmpty())
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("no region is set and no ARN tells it"));
  }

  private static ShardedStreamSettings from(Start start) {
    return ShardedStreamSettings.from(
            start
                .at()
                .map(ShardedStreamSettings.Start::at)
                .orElseGet(ShardedStreamSettings.Start::horizon))
        .build();
  }

  private AwsAccess access(InputSettings.Basics basics) {
    AwsAccess access =
        access(basics.endpoint().orElse(null), basics.role(), basics.externalId(), userAgent);
    return basics.region().isEmpty() ? access : access.inRegion(basics.region());
  }

  /**
   * Access at an endpoint, or at the region's own, with a role or the environment's credentials.
   */
  static AwsAccess access(
      @Nullable URI endpoint, String role, String externalId, String userAgent) {
    return new AwsAccess(
        null,
        endpoint,
        ProgramAccess.identity(role, externalId),
        userAgent,
        AwsAccess.Limits.DEFAULT);
  }

  private AwsAccess access(InputSettings.Basics basics, String region) {
    return access(basics).inRegion(region);
  }
}
