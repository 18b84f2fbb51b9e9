package io.exposuremonitor.detectors.cloudtrail;

import io.exposuremonitor.detectors.activity.Activity;
import io.exposuremonitor.detectors.activity.Statement;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;

/** The output of a decoder, in order. */
final class Decoded implements DecoderSink {
  static final KeyHasher KEYS =
      KeyHasher.of("a secret of the tests".getBytes(StandardCharsets.US_ASCII));

  /**
   * Rules interested in changes of tables, PartiQL, failed writes and calls without parameters; of
   * PartiQL, only in full scans, in statements from a browser or an unknown program, and in those
   * that say what to return if their condition fails.
   */
  static final RuleInterest INTEREST =
      new RuleInterest() {
        @Override
        public boolean wants(String source, String name, boolean failed, boolean parameters) {
          return name.contains("Table")
              || name.contains("Statement")
              || (failed && name.contains("Write"))
              || !parameters;
        }

        @Override
        public boolean wants(RecordOutline record) {
          return !record.eventName().contains("Statement")
              || record.fullScan()
              || record.returnOnFailure()
              || record.userAgent() == null
              || record.userAgent().startsWith("Mozilla/");
        }
      };

  /** A parser of statements that is sufficient for {@code … FROM table … key = …}. */
  static final Function<String, Statement> STATEMENTS =
      text -> {
        String[] words = text.split(" ", -1);
        int from = Arrays.asList(words).indexOf("FROM");
        String[] table = (from < 0 ? "" : words[from + 1]).replace("\"", "").split("\\.", 2);
        return new Statement(
            Statement.Verb.SELECT,
            table[0],
            table.length > 1 ? table[1] : "",
            text.contains("=") ? Statement.Access.KEY_LOOKUP : Statement.Access.FULL_SCAN,
            words.length + " words");
      };

  final List<Activity> activities = new ArrayList<>();
  final List<String> candidates = new ArrayList<>();
  final List<String> itemChanges = new ArrayList<>();
  final List<SkipReason> skipped = new ArrayList<>();
  final List<String> details = new ArrayList<>();
  final List<Long> times = new ArrayList<>();

  @Override
  public void record(long time) {
    times.add(time);
  }

  @Override
  public void activity(Activity activity) {
    activities.add(activity);
  }

  @Override
  public void candidate(RawRecord record) {
    candidates.add(new String(record.json(), StandardCharsets.UTF_8));
  }

  @Override
  public void itemChange(byte[] bytes, int from, int to, String place) {
    itemChanges.add(new String(bytes, from, to - from, StandardCharsets.UTF_8));
  }

  @Override
  public void skipped(SkipReason reason, String detail) {
    skipped.add(reason);
    details.add(detail);
  }

  static CloudTrailDecoder decoder() {
    return new CloudTrailDecoder(KEYS, STATEMENTS, INTEREST);
  }

  static Decoded record(String json) {
    Decoded decoded = new Decoded();
    byte[] bytes = bytes(json);
    decoder().decode(bytes, 0, bytes.length, decoded);
    return decoded;
  }

  static Decoded payload(byte[] payload) {
    Decoded decoded = new Decoded();
    decoder().decodePayload(payload, decoded);
    return decoded;
  }

  static Decoded payload(String json) {
    return payload(bytes(json));
  }

  static Decoded file(byte[] file) {
    try {
      Decoded decoded = new Decoded();
      CloudTrailLogReader reader =
          new CloudTrailLogReader(new ByteArrayInputStream(file), decoder());
      while (reader.advance(decoded)) {}
      return decoded;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  /** The only activity. */
  Activity activity() {
    if (activities.size() != 1) {
      throw new AssertionError(activities.size() + " activities, skipped " + skipped);
    }
    return activities.get(0);
  }

  List<String> ids() {
    return activities.stream().map(Activity::eventId).toList();
  }

  List<String> resources() {
    return activities.stream().map(Activity::resource).toList();
  }

  /** All activities, with their keys. */
  List<String> described() {
    return activities.stream()
        .map(a -> a + Arrays.toString(a.keys()) + a.statements())
        .toList()
        .stream()
        .map(text -> text.replaceAll("keys=\\[J@[0-9a-f]+", "keys"))
        .toList();
  }
}
