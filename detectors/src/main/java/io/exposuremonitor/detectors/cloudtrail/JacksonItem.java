package io.exposuremonitor.detectors.cloudtrail;

import java.util.List;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** An item of a batch or transaction, or the parameters themselves, as read by Jackson. */
class JacksonItem {
  String defaultTable = "";
  String table = "";
  @Nullable Keys key;
  @Nullable Keys keys;
  String statement = "";
  boolean deletes;
  boolean returnsOnFailure;
  boolean namesReturnOnFailure;
  final TreeMap<Integer, JacksonItem> operations = new TreeMap<>();

  void addKeysTo(Request.Part part) {
    addAll(key, part);
    addAll(keys, part);
  }

  static void addAll(@Nullable Keys keys, Request.Part part) {
    if (keys != null) {
      keys.hashes().forEach(part::addKey);
      if (keys.lease()) {
        part.namesLease();
      }
    }
  }

  /**
   * Hashed item keys.
   *
   * @param lease true if one of them is the key of a lease
   */
  record Keys(List<Long> hashes, boolean lease) {}
}
