package io.exposuremonitor.job.topology;

import io.exposuremonitor.detectors.arn.Arns;
import io.exposuremonitor.detectors.policy.Policy;
import io.exposuremonitor.detectors.policy.PolicyException;
import io.exposuremonitor.detectors.posture.ForeignAccess;
import io.exposuremonitor.detectors.posture.PostureEvent;
import io.exposuremonitor.detectors.posture.TableFacts;
import io.exposuremonitor.job.element.InventoryUpdate;
import io.exposuremonitor.job.operator.MonitorSettings;
import io.exposuremonitor.job.operator.PolicyOperator;
import java.util.List;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;

/**
 * Determines the grantees of a table's resource policy, according to the exposure policy. The text
 * of the resource policy is not passed on.
 */
final class GranteeResolver extends PolicyOperator<InventoryUpdate, PostureEvent> {
  private static final long serialVersionUID = 1L;

  @SuppressWarnings("NullAway.Init") // open() precedes every use
  private transient Policy policy;

  GranteeResolver(MonitorSettings settings) {
    super(settings);
  }

  @Override
  public void open() throws Exception {
    super.open();
    policyChanged();
  }

  @Override
  protected void policyChanged() throws PolicyException {
    policy = settings().loadPolicy();
  }

  @Override
  public void processElement(StreamRecord<InventoryUpdate> element) {
    InventoryUpdate update = element.getValue();
    TableFacts facts = update.facts();
    if (facts != null) {
      List<String> foreign = ForeignAccess.of(update.policy(), Arns.account(facts.table()), policy);
      output.collect(
          element.replace(
              PostureEvent.of(facts.withForeignAccounts(foreign)), element.getTimestamp()));
    }
  }
}
