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
          "Where findings go, as OCSF lines: a folder, by any URI that the engine can write, or '-'"
              + " for standard output.",
          Forms::text);
  static final Setting<String> DEAD_LETTERS =
      Setting.optional(
          "dead-letters",
          "folder",
          "",
          "Where it is written, one JSON line each, what could not be used and why; never what it"
              + " held. Without it, it is only counted and logged.",
          Forms::text);
  static final Setting<String> INCIDENTS =
      Setting.optional(
          "incidents",
          "folder",
          "",
          "Where revisions of incidents go, one JSON line each. Without it they are only told to the"
              + " alert routes.",
          Forms::text);
  static final Setting<String> STREAM =
      Setting.optional(
          "findings-stream",
          "ARN",
          "",
          "Kinesis data stream that gets each finding as a record besides, at least once, those of one"
              + " episode in order.",
          Forms.arn("kinesis"));
  static final Setting<Optional<URI>> STREAM_ENDPOINT =
      Setting.optional(
          "findings-stream-endpoint",
          "URL",
          "",
          "Instead of the stream's own endpoint: a VPC endpoint, or an emulator.",
          Forms::endpoint);
  static final Setting<String> BUCKET =
      Setting.optional(
          "findings-bucket",
          "s3://bucket/prefix",
          "",
          "Bucket that gets findings besides, as gzip JSON lines below date=…/hour=…, written when a"
              + " checkpoint is complete, once.",
          InputReader::s3);
  static final Setting<String> BUCKET_REGION =
      Setting.optional(
          "findings-bucket-region",
          "region",
          "",
          "Where the bucket is; by default that is found out.",
          Forms::text);
  static final Setting<Optional<URI>> BUCKET_ENDPOINT =
      Setting.optional(
          "findings-bucket-endpoint",
          "URL",
          "",
          "Instead of the bucket's own endpoint: a VPC endpoint, or an emulator.",
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
