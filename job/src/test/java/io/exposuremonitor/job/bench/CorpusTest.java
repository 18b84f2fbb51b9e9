package io.exposuremonitor.job.bench;

import static io.exposuremonitor.job.bench.TestRecords.CORPUS;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class CorpusTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  @Test
  void copiesFirstRoundUnchanged() {
    byte[] buffer = new byte[CORPUS.longest()];
    for (int i = 0; i < CORPUS.size(); i++) {
      int length = CORPUS.copy(i, 0, buffer);
      assertThat(Arrays.copyOf(buffer, length)).isEqualTo(CORPUS.record(i));
    }
  }

  @Test
  void advancesEventTimeWithEachRound() throws IOException {
    for (int round : new int[] {1, 4, 100, 40_000}) {
      JsonNode first = JSON.readTree(CORPUS.record(0));
      JsonNode later = JSON.readTree(copy(0, round));
      assertThat(Instant.parse(later.get("eventTime").textValue()))
          .isEqualTo(
              Instant.parse(first.get("eventTime").textValue())
                  .plus(BenchOptions.SPAN.multipliedBy(round)));
    }
  }

  @Test
  void changesOnlyTimesAndIds() throws IOException {
    for (int i = 0; i < CORPUS.size(); i++) {
      ObjectNode first = (ObjectNode) JSON.readTree(CORPUS.record(i));
      ObjectNode later = (ObjectNode) JSON.readTree(copy(i, 3));
      assertThat(later.remove(List.of("eventTime", "eventID")))
          .isEqualTo(first.remove(List.of("eventTime", "eventID")));
    }
  }

  @Test
  void repeatsNoEventId() throws IOException {
    Set<String> ids = new HashSet<>();
    for (int round = 0; round < 4; round++) {
      for (int i = 0; i < CORPUS.size(); i++) {
        ids.add(JSON.readTree(copy(i, round)).get("eventID").textValue());
      }
    }

    assertThat(ids).hasSize(4 * CORPUS.size()).allMatch(id -> id.matches("[0-9a-f-]{36}"));
  }

  private static byte[] copy(int index, int round) {
    byte[] buffer = new byte[CORPUS.longest()];
    return Arrays.copyOf(buffer, CORPUS.copy(index, round, buffer));
  }
}
