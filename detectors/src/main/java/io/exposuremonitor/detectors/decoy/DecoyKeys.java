package io.exposuremonitor.detectors.decoy;

import io.exposuremonitor.detectors.cloudtrail.KeyHasher;
import io.exposuremonitor.detectors.policy.Pattern;
import io.exposuremonitor.detectors.policy.Policy.DecoyKey;
import java.util.ArrayList;
import java.util.List;

/**
 * The policy's decoy items as hashes of their keys, to be compared with calls, whose keys are known
 * only as hashes.
 */
final class DecoyKeys {
  private final List<Entry> entries = new ArrayList<>();

  /**
   * @param table pattern of the table's name or ARN
   * @param hash hash of the whole key, or of only the partition key, which a Query names
   */
  private record Entry(String table, long hash) {}

  DecoyKeys(List<DecoyKey> keys, KeyHasher hasher) {
    for (DecoyKey key : keys) {
      long partition = hash(key.partition(), hasher);
      entries.add(new Entry(key.table(), partition));
      if (!key.sort().isEmpty()) {
        entries.add(new Entry(key.table(), partition + hash(key.sort(), hasher)));
      }
    }
  }

  private static long hash(String attribute, KeyHasher hasher) {
    int equals = attribute.indexOf('=');
    return hasher.hashAttribute(attribute.substring(0, equals), attribute.substring(equals + 1));
  }

  /** The hashes of decoy keys in a table; possibly empty. */
  long[] of(String table) {
    return entries.stream()
        .filter(entry -> Pattern.matchesTable(entry.table(), table))
        .mapToLong(Entry::hash)
        .distinct()
        .toArray();
  }
}
