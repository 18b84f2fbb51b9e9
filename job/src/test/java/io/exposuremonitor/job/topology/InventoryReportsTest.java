package io.exposuremonitor.job.topology;

import static org.assertj.core.api.Assertions.assertThat;

import io.exposuremonitor.connectors.inventory.TableReport;
import io.exposuremonitor.connectors.inventory.TrailReport;
import io.exposuremonitor.detectors.measure.DomainMetric;
import io.exposuremonitor.detectors.measure.Sample;
import io.exposuremonitor.detectors.posture.TableFacts;
import io.exposuremonitor.detectors.posture.TableFacts.Encryption;
import io.exposuremonitor.detectors.posture.TableFacts.Switch;
import io.exposuremonitor.detectors.trail.EventSelectors;
import io.exposuremonitor.detectors.trail.TrailEvent;
import io.exposuremonitor.detectors.trail.TrailView;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class InventoryReportsTest {
  private static final String TABLE = "arn:aws:dynamodb:eu-west-1:123456789012:table/orders";
  private static final String KEY = "arn:aws:kms:eu-west-1:123456789012:key/1";
  private static final String TRAIL = "arn:aws:cloudtrail:eu-west-1:123456789012:trail/all";

  private final InventoryReports reports = new InventoryReports();

  private static TableReport report(
      String key,
      @Nullable String manager,
      @Nullable Boolean recovery,
      @Nullable String policy,
      @Nullable List<String> destinations) {
    return new TableReport(
        TABLE,
        5,
        1_000,
        10,
        "PAY_PER_REQUEST",
        key,
        manager,
        recovery,
        true,
        "KEYS_ONLY",
        List.of("us-east-1"),
        policy,
        destinations,
        List.of());
  }

  @Test
  void distinguishesKnownFromUnknownFacts() {
    TableFacts known = reports.table(report(KEY, "CUSTOMER", false, "{}", List.of("s"))).facts();
    TableFacts unknown = reports.table(report("", "", null, null, null)).facts();

    assertThat(known)
        .isEqualTo(
            new TableFacts(
                TABLE,
                5,
                1_000,
                10,
                "PAY_PER_REQUEST",
                KEY,
                Encryption.CUSTOMER,
                Switch.OFF,
                Switch.ON,
                "KEYS_ONLY",
                List.of("us-east-1"),
                Switch.ON,
                List.of(),
                Switch.ON,
                List.of("s")));
    assertThat(unknown).isNotNull();
    assertThat(unknown.pointInTimeRecovery()).isEqualTo(Switch.UNKNOWN);
    assertThat(unknown.policy()).isEqualTo(Switch.UNKNOWN);
    assertThat(unknown.sent()).isEqualTo(Switch.UNKNOWN);
  }

  @ParameterizedTest
  @CsvSource({"CUSTOMER, CUSTOMER", "AWS, MANAGED_BY_AWS", "'', KMS"})
  void derivesEncryptionFromKeyManager(String manager, Encryption encryption) {
    TableFacts facts = reports.table(report(KEY, manager, true, "", List.of())).facts();

    assertThat(facts).isNotNull();
    assertThat(facts.encryption()).isEqualTo(encryption);
  }

  @Test
  void parsesTrailsWithTheirEventSelectors() {
    String selectors =
        "{\"eventSelectors\":[{\"readWriteType\":\"All\",\"dataResources\":"
            + "[{\"type\":\"AWS::DynamoDB::Table\",\"values\":[\"arn:aws:dynamodb\"]}]}]}";
    TrailReport report =
        new TrailReport(
            "123456789012",
            "eu-west-1",
            7,
            List.of(
                new TrailReport.Seen(TRAIL, true, false, true, selectors),
                new TrailReport.Seen(TRAIL + "2", false, true, false, null)));

    assertThat(reports.trails(report).trails())
        .isEqualTo(
            TrailEvent.ofTrails(
                "123456789012/eu-west-1",
                List.of(
                    new TrailView(
                        TRAIL,
                        true,
                        false,
                        true,
                        true,
                        new EventSelectors(
                            EventSelectors.basic(
                                "All", "AWS::DynamoDB::Table", List.of("arn:aws:dynamodb")))),
                    new TrailView(TRAIL + "2", false, true, false, false, EventSelectors.NONE)),
                7));
  }

  @Test
  void emitsSamplesOfKnownFactsOnly() {
    TableFacts known = reports.table(report(KEY, "CUSTOMER", false, "{}", List.of())).facts();
    TableFacts unknown = reports.table(report(KEY, null, null, null, null)).facts();

    assertThat(known).isNotNull();
    assertThat(FactSamples.of(known))
        .contains(
            Sample.of(
                DomainMetric.TABLE_INFO,
                5,
                1,
                TABLE,
                "123456789012",
                "eu-west-1",
                "customer",
                "pay-per-request"),
            Sample.of(DomainMetric.TABLE_SIZE, 5, 1_000, TABLE),
            Sample.of(DomainMetric.TABLE_ITEMS, 5, 10, TABLE),
            Sample.of(DomainMetric.TABLE_REPLICAS, 5, 1, TABLE),
            Sample.of(DomainMetric.TABLE_STREAM, 5, 1, TABLE),
            Sample.of(DomainMetric.TABLE_CUSTOMER_KEY, 5, 1, TABLE),
            Sample.of(DomainMetric.TABLE_RECOVERY, 5, 0, TABLE),
            Sample.of(DomainMetric.TABLE_PROTECTION, 5, 1, TABLE),
            Sample.of(DomainMetric.TABLE_POLICY, 5, 1, TABLE));
    assertThat(unknown).isNotNull();
    assertThat(FactSamples.of(unknown))
        .extracting(Sample::metric)
        .doesNotContain(
            DomainMetric.TABLE_CUSTOMER_KEY,
            DomainMetric.TABLE_RECOVERY,
            DomainMetric.TABLE_POLICY);
  }
}
