package io.exposuremonitor.job.live;

import io.exposuremonitor.detectors.itemchange.ChangeKind;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * Changes of a table's items as Kinesis Data Streams for DynamoDB delivers them: some items live
 * on, others are deleted or expire after a while and are replaced by new ones. Used by one thread
 * at a time.
 */
final class WatchedItems {
  private static final int LASTING = 12;
  private static final int BRIEF = 2;
  private static final int CHANGES_IN_A_BRIEF_LIFE = 5;
  private static final int EXPIRES = 3;

  /** Few enough that distinct items are counted one by one. */
  private static final int MAX_BRIEF_LIVES = 45;

  private static final String IMAGE =
      ",\"NewImage\":{\"id\":{\"S\":\"%s\"},\"blob\":{\"B\":\"YUdWc2JHOD0=\"},\"version\":{\"N\":\"%d\"}}";
  private static final String EXPIRED =
      "{\"type\":\"Service\",\"principalId\":\"dynamodb.amazonaws.com\"}";

  private final EmulatedAws aws;
  private final Map<String, Integer> written = new TreeMap<>();
  private final Map<ChangeKind, Integer> kinds = new EnumMap<>(ChangeKind.class);
  private int briefLives = BRIEF;
  private int expired;

  WatchedItems(EmulatedAws aws) {
    this.aws = aws;
  }

  /** Changes each living item once. */
  void change(Instant now) {
    for (int i = 0; i < LASTING; i++) {
      String item = "lasting-" + i;
      put(item, written.containsKey(item) ? ChangeKind.MODIFY : ChangeKind.INSERT, false, now);
    }
    for (int life = briefLives - BRIEF; life < briefLives; life++) {
      brief(life, now);
    }
    boolean over = written.getOrDefault(brief(briefLives - 1), 0) == CHANGES_IN_A_BRIEF_LIFE;
    if (over && briefLives + BRIEF <= MAX_BRIEF_LIVES) {
      briefLives += BRIEF;
    }
  }

  private void brief(int life, Instant now) {
    int changes = written.getOrDefault(brief(life), 0);
    if (changes == 0) {
      put(brief(life), ChangeKind.INSERT, false, now);
    } else if (changes < CHANGES_IN_A_BRIEF_LIFE - 1) {
      put(brief(life), ChangeKind.MODIFY, false, now);
    } else if (changes < CHANGES_IN_A_BRIEF_LIFE) {
      boolean expires = life % EXPIRES == 0;
      expired += expires ? 1 : 0;
      put(brief(life), ChangeKind.REMOVE, expires, now);
    }
  }

  private static String brief(int life) {
    return "brief-" + life;
  }

  private void put(String item, ChangeKind kind, boolean expires, Instant now) {
    int number = written.merge(item, 1, Integer::sum);
    kinds.merge(kind, 1, Integer::sum);
    aws.put(item, json(item, number, kind, expires, now).getBytes(StandardCharsets.UTF_8));
  }

  /** Some have times in microseconds, a setting of tables. */
  private static String json(
      String item, int number, ChangeKind kind, boolean expires, Instant now) {
    boolean micros = item.hashCode() % 2 == 0;
    return """
        {"awsRegion":"eu-west-1","eventID":"%s","eventName":"%s","userIdentity":%s,
         "recordFormat":"application/json","tableName":"orders","eventSource":"aws:dynamodb",
         "dynamodb":{"ApproximateCreationDateTime":%d%s,"SizeBytes":40,
         "Keys":{"id":{"S":"%s"}}%s}}
        """
        .formatted(
            Observations.name(item, number),
            kind,
            expires ? EXPIRED : "null",
            micros ? now.toEpochMilli() * 1_000 : now.toEpochMilli(),
            micros ? ",\"ApproximateCreationDateTimePrecision\":\"MICROSECOND\"" : "",
            item,
            kind == ChangeKind.REMOVE ? "" : IMAGE.formatted(item, number));
  }

  /** Number of changes of each item. */
  Map<String, Integer> written() {
    return written;
  }

  /** Number of distinct items that were deleted by a caller. */
  int deleted() {
    return kinds.getOrDefault(ChangeKind.REMOVE, 0) - expired;
  }

  /** The metrics of a monitor that read every change once. */
  List<String> metrics() {
    List<String> lines = new ArrayList<>();
    kinds.forEach(
        (kind, count) ->
            lines.add(
                "exposure_item_changes_total{kind=\"%s\",source=\"trail\",table=\"%s\"} %d.0"
                    .formatted(
                        kind.name().toLowerCase(Locale.ROOT),
                        "arn:aws:dynamodb:eu-west-1:000000000000:table/orders",
                        count)));
    lines.add("exposure_expired_items_total{source=\"trail\"} %d.0".formatted(expired));
    lines.add("exposure_unreadable_item_values_total{source=\"trail\"} 0.0");
    return lines;
  }
}
