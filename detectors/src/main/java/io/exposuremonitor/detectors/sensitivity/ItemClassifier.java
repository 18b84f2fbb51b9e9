package io.exposuremonitor.detectors.sensitivity;

import io.exposuremonitor.detectors.itemchange.AttributeValue;
import io.exposuremonitor.detectors.itemchange.ChangeHeader;
import io.exposuremonitor.detectors.itemchange.ItemImages;
import io.exposuremonitor.detectors.itemchange.ItemLook;
import io.exposuremonitor.detectors.itemchange.ItemObserver;
import io.exposuremonitor.detectors.itemchange.TableId;
import io.exposuremonitor.detectors.policy.Policy;
import io.exposuremonitor.detectors.policy.SensitiveDataThresholds;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Identifies the classes of data in the attributes of written items. Values, and names that are
 * themselves sensitive, do not leave this class.
 *
 * <p>Examines a sample of the items: {@code samplePercent} of the policy's thresholds, chosen by
 * the hash of the key, so the same items are chosen each time and a larger sample contains every
 * smaller one. Of these, it examines as many as the {@link ClassificationBudget} allows. The work
 * for one item is bounded; see {@link ItemInspection}.
 *
 * <p>Caches attribute names, so it must only be used by one thread, the one that decodes.
 */
public final class ItemClassifier implements ItemObserver {
  /** Maximum number of tables whose sample size is cached; for others it is looked up each time. */
  private static final int MAX_TABLES = 10_000;

  /** Spreads hashes that were computed for another purpose (Fibonacci hashing). */
  private static final long GOLDEN_RATIO = 0x9E3779B97F4A7C15L;

  private final ClassificationBudget budget;
  private final Recognizers recognizers = new Recognizers();
  private final AttributeName root = AttributeName.root();
  private final Map<String, Integer> samplePercents = new HashMap<>();
  private Policy policy;

  /**
   * @param policy defines the sample of each table's items
   * @param budget limits how much of the sample is examined
   */
  public ItemClassifier(Policy policy, ClassificationBudget budget) {
    this.policy = policy;
    this.budget = budget;
  }

  /** Uses this policy from now on. */
  public void use(Policy changed) {
    policy = changed;
    samplePercents.clear();
  }

  @Override
  public @Nullable ItemLook observe(ChangeHeader header, long key, ItemImages images) {
    Map<String, AttributeValue> written = images.after();
    if (written == null) {
      return null;
    }
    long began = budget.begin();
    int percent = Math.max(1, samplePercent(header.table()) * budget.percent() / 100);
    if (!isSampled(key, percent)) {
      return null;
    }
    ItemLook look = new ItemInspection(recognizers, header.time()).at(written, root);
    budget.end(began);
    return look;
  }

  /** True if a sample of {@code percent} of all keys contains this key. */
  static boolean isSampled(long key, int percent) {
    return Long.remainderUnsigned((key * GOLDEN_RATIO) >>> 1, 100) < percent;
  }

  private int samplePercent(TableId table) {
    Integer known = samplePercents.get(table.id());
    if (known != null) {
      return known;
    }
    int percent =
        policy
            .thresholds(SensitiveDataThresholds.class, table.account(), table.id())
            .samplePercent();
    if (samplePercents.size() < MAX_TABLES) {
      samplePercents.put(table.id(), percent);
    }
    return percent;
  }
}
