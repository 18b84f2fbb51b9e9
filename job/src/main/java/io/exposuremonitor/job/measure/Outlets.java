package io.exposuremonitor.job.measure;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.metrics.MetricGroup;

/**
 * Where what was measured goes. Travels with the job.
 *
 * @param port at which the task itself serves it, where no process around the job does; -1 for not
 * @param address of the interface that it listens on
 */
public record Outlets(int port, String address) implements Serializable {
  /** To the process's endpoint only. */
  public static final Outlets PROCESS = new Outlets(-1, "");

  /**
   * Opens them where the task runs.
   *
   * @param group takes what they count of themselves
   */
  List<Outlet> open(MetricGroup group) {
    List<Outlet> opened = new ArrayList<>();
    opened.add(new ScrapeOutlet());
    if (port >= 0) {
      opened.add(new PortOutlet(address, port));
    }
    return opened;
  }
}
