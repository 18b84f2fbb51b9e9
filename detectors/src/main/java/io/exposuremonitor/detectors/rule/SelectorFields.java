package io.exposuremonitor.detectors.rule;

import com.fasterxml.jackson.databind.JsonNode;
import io.exposuremonitor.detectors.policy.Approved;
import io.exposuremonitor.detectors.trail.DataCall;
import io.exposuremonitor.detectors.trail.EventSelectors;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** Derives what a trail stops recording when its event selectors are replaced. */
final class SelectorFields implements DerivedFields.Group {
  private static final String DARKENS = "exposure.selectors.darkens";
  private static final String DARK = "exposure.selectors.dark";
  private static final String DARK_STREAMS = "exposure.selectors.darkStreams";
  private static final String DARK_READERS = "exposure.selectors.darkReaders";
  private static final String DARK_MANAGEMENT = "exposure.selectors.darkManagement";
  private static final String LEFT_OUT = "exposure.selectors.leftOut";
  private static final String PICKS_CALLERS = "exposure.selectors.picksCallers";

  /** Stands for all calls on change streams. */
  private static final String CHANGES = "GetRecords";

  @Override
  public Set<String> names() {
    return Set.of(
        DARKENS, DARK, DARK_STREAMS, DARK_READERS, DARK_MANAGEMENT, LEFT_OUT, PICKS_CALLERS);
  }

  @Override
  public Map<String, JsonNode> of(RuleEvent event) {
    if (!event.eventName().equals("PutEventSelectors")) {
      return Map.of();
    }
    Set<String> dark = new TreeSet<>();
    JsonNode request = event.root().path("requestParameters");
    EventSelectors selectors = EventSelectors.of(request);
    Set<String> leftOut = new TreeSet<>();
    boolean picksCallers = false;
    for (DataCall call : DataCall.TABLE_READS) {
      if (!selectors.select(call)) {
        dark.add(call.eventName());
        continue;
      }
      leftOut.addAll(selectors.excludedResources(call));
      picksCallers |= !selectors.selectFromEveryCaller(call);
    }
    // Either of the two shows a reader of a change stream, and many trails leave one out to save
    // cost.
    if (DataCall.CHANGE_READS.stream().noneMatch(selectors::select)) {
      dark.add(CHANGES);
    }
    boolean streams = DataCall.STREAM_READS.stream().anyMatch(call -> !selectors.select(call));
    return new DerivedValues()
        .put(DARKENS, !dark.isEmpty())
        .put(DARK, dark)
        .put(DARK_STREAMS, streams)
        .put(DARK_READERS, darkReaders(event.policy().approved(), selectors))
        .put(DARK_MANAGEMENT, !EventSelectors.recordManagement(request))
        .put(LEFT_OUT, leftOut)
        .put(PICKS_CALLERS, picksCallers)
        .toMap();
  }

  /** Unrecorded reads of Kinesis streams, if the policy knows of streams that tables feed. */
  private static Set<String> darkReaders(Approved approved, EventSelectors selectors) {
    Set<String> dark = new TreeSet<>();
    if (approved.streams().isEmpty() && approved.fanOutConsumers().isEmpty()) {
      return dark;
    }
    if (DataCall.SHARD_READS.stream().noneMatch(selectors::select)) {
      dark.add(DataCall.SHARD_READS.get(0).eventName());
    }
    if (!selectors.select(DataCall.FAN_OUT_READ)) {
      dark.add(DataCall.FAN_OUT_READ.eventName());
    }
    return dark;
  }
}
