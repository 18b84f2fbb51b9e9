package io.exposuremonitor.job.topology;

import static org.assertj.core.api.Assertions.assertThat;

import io.exposuremonitor.detectors.activity.Actor;
import io.exposuremonitor.detectors.activity.Origin;
import io.exposuremonitor.detectors.finding.ExampleFinding;
import io.exposuremonitor.detectors.finding.Finding;
import io.exposuremonitor.detectors.incident.IncidentSettings;
import io.exposuremonitor.detectors.incident.IncidentState;
import io.exposuremonitor.detectors.incident.Incidents;
import io.exposuremonitor.detectors.incident.Tactic;
import io.exposuremonitor.detectors.policy.Policy;
import io.exposuremonitor.detectors.signal.Analytic;
import io.exposuremonitor.detectors.signal.EventReference;
import io.exposuremonitor.detectors.signal.Evidence;
import io.exposuremonitor.job.element.StreamTypes;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.apache.flink.api.common.serialization.SerializerConfigImpl;
import org.apache.flink.core.memory.DataOutputSerializer;
import org.junit.jupiter.api.Test;

/** The size of an open incident in a checkpoint. */
class IncidentStateSizeTest {
  private static final long HOUR = 3_600_000;

  @Test
  void threeFindingsTakeAboutTwoKilobytes() throws IOException {
    assertThat(bytes(3, 40)).isBetween(1_000, 3_000);
  }

  @Test
  void manyFindingsStayWithinSizeLimit() throws IOException {
    assertThat(bytes(2_000, 1_000)).isBetween(40_000, IncidentState.MAX_BYTES);
  }

  /**
   * @param length of names and messages
   */
  private static int bytes(int findings, int length) throws IOException {
    Incidents incidents =
        new Incidents(Policy.defaults(), IncidentSettings.DEFAULT, analytic -> Tactic.COLLECTION);
    for (int i = 0; i < findings; i++) {
      incidents.on(finding(i, "x".repeat(length)), ignored -> {});
    }
    List<IncidentState> open = incidents.snapshot();
    assertThat(open).hasSize(1);
    DataOutputSerializer out = new DataOutputSerializer(1_024);
    StreamTypes.INCIDENT_STATE
        .createSerializer(new SerializerConfigImpl())
        .serialize(open.get(0), out);
    return out.length();
  }

  /** Findings of one session in many roles, each on a table of its own. */
  private static Finding finding(int number, String padding) {
    Origin session =
        new Origin("192.0.2.1", "aws-cli/2", "ASIA" + number, "mallory", "", "", false);
    String account = "111122223333";
    return ExampleFinding.of("bulk-read.table-scan", HOUR)
        .uid("00000000-0000-8000-8000-" + String.format("%012d", number))
        .analytic(
            new Analytic(
                "bulk-read.table-scan",
                padding,
                Analytic.Type.BEHAVIORAL,
                List.of("T1213.006"),
                "docs/" + padding))
        .actor(
            new Actor(
                Actor.Kind.ROLE, "arn:aws:iam::" + account + ":role/" + number + padding, account))
        .resource("arn:aws:dynamodb:eu-west-1:" + account + ":table/" + number + padding)
        .message(padding)
        .evidence(
            new Evidence(Map.of(), Map.of(), List.of(new EventReference("e" + number, session))))
        .build();
  }
}
