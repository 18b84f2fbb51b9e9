package io.exposuremonitor.job.operator;

import io.exposuremonitor.detectors.itemchange.ChangeHeader;
import io.exposuremonitor.detectors.itemchange.ItemImages;
import io.exposuremonitor.detectors.itemchange.ItemLook;
import io.exposuremonitor.detectors.itemchange.ItemObserver;
import io.exposuremonitor.detectors.sensitivity.ItemClassifier;
import org.jspecify.annotations.Nullable;

/** Classifies items by the policy in force. Not thread-safe, like decoders. */
public final class PolicyAwareClassifier implements ItemObserver {
  private final ItemClassifier classifier;
  private final PolicyBoard board;
  private PolicyBoard.@Nullable Notice followed;

  public PolicyAwareClassifier(ItemClassifier classifier, PolicyBoard board) {
    this.classifier = classifier;
    this.board = board;
  }

  @Override
  @SuppressWarnings("ReferenceEquality") // each change posts a notice of its own
  public @Nullable ItemLook observe(ChangeHeader header, long key, ItemImages images) {
    PolicyBoard.Notice notice = board.notice();
    if (notice != null && notice != followed) {
      followed = notice;
      classifier.use(notice.policy());
    }
    return classifier.observe(header, key, images);
  }
}
