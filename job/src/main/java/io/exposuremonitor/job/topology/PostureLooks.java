package io.exposuremonitor.job.topology;

import io.exposuremonitor.detectors.cloudtrail.Arns;
import io.exposuremonitor.detectors.policy.Policy;
import io.exposuremonitor.detectors.posture.ForeignAccess;
import io.exposuremonitor.detectors.posture.PostureEvent;
import io.exposuremonitor.detectors.posture.TableFacts;
import java.util.List;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.functions.RichFlatMapFunction;
import org.apache.flink.util.Collector;

/** Works out whom a table's resource policy lets in, by the exposure policy; the text ends here. */
final class PostureLooks extends RichFlatMapFunction<InventoryUpdate, PostureEvent> {
  private static final long serialVersionUID = 1L;

  private final MonitorSettings settings;

  @SuppressWarnings("NullAway.Init") // open() precedes every use
  private transient Policy policy;

  PostureLooks(MonitorSettings settings) {
    this.settings = settings;
  }

  @Override
  public void open(OpenContext context) throws Exception {
    policy = settings.loadPolicy();
  }

  @Override
  public void flatMap(InventoryUpdate update, Collector<PostureEvent> out) {
    TableFacts facts = update.facts();
    if (facts != null) {
      List<String> foreign = ForeignAccess.of(update.policy(), Arns.account(facts.table()), policy);
      out.collect(PostureEvent.of(facts.lettingIn(foreign)));
    }
  }
}
