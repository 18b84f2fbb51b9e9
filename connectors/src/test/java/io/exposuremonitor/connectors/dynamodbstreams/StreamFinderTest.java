package io.exposuremonitor.connectors.dynamodbstreams;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.exposuremonitor.connectors.aws.ResourceArns;
import io.exposuremonitor.connectors.shard.CoverageGap;
import io.exposuremonitor.connectors.stream.RecordedEvents;
import io.exposuremonitor.connectors.stream.StreamEvents.Count;
import io.exposuremonitor.connectors.stream.StreamException;
import io.exposuremonitor.connectors.stream.StreamException.Kind;
import io.exposuremonitor.connectors.stream.StreamService.StreamInfo;
import io.exposuremonitor.connectors.stream.StreamService.StreamList;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.exception.SdkException;

class StreamFinderTest {
  private final FakeStreams fake = new FakeStreams();
  private final RecordedEvents events = new RecordedEvents();

  @Test
  void findsTaggedTablesAmongManyPages() throws StreamException {
    fake.pageSize = 2;
    for (int i = 0; i < 9; i++) {
      fake.create("table-" + i, true, Map.of("a", "1", "b", "2", "owner", "team-" + i % 3));
    }

    assertThat(names(finder(new TableSelection.Tagged("owner", "team-1"))))
        .containsExactlyInAnyOrder("table-1", "table-4", "table-7");
    assertThat(names(finder(new TableSelection.Tagged("owner", null)))).hasSize(9);
    assertThat(names(finder(new TableSelection.Tagged("missing", null)))).isEmpty();
  }

  @Test
  void cachesTagsForAWhile() throws StreamException {
    var tags = new HashMap<String, String>();
    fake.create("ledger", true, tags);
    var finder = finder(new TableSelection.Tagged("class", "pii"));
    assertThat(finder.find().found()).isEmpty();

    tags.put("class", "pii");
    assertThat(finder.find().found()).isEmpty();
    fake.age(TableTags.KEPT);
    assertThat(finder.find().found()).hasSize(1);

    assertThat(fake.calls("tags")).isEqualTo(2);
  }

  @Test
  void findsByPrefixAmongManyPages() throws StreamException {
    fake.pageSize = 3;
    for (int i = 0; i < 20; i++) {
      fake.create((i % 2 == 0 ? "prod-" : "test-") + i, true, Map.of());
    }

    assertThat(names(finder(new TableSelection.Prefixed("prod-")))).hasSize(10);
    assertThat(names(finder(new TableSelection.Prefixed("")))).hasSize(20);
  }

  @Test
  void stillReadsStreamOfDeletedTable() throws StreamException {
    fake.create("ledger", true, Map.of("class", "pii"));
    for (TableSelection selection :
        List.of(
            new TableSelection.Listed(List.of("ledger")),
            new TableSelection.Prefixed("led"),
            new TableSelection.Tagged("class", "pii"))) {
      var finder = finder(selection);
      assertThat(finder.find().found()).singleElement().matches(StreamInfo::live);
      fake.fail("describeTable", 1, Failures::notFound);
      assertThat(finder.find().found()).singleElement().matches(stream -> !stream.live());
    }
    assertThat(events.gaps()).isEmpty();
  }

  @Test
  void failureOfOneTableDoesNotAffectOthers() throws StreamException {
    fake.create("ledger", true, Map.of());
    fake.create("customers", true, Map.of());
    var finder = finder(new TableSelection.Listed(List.of("ledger", "customers")));
    finder.find();

    fake.fail("describeTable", 1, () -> Failures.code("ThrottlingException", 400));

    assertThat(finder.find().found()).hasSize(2).allMatch(StreamInfo::live);
    assertThat(events.counted(Count.THROTTLED_READS)).isEqualTo(1);
    assertThat(events.gaps()).isEmpty();
  }

  @Test
  void streamOfTableNeverDescribedCountsAsLive() throws StreamException {
    fake.create("customers", true, Map.of());
    fake.create("ledger", true, Map.of());
    for (TableSelection selection :
        List.of(
            new TableSelection.Listed(List.of("customers", "ledger")),
            new TableSelection.Prefixed(""))) {
      var finder = finder(selection);
      fake.fail("describeTable", 1, () -> Failures.code("ThrottlingException", 400));

      StreamList first = finder.find();
      assertThat(first.complete()).isFalse();
      assertThat(first.found()).hasSize(2).allMatch(StreamInfo::live);
      StreamList second = finder.find();
      assertThat(second.complete()).isTrue();
      assertThat(second.found()).hasSize(2).allMatch(StreamInfo::live);
    }
  }

  @Test
  void tableThatLosesItsTagIsReadOn() throws StreamException {
    var tags = new HashMap<>(Map.of("class", "pii"));
    fake.create("ledger", true, tags);
    var selection = new TableSelection.Tagged("class", "pii");
    var finder = finder(selection);
    String stream = finder.find().found().get(0).arn();

    tags.clear();
    fake.age(TableTags.KEPT);
    assertThat(finder.find().found()).singleElement().matches(StreamInfo::live);

    var restarted = finder(selection);
    restarted.resume(stream);
    assertThat(restarted.find().found()).singleElement().matches(StreamInfo::live);
    assertThat(finder(selection).find().found()).as("never read").isEmpty();
    assertThat(events.gaps()).isEmpty();
  }

  @Test
  void failsWhenAllTablesFail() {
    fake.create("ledger", true, Map.of());
    var finder = finder(new TableSelection.Listed(List.of("ledger")));
    fake.fail("describeTable", 1, () -> Failures.code("InternalServerError", 500));

    assertThatExceptionOfType(StreamException.class)
        .isThrownBy(finder::find)
        .matches(e -> e.kind() == Kind.RETRYABLE);
  }

  @Test
  void failsWhenAccountWideCallsAreDenied() {
    fake.create("ledger", true, Map.of());
    for (String call : List.of("listTables", "listStreams")) {
      var finder = finder(new TableSelection.Tagged("class", null));
      fake.fail(call, 1, StreamFinderTest::denial);

      assertThatExceptionOfType(StreamException.class)
          .as(call)
          .isThrownBy(finder::find)
          .matches(e -> e.kind() == Kind.DENIED);
    }
  }

  @Test
  void failsWhenAllTablesAreDenied() {
    fake.create("ledger", true, Map.of());
    fake.create("customers", true, Map.of());
    var finder = finder(new TableSelection.Listed(List.of("ledger", "customers")));
    fake.fail("describeTable", 2, StreamFinderTest::denial);

    assertThatExceptionOfType(StreamException.class)
        .isThrownBy(finder::find)
        .matches(e -> e.kind() == Kind.DENIED);
  }

  @Test
  void reportsDeniedTableOnceUntilAllowedAgain() throws StreamException {
    var tags = Map.of("class", "pii");
    fake.create("ledger", true, tags);
    fake.create("customers", true, tags);
    var finder = finder(new TableSelection.Tagged("class", null));
    for (String call : List.of("tags", "describeTable")) {
      int gaps = events.gaps().size();
      fake.age(TableTags.KEPT);
      fake.fail(call, 1, StreamFinderTest::denial);
      finder.find();
      fake.fail(call, 1, StreamFinderTest::denial);
      finder.find();

      assertThat(events.gaps()).as(call).hasSize(gaps + 1);
      assertThat(events.gaps().get(gaps).cause()).isEqualTo(CoverageGap.Cause.DENIED);
      assertThat(events.gaps().get(gaps).detail()).contains("AccessDeniedException");
      assertThat(finder.find().found()).as("allowed again").hasSize(2);
    }
    assertThat(events.counted(Count.DENIED_CALLS)).isEqualTo(4);
  }

  @Test
  void keepsReadingKnownTableThatBecomesDenied() throws StreamException {
    fake.create("ledger", true, Map.of());
    fake.create("customers", true, Map.of());
    var finder = finder(new TableSelection.Listed(List.of("ledger", "customers")));
    finder.find();
    for (String call : List.of("describeTable", "listStreams")) {
      fake.fail(call, 1, StreamFinderTest::denial);

      assertThat(finder.find().found()).as(call).hasSize(2).allMatch(StreamInfo::live);
    }
    assertThat(events.gaps()).hasSize(2);
  }

  private static SdkException denial() {
    return Failures.code("AccessDeniedException", 400);
  }

  @Test
  void reportsTableWhoseOnlyStreamExpired() throws StreamException {
    fake.create("ledger", true, Map.of());
    String stream = fake.describeTable("ledger").latestStreamArn();
    var finder = finder(new TableSelection.Listed(List.of("ledger")));
    finder.find();
    fake.stream("ledger", false);
    fake.forgetStream(stream);

    assertThat(finder.find().found()).isEmpty();
    assertThat(finder.find().found()).isEmpty();

    assertThat(events.gaps()).hasSize(1);

    fake.stream("ledger", true);
    assertThat(finder.find().found()).hasSize(1);
    String next = fake.describeTable("ledger").latestStreamArn();
    fake.stream("ledger", false);
    fake.forgetStream(next);
    finder.find();
    assertThat(events.gaps()).as("it is reported again").hasSize(2);
  }

  @Test
  void findsDisabledStreamsOnAllPages() throws StreamException {
    fake.pageSize = 1;
    for (String table : List.of("a", "b", "c")) {
      fake.create(table, true, Map.of());
      fake.stream(table, false);
    }

    assertThat(names(finder(new TableSelection.Prefixed(""))))
        .containsExactlyInAnyOrder("a", "b", "c");
  }

  @Test
  void tableWhoseStreamsAreNotFoundDoesNotAffectOthers() throws StreamException {
    fake.create("a", true, Map.of());
    fake.create("b", true, Map.of());
    fake.fail("listStreams", 1, Failures::notFound);

    assertThat(names(finder(new TableSelection.Listed(List.of("a", "b")))))
        .containsExactlyInAnyOrder("a", "b");
  }

  @Test
  void reportsDeniedListingAgainOnceItWasAllowed() throws StreamException {
    fake.create("ledger", true, Map.of());
    var finder = finder(new TableSelection.Listed(List.of("ledger")));
    for (int i = 0; i < 2; i++) {
      fake.fail("listStreams", 1, StreamFinderTest::denial);
      assertThat(finder.find().found()).hasSize(1);
      assertThat(finder.find().found()).hasSize(1);
    }

    assertThat(events.gaps()).hasSize(2);
  }

  private StreamFinder finder(TableSelection selection) {
    return new StreamFinder(fake, selection, fake.clock(), events);
  }

  private static List<String> names(StreamFinder finder) throws StreamException {
    var names = new ArrayList<String>();
    for (StreamInfo stream : finder.find().found()) {
      names.add(ResourceArns.tableName(ResourceArns.tableOfStream(stream.arn())));
    }
    return names;
  }
}
