package io.exposuremonitor.connectors.leases;

import org.apache.flink.api.connector.source.SourceSplit;

/** All the tables: they are read by one subtask, which starts over with each pass. */
public enum LeaseSplit implements SourceSplit {
  TABLES;

  @Override
  public String splitId() {
    return "lease-tables";
  }
}
