package io.exposuremonitor.detectors.weighing;

import static org.assertj.core.api.Assertions.assertThat;

import io.exposuremonitor.detectors.detection.DetectorContext;
import io.exposuremonitor.detectors.finding.Episodes.Reporting;
import io.exposuremonitor.detectors.policy.Policy;
import io.exposuremonitor.detectors.sensitivity.Holdings;
import io.exposuremonitor.detectors.signal.Signal;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ReplicaCallsTest {
  private static final String HERE = "arn:aws:dynamodb:eu-west-1:111122223333:table/orders";
  private static final String THERE = "arn:aws:dynamodb:us-east-1:111122223333:table/orders";
  private static final long TIME = Instant.parse("2026-03-01T01:00:00Z").toEpochMilli();

  @Test
  void linksTableAndReplicaInBothDirections() {
    List<InheritanceEvent> events =
        read("UpdateTable", "{\"tableName\":\"orders\",\"replicaUpdates\":[" + create() + "]}", "");

    assertThat(events)
        .extracting(InheritanceEvent::origin)
        .containsExactly(
            new TableOrigin(THERE, HERE, TIME, List.of()),
            new TableOrigin(HERE, THERE, TIME, List.of()));
  }

  @Test
  void readsArnsAsNamesAndLegacyCalls() {
    List<InheritanceEvent> byArn =
        read(
            "UpdateTable",
            "{\"tableName\":\"" + HERE + "\",\"replicaUpdates\":[" + create() + "]}",
            "");
    List<InheritanceEvent> older =
        read(
            "CreateGlobalTable",
            "{\"globalTableName\":\"orders\",\"replicationGroup\":[{\"regionName\":\"eu-west-1\"},"
                + "{\"regionName\":\"us-east-1\"}]}",
            "");

    assertThat(byArn).hasSize(2).isEqualTo(older);
  }

  @Test
  void ignoresFailedDeletingAndUnrelatedCalls() {
    String made = "{\"tableName\":\"orders\",\"replicaUpdates\":[" + create() + "]}";
    String deleted =
        "{\"tableName\":\"orders\",\"replicaUpdates\":[{\"delete\":{\"regionName\":\"us-east-1\"}}]}";

    assertThat(read("UpdateTable", made, ",\"errorCode\":\"AccessDenied\"")).isEmpty();
    assertThat(read("UpdateTable", deleted, "")).isEmpty();
    assertThat(read("UpdateTable", "{\"tableName\":\"orders\"}", "")).isEmpty();
    assertThat(read("CreateTable", made, "")).isEmpty();
    assertThat(ReplicaCalls.read("{\"replica".getBytes(StandardCharsets.UTF_8))).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "dynamodb.amazonaws.com,UpdateTable,true",
    "dynamodb.amazonaws.com,UpdateGlobalTable,true",
    "dynamodb.amazonaws.com,CreateGlobalTable,true",
    "dynamodb.amazonaws.com,ExecuteStatement,false",
    "keyspaces.amazonaws.com,UpdateTable,false"
  })
  void concernsOnlyCallsThatCreateReplicas(String source, String name, boolean concerns) {
    assertThat(ReplicaCalls.concerns(source, name)).isEqualTo(concerns);
  }

  @Test
  void propagatesHoldingsBetweenReplicasOnce() {
    List<Holdings> emitted = new ArrayList<>();
    Inheritance inheritance = new Inheritance(Reporting.LIFE_CYCLE, emitted::add, () -> {});
    InheritanceState state = null;
    SilentContext context = new SilentContext();
    for (InheritanceEvent event : InheritanceEvent.ofReplicas(HERE, List.of("us-east-1"), TIME)) {
      state = inheritance.on(state, event, context);
    }
    emitted.clear();
    Holdings cards = new Holdings(THERE, TIME + 1, List.of("payment-card"), List.of());
    inheritance.on(state, InheritanceEvent.of(cards), context);

    assertThat(emitted)
        .containsExactly(
            new Holdings(THERE, TIME + 1, List.of("payment-card"), List.of(HERE)),
            new Holdings(HERE, TIME + 1, List.of("payment-card"), List.of(THERE)));
  }

  /** A context with the default policy in which signals are errors. */
  private static final class SilentContext implements DetectorContext {
    @Override
    public Policy policy() {
      return Policy.defaults();
    }

    @Override
    public void signal(Signal signal) {
      throw new AssertionError(signal);
    }

    @Override
    public void wakeAt(long time) {}
  }

  private static String create() {
    return "{\"create\":{\"regionName\":\"us-east-1\"}}";
  }

  private static List<InheritanceEvent> read(String name, String parameters, String more) {
    return ReplicaCalls.read(
        """
        {"eventSource":"dynamodb.amazonaws.com","eventName":"%s","awsRegion":"eu-west-1",
        "eventTime":"2026-03-01T01:00:00Z","recipientAccountId":"111122223333",
        "requestParameters":%s%s}
        """
            .formatted(name, parameters, more)
            .getBytes(StandardCharsets.UTF_8));
  }
}
