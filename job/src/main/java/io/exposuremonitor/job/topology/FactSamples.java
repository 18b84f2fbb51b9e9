package io.exposuremonitor.job.topology;

import io.exposuremonitor.detectors.arn.Arns;
import io.exposuremonitor.detectors.measure.DomainMetric;
import io.exposuremonitor.detectors.measure.Sample;
import io.exposuremonitor.detectors.posture.TableFacts;
import io.exposuremonitor.detectors.posture.TableFacts.Encryption;
import io.exposuremonitor.detectors.posture.TableFacts.Switch;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Creates measurements from an inventory's report on a table. Unknown facts give no sample. */
final class FactSamples {
  private final TableFacts facts;
  private final List<Sample> samples = new ArrayList<>();

  private FactSamples(TableFacts facts) {
    this.facts = facts;
  }

  static List<Sample> of(TableFacts facts) {
    FactSamples all = new FactSamples(facts);
    all.addInfo();
    all.add(DomainMetric.TABLE_SIZE, (double) facts.sizeBytes());
    all.add(DomainMetric.TABLE_ITEMS, (double) facts.itemCount());
    all.add(DomainMetric.TABLE_REPLICAS, facts.replicas().size());
    all.add(DomainMetric.TABLE_STREAM, facts.stream().isEmpty() ? 0 : 1);
    if (facts.encryption() != Encryption.KMS) {
      all.add(DomainMetric.TABLE_CUSTOMER_KEY, facts.encryption() == Encryption.CUSTOMER ? 1 : 0);
    }
    all.add(DomainMetric.TABLE_RECOVERY, facts.pointInTimeRecovery());
    all.add(DomainMetric.TABLE_PROTECTION, facts.deletionProtection());
    all.add(DomainMetric.TABLE_POLICY, facts.policy());
    return all.samples;
  }

  private void addInfo() {
    String table = facts.table();
    samples.add(
        Sample.of(
            DomainMetric.TABLE_INFO,
            facts.time(),
            1,
            table,
            Arns.account(table),
            Arns.region(table),
            word(facts.encryption().name()),
            word(facts.billing())));
  }

  private void add(DomainMetric metric, double value) {
    samples.add(Sample.of(metric, facts.time(), value, facts.table()));
  }

  private void add(DomainMetric metric, Switch value) {
    if (value != Switch.UNKNOWN) {
      add(metric, value == Switch.ON ? 1 : 0);
    }
  }

  private static String word(String name) {
    return name.toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
