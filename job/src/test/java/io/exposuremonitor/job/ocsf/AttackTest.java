package io.exposuremonitor.job.ocsf;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AttackTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "T1213.006",
        "T1530",
        "T1119",
        "T1074.002",
        "T1020",
        "T1537",
        "T1567.002",
        "T1098",
        "T1484",
        "T1546",
        "T1648",
        "T1485",
        "T1490",
        "T1565.001",
        "T1562.001",
        "T1562.008",
        "T1526",
        "T1580",
        "T1619",
        "T1078.004"
      })
  void knowsNameTacticAndParentOfEveryUsedTechnique(String id) {
    Attack attack = Attack.of(id);

    assertThat(attack.name()).isNotEmpty();
    assertThat(attack.tacticName()).isNotEmpty();
    assertThat(attack.parentName().isEmpty()).isEqualTo(!attack.isSubTechnique());
  }

  @Test
  void unknownTechniqueHasOnlyItsId() {
    assertThat(Attack.of("t9999.123"))
        .isEqualTo(new Attack("T9999.123", "", "", "", ""))
        .extracting(Attack::url)
        .isEqualTo("https://attack.mitre.org/techniques/T9999/123/");
  }
}
