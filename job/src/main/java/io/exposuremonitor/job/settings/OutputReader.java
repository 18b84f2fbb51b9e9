package io.exposuremonitor.job.settings;

import java.net.URI;
import java.util.List;
import java.util.Optional;

/** Reads the settings of outputs. */
final class OutputReader {
  static final Setting<String> FINDINGS =
      Setting.optional(
          "findings",
          "folder, or -",
          "-",
          "Where findings go, as OCSF lines: a folder, by any URI that Flink can write, or '-'"
              + " for standard output.",
          Forms::text);
  static final Setting<String> DEAD_LETTERS =
      Setting.optional(
          "dead-letters",
          "folder",
          "",
          "Where dead letters go, one JSON line each: what could not be used and why, never its"
              + " content. Without it, they are only counted and logged.",
          Forms::text);
  static final Setting<String> INCIDENTS =
      Setting.optional(
          "incidents",
          "folder",
          "",
          "Where revisions of incidents go, one JSON line each. Without it, they only go to the"
              + " alert routes.",
          Forms::text);
  static final Setting<String> STREAM =
      Setting.optional(
          "findings-stream",
          "ARN",
          "",
          "Kinesis data stream that also receives each finding as a record, at least once, in"
              + " order within an episode.",
          Forms.arn("kinesis"));
  static final Setting<Optional<URI>> STREAM_ENDPOINT =
      Setting.optional(
          "findings-stream-endpoint",
          "URL",
          "",
          "Used instead of the stream's own endpoint: a VPC endpoint, or an emulator.",
          Forms::endpoint);
  static final Setting<String> BUCKET =
      Setting.optional(
          "findings-bucket",
          "s3://bucket/prefix",
          "",
          "Bucket that also receives findings, as gzip JSON lines below date=…/hour=…, exactly"
              + " once, when a checkpoint completes.",
          InputReader::s3);
  static final Setting<String> BUCKET_REGION =
      Setting.optional(
          "findings-bucket-region",
          "region",
          "",
          "Region of the bucket; by default it is looked up.",
          Forms::text);
  static final Setting<Optional<URI>> BUCKET_ENDPOINT =
      Setting.optional(
          "findings-bucket-endpoint",
          "URL",
          "",
          "Used instead of the bucket's own endpoint: a VPC endpoint, or an emulator.",
          Forms::endpoint);
  static final Setting<String> ROLE =
      Roles.role("Role to assume for the stream and the bucket, for another account.");

  /** All settings, in the order in which they are documented. */
  static final List<Setting<?>> ALL =
      List.of(
          FINDINGS,
          INCIDENTS,
          DEAD_LETTERS,
          STREAM,
          STREAM_ENDPOINT,
          BUCKET,
          BUCKET_REGION,
          BUCKET_ENDPOINT,
          ROLE,
          Roles.EXTERNAL_ID);

  private OutputReader() {}

  static RunSettings.Outputs read(Section section) {
    RunSettings.Outputs outputs =
        new RunSettings.Outputs(
            section.get(FINDINGS),
            section.get(DEAD_LETTERS),
            section.get(INCIDENTS),
            new RunSettings.Remote(
                section.get(STREAM),
                section.get(STREAM_ENDPOINT),
                section.get(BUCKET),
                section.get(BUCKET_REGION),
                section.get(BUCKET_ENDPOINT),
                section.get(ROLE),
                section.get(Roles.EXTERNAL_ID)));
    section.refuseOthers();
    return outputs;
  }
}
