package io.exposuremonitor.job.bench;

import io.exposuremonitor.detectors.activity.Activity;
import io.exposuremonitor.detectors.cloudtrail.CloudTrailDecoder;
import io.exposuremonitor.detectors.cloudtrail.CloudTrailLogReader;
import io.exposuremonitor.detectors.cloudtrail.DecoderSink;
import io.exposuremonitor.detectors.cloudtrail.JacksonReferenceDecoder;
import io.exposuremonitor.detectors.cloudtrail.RawRecord;
import io.exposuremonitor.detectors.cloudtrail.SkipReason;
import io.exposuremonitor.detectors.rule.RuleDetector;
import io.exposuremonitor.detectors.rule.RuleEventException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.function.Consumer;

/** Runs the job's decoder and rules on one thread, without the job. */
final class Decoding {
  private final PipelineUnderTest pipeline;

  Decoding(PipelineUnderTest pipeline) {
    this.pipeline = pipeline;
  }

  /** Decodes, and drops the candidates for rules. */
  RecordTrial.Work decode() {
    CloudTrailDecoder decoder = pipeline.decoder();
    DecoderSink sink = new Counter(record -> {});
    return (json, from, to) -> decoder.decode(json, from, to, sink);
  }

  /** Decodes with Jackson, with the same results, and drops the candidates for rules. */
  RecordTrial.Work decodeWithJackson() {
    JacksonReferenceDecoder decoder = pipeline.jacksonDecoder();
    DecoderSink sink = new Counter(record -> {});
    return (json, from, to) -> {
      try {
        decoder.decode(json, from, to, sink);
      } catch (IOException e) {
        throw new UncheckedIOException("the generator wrote what is not JSON", e);
      }
    };
  }

  /** Decodes, and evaluates the rules on their candidates. */
  RecordTrial.Work decodeAndRules() {
    CloudTrailDecoder decoder = pipeline.decoder();
    RuleDetector rules = pipeline.rules();
    DecoderSink sink = new Counter(record -> run(rules, record));
    return (json, from, to) -> decoder.decode(json, from, to, sink);
  }

  /** Decodes log files as they are read. */
  FileTrial.FileWork decodeFiles() {
    CloudTrailDecoder decoder = pipeline.decoder();
    DecoderSink sink = new Counter(record -> {});
    return file -> {
      CloudTrailLogReader reader = new CloudTrailLogReader(file, decoder);
      while (reader.advance(sink)) {}
    };
  }

  private static void run(RuleDetector rules, RawRecord record) {
    try {
      rules.on(record.json(), signal -> {});
    } catch (RuleEventException e) {
      throw new IllegalStateException("the generator wrote what rules can't read", e);
    }
  }

  /**
   * Reads everything it receives, so that the work can't be optimised away, and fails on records
   * that can't be decoded: otherwise something other than decoding would be measured.
   */
  private static final class Counter implements DecoderSink {
    private final Consumer<RawRecord> candidates;
    private long newest;

    Counter(Consumer<RawRecord> candidates) {
      this.candidates = candidates;
    }

    @Override
    public void activity(Activity activity) {
      newest = Math.max(newest, activity.time());
    }

    @Override
    public void candidate(RawRecord record) {
      candidates.accept(record);
    }

    @Override
    public void itemChange(byte[] bytes, int from, int to, String place) {
      throw new IllegalStateException("no record of CloudTrail: " + place);
    }

    @Override
    public void skipped(SkipReason reason, String detail) {
      throw new IllegalStateException("not decoded: " + reason + ", " + detail);
    }
  }
}
