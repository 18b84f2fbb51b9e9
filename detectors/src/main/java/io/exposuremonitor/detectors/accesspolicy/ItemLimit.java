package io.exposuremonitor.detectors.accesspolicy;

import java.util.List;

/** The calls that a statement's conditions restrict to some tables or items, from none to all. */
public enum ItemLimit {
  /** No calls. */
  NONE,
  /** Calls that name keys; a scan names none and is not restricted. */
  CALLS_WITH_KEYS,
  /** All calls. */
  ALL_CALLS;

  /** Calls that always name the keys of the items they read; PartiQL statements need not. */
  private static final List<String> WITH_KEYS =
      List.of("dynamodb:Query", "dynamodb:GetItem", "dynamodb:BatchGetItem");

  /** Whether an action, such as {@code dynamodb:Scan}, is restricted to some tables or items. */
  public boolean holds(String action) {
    return this == ALL_CALLS || (this == CALLS_WITH_KEYS && WITH_KEYS.contains(action));
  }
}
