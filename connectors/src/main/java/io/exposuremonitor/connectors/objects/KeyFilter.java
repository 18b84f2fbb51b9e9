package io.exposuremonitor.connectors.objects;

import java.io.Serializable;
import java.util.List;

/**
 * Selects objects by their keys. The decoder determines what an object really holds.
 *
 * @param prefix of the keys
 * @param suffixes keys must end in one of these
 * @param skippedFolders keys with one of these among their folders are skipped
 */
public record KeyFilter(String prefix, List<String> suffixes, List<String> skippedFolders)
    implements Serializable {
  /**
   * All JSON files, plain or gzip, except CloudTrail's digests, insights and aggregated events,
   * which hold no records of single calls.
   */
  public static final KeyFilter CLOUD_TRAIL =
      new KeyFilter(
          "",
          List.of(".json.gz", ".json"),
          List.of("CloudTrail-Digest", "CloudTrail-Insight", "CloudTrail-Aggregated"));

  public KeyFilter {
    suffixes = List.copyOf(suffixes);
    skippedFolders = List.copyOf(skippedFolders);
  }

  boolean takes(String key) {
    return key.startsWith(prefix)
        && suffixes.stream().anyMatch(key::endsWith)
        && skippedFolders.stream().noneMatch(folder -> key.contains("/" + folder + "/"));
  }
}
