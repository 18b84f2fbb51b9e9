package io.exposuremonitor.job.live;

import io.exposuremonitor.connectors.aws.AwsAccess;
import io.exposuremonitor.connectors.output.FolderPort;
import io.exposuremonitor.connectors.output.KinesisPort;
import io.exposuremonitor.connectors.output.ObjectOutlet;
import io.exposuremonitor.connectors.output.ObjectOutlet.Layout;
import io.exposuremonitor.connectors.output.Outlet;
import io.exposuremonitor.connectors.output.S3Port;
import io.exposuremonitor.connectors.output.StreamOutlet;
import io.exposuremonitor.detectors.arn.Arns;
import io.exposuremonitor.job.engine.ProgramAccess;
import io.exposuremonitor.job.settings.RunSettings.Remote;
import java.io.IOException;
import java.io.Serializable;
import java.net.URI;
import java.util.SplittableRandom;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Opens an outlet as configured. Serialised with the job. */
sealed interface Outlets extends Serializable {
  /** The name that distinguishes the output in metrics. */
  String name();

  /**
   * Opens the outlet.
   *
   * @param checkpoints false when the job takes none
   * @throws IOException when the engine has no file system for it
   */
  Outlet open(boolean checkpoints, Outlet.Listener listener) throws IOException;

  /** True when lines are dropped rather than delay the job, once too many wait. */
  default boolean neverBlocks() {
    return false;
  }

  /**
   * A Kinesis data stream.
   *
   * @param arn of the stream
   * @param access how it is reached
   */
  record Stream(String arn, AwsAccess access) implements Outlets {
    @Override
    public String name() {
      return "findings-stream";
    }

    @Override
    public Outlet open(boolean checkpoints, Outlet.Listener listener) {
      return new StreamOutlet(new KinesisPort(arn, access), new SplittableRandom(), listener);
    }
  }

  /**
   * A bucket in S3.
   *
   * @param bucket its name
   * @param prefix empty, or ending with a slash
   * @param access how it is reached
   */
  record Bucket(String bucket, String prefix, AwsAccess access) implements Outlets {
    @Override
    public String name() {
      return "findings-bucket";
    }

    @Override
    public Outlet open(boolean checkpoints, Outlet.Listener listener) {
      return new ObjectOutlet(
          new S3Port(bucket, access),
          new ObjectOutlet.Naming(Layout.HOURS, prefix, "findings", UUID.randomUUID().toString()),
          checkpoints,
          new SplittableRandom(),
          listener);
    }
  }

  /**
   * A folder, with a folder for each day.
   *
   * @param folder a path or URI
   * @param content what the lines are; the beginning of the files' names
   * @param neverBlocks true when lines are dropped rather than delay the job, once too many wait
   */
  record Folder(String folder, String content, boolean neverBlocks) implements Outlets {
    @Override
    public String name() {
      return content + "-folder";
    }

    @Override
    public Outlet open(boolean checkpoints, Outlet.Listener listener) throws IOException {
      return new ObjectOutlet(
          new FolderPort(folder),
          new ObjectOutlet.Naming(Layout.DAYS, "", content, UUID.randomUUID().toString()),
          checkpoints,
          new SplittableRandom(),
          listener);
    }
  }

  /** The configured stream. */
  static Outlets stream(Remote settings) {
    return new Stream(
        settings.stream(),
        access(settings, settings.streamEndpoint().orElse(null))
            .inRegion(Arns.region(settings.stream())));
  }

  /** The configured bucket. */
  static Outlets bucket(Remote settings) {
    String[] place = settings.bucket().replaceFirst("^s3://", "").split("/", 2);
    String prefix = place.length == 1 ? "" : place[1];
    AwsAccess access = access(settings, settings.bucketEndpoint().orElse(null));
    return new Bucket(
        place[0],
        prefix.isEmpty() || prefix.endsWith("/") ? prefix : prefix + '/',
        settings.bucketRegion().isEmpty() ? access : access.inRegion(settings.bucketRegion()));
  }

  /** Access with one attempt per call, because the outlet retries and counts retries itself. */
  private static AwsAccess access(Remote settings, @Nullable URI endpoint) {
    return new AwsAccess(
        null,
        endpoint,
        ProgramAccess.identity(settings.role(), settings.externalId()),
        ProgramAccess.userAgent(),
        ProgramAccess.ONE_ATTEMPT);
  }
}
