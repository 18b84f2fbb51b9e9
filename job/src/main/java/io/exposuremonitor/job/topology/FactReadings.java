package io.exposuremonitor.job.topology;

import io.exposuremonitor.detectors.cloudtrail.Arns;
import io.exposuremonitor.detectors.posture.TableFacts;
import io.exposuremonitor.detectors.posture.TableFacts.Encryption;
import io.exposuremonitor.detectors.posture.TableFacts.Switch;
import io.exposuremonitor.job.metrics.MonitorMetrics;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What is shown of a look at a table. What is not known is not shown. */
final class FactReadings {
  private FactReadings() {}

  static List<TableReading> of(TableFacts facts) {
    String table = facts.table();
    List<TableReading> readings = new ArrayList<>();
    readings.add(new TableReading(table, MonitorMetrics.TABLE_INFO, labels(facts), 1));
    readings.add(TableReading.of(table, MonitorMetrics.TABLE_SIZE, facts.sizeBytes()));
    readings.add(TableReading.of(table, MonitorMetrics.TABLE_ITEMS, facts.itemCount()));
    readings.add(TableReading.of(table, MonitorMetrics.TABLE_REPLICAS, facts.replicas().size()));
    readings.add(
        TableReading.of(table, MonitorMetrics.TABLE_STREAM, facts.stream().isEmpty() ? 0 : 1));
    if (facts.encryption() != Encryption.KMS) {
      long customer = facts.encryption() == Encryption.CUSTOMER ? 1 : 0;
      readings.add(TableReading.of(table, MonitorMetrics.TABLE_CUSTOMER_KEY, customer));
    }
    add(readings, table, MonitorMetrics.TABLE_RECOVERY, facts.pointInTimeRecovery());
    add(readings, table, MonitorMetrics.TABLE_PROTECTION, facts.deletionProtection());
    add(readings, table, MonitorMetrics.TABLE_POLICY, facts.policy());
    return readings;
  }

  private static List<String> labels(TableFacts facts) {
    return List.of(
        MonitorMetrics.ACCOUNT,
        Arns.account(facts.table()),
        MonitorMetrics.REGION,
        Arns.region(facts.table()),
        MonitorMetrics.ENCRYPTION,
        word(facts.encryption()),
        MonitorMetrics.BILLING,
        facts.billing().toLowerCase(Locale.ROOT).replace('_', '-'));
  }

  private static String word(Encryption encryption) {
    return encryption.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  private static void add(List<TableReading> readings, String table, String metric, Switch value) {
    if (value != Switch.UNKNOWN) {
      readings.add(TableReading.of(table, metric, value == Switch.ON ? 1 : 0));
    }
  }
}
