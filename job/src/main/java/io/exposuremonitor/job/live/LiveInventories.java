package io.exposuremonitor.job.live;

import io.exposuremonitor.connectors.inventory.InventorySettings;
import io.exposuremonitor.connectors.inventory.InventorySource;
import io.exposuremonitor.job.element.InventoryUpdate;
import io.exposuremonitor.job.engine.ProgramAccess;
import io.exposuremonitor.job.settings.InventorySection;
import io.exposuremonitor.job.topology.InventoryReports;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.jspecify.annotations.Nullable;

/** Creates the inventories' sources. */
final class LiveInventories {
  private LiveInventories() {}

  /**
   * The reports of all inventories; null when none is configured.
   *
   * @param mark the mark of this deployment's own calls
   */
  static @Nullable DataStream<InventoryUpdate> of(
      List<InventorySection> inventories, String mark, StreamExecutionEnvironment environment) {
    List<DataStream<InventoryUpdate>> streams = new ArrayList<>();
    for (InventorySection inventory : inventories) {
      for (String region : inventory.regions()) {
        streams.add(source(inventory, region, ProgramAccess.userAgent(mark), environment));
      }
    }
    return streams.stream().reduce((one, other) -> one.union(other)).orElse(null);
  }

  private static DataStream<InventoryUpdate> source(
      InventorySection inventory,
      String region,
      String userAgent,
      StreamExecutionEnvironment environment) {
    String name = "inventory-" + inventory.name() + '-' + region;
    InventorySettings settings =
        new InventorySettings(
            LiveInputs.access(
                    inventory.endpoint().orElse(null),
                    inventory.role(),
                    inventory.externalId(),
                    userAgent)
                .inRegion(region),
            new InventorySettings.Endpoints(
                inventory.cloudTrailEndpoint().orElse(null), inventory.kmsEndpoint().orElse(null)),
            inventory.interval(),
            inventory.callsPerSecond(),
            inventory.tablePrefix(),
            inventory.trails());
    return environment
        .fromSource(
            new InventorySource<>(settings, new InventoryReports()),
            WatermarkStrategy.forGenerator(context -> new AlwaysIdle<>()),
            name)
        .uid("input-" + name);
  }
}
