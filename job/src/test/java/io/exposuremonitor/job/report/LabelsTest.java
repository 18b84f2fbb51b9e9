package io.exposuremonitor.job.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.exposuremonitor.detectors.activity.Actor;
import io.exposuremonitor.detectors.finding.Finding;
import io.exposuremonitor.job.ocsf.ExampleFindings;
import java.util.List;
import org.junit.jupiter.api.Test;

class LabelsTest {
  private static final String TABLE = "arn:aws:dynamodb:eu-west-1:111122223333:table/Music";

  @Test
  void uniqueNamesNeedNoQualifier() {
    Finding scan = ExampleFindings.tableScan();
    Labels labels = Labels.of(List.of(scan, ExampleFindings.export()), List.of());

    assertThat(labels.actor(scan)).isEqualTo("BillingReports");
    assertThat(labels.actorWithKind(scan)).isEqualTo("role BillingReports");
    assertThat(labels.resource(scan)).isEqualTo("Customers");
  }

  @Test
  void qualifiesSameNamesByAccountOrRegion() {
    Finding here = of(Actor.Kind.USER, "arn:aws:iam::847129010505:user/christophe", TABLE);
    Finding there =
        of(
            Actor.Kind.USER,
            "arn:aws:iam::958312252124:user/christophe",
            TABLE.replace("west", "south"));
    Labels labels = Labels.of(List.of(here, there), List.of());

    assertThat(labels.actorWithKind(here)).isEqualTo("user christophe · 847129010505");
    assertThat(labels.actor(there)).isEqualTo("christophe · 958312252124");
    assertThat(labels.resource(here)).isEqualTo("Music · eu-west-1");
    assertThat(labels.resource(there)).isEqualTo("Music · eu-south-1");
  }

  @Test
  void qualifiesSameNamesInSameAccountByKind() {
    Finding role = of(Actor.Kind.ROLE, "arn:aws:iam::111122223333:role/deploy", TABLE);
    Finding user =
        of(Actor.Kind.USER, "arn:aws:iam::111122223333:user/deploy", TABLE + "/stream/2026");
    Labels labels = Labels.of(List.of(role, user), List.of());

    assertThat(labels.actor(role)).isNotEqualTo(labels.actor(user));
    assertThat(labels.actor(user)).isEqualTo("user/deploy");
    assertThat(labels.resource(user)).isEqualTo("table/Music/stream/2026");
  }

  @Test
  void doesNotRepeatKind() {
    Finding root = of(Actor.Kind.ROOT, "arn:aws:iam::111122223333:root", TABLE);
    Finding other = of(Actor.Kind.ROOT, "arn:aws:iam::444455556666:root", TABLE);
    Finding nobody = of(Actor.Kind.UNKNOWN, "unknown", TABLE);

    assertThat(Labels.of(List.of(root), List.of()).actorWithKind(root)).isEqualTo("root");
    assertThat(Labels.of(List.of(root, other), List.of()).actorWithKind(other))
        .isEqualTo("root · 444455556666");
    assertThat(Labels.of(List.of(nobody), List.of()).actorWithKind(nobody)).isEqualTo("unknown");
  }

  @Test
  void labelsAllTablesOfRegionAsManyTables() {
    Finding many = of(Actor.Kind.ROLE, "arn:aws:iam::1:role/r", TABLE.replace("Music", "*"));

    assertThat(Labels.of(List.of(many), List.of()).resource(many)).isEqualTo("many tables");
  }

  private static Finding of(Actor.Kind kind, String id, String resource) {
    return ExampleFindings.tableScan().toBuilder()
        .actor(new Actor(kind, id, ""))
        .resource(resource)
        .build();
  }
}
