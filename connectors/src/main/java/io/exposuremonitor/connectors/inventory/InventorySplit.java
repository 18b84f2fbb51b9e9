package io.exposuremonitor.connectors.inventory;

import org.apache.flink.api.connector.source.SourceSplit;

/** All that there is to look at; there is one. */
final class InventorySplit implements SourceSplit {
  static final InventorySplit ALL = new InventorySplit();
  static final String ID = "inventory";

  private InventorySplit() {}

  @Override
  public String splitId() {
    return ID;
  }
}
