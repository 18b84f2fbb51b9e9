package io.exposuremonitor.detectors.accesspolicy;

import java.util.List;

/** Which calls a statement's conditions limit to some tables or items, from none to all. */
public enum ItemLimit {
  /** None. */
  NONE,
  /** Those that name keys; a scan has none, and passes. */
  CALLS_WITH_KEYS,
  /** All. */
  ALL_CALLS;

  /** Calls that name the keys of what they read; PartiQL need not. */
  private static final List<String> WITH_KEYS =
      List.of("dynamodb:Query", "dynamodb:GetItem", "dynamodb:BatchGetItem");

  /** True when an action, such as {@code dynamodb:Scan}, is held to some tables or items. */
  public boolean holds(String action) {
    return this == ALL_CALLS || (this == CALLS_WITH_KEYS && WITH_KEYS.contains(action));
  }
}
