package io.exposuremonitor.job.topology;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.exposuremonitor.connectors.inventory.InventoryDecoder;
import io.exposuremonitor.connectors.inventory.TableReport;
import io.exposuremonitor.connectors.inventory.TrailReport;
import io.exposuremonitor.detectors.posture.TableFacts;
import io.exposuremonitor.detectors.posture.TableFacts.Encryption;
import io.exposuremonitor.detectors.posture.TableFacts.Switch;
import io.exposuremonitor.detectors.trail.EventSelectors;
import io.exposuremonitor.detectors.trail.TrailEvent;
import io.exposuremonitor.detectors.trail.TrailView;
import io.exposuremonitor.job.element.InventoryUpdate;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.api.common.typeinfo.TypeInformation;

/** Converts an inventory's reports into the core's types. */
public final class InventoryReports implements InventoryDecoder<InventoryUpdate> {
  private static final long serialVersionUID = 1L;
  private static final JsonMapper JSON = JsonMapper.builder().build();

  @Override
  public InventoryUpdate table(TableReport report) {
    String policy = report.resourcePolicy();
    List<String> destinations = report.destinations();
    TableFacts facts =
        new TableFacts(
            report.arn(),
            report.time(),
            report.sizeBytes(),
            report.itemCount(),
            report.billing(),
            report.key(),
            encryption(report),
            Switch.of(report.pointInTimeRecovery()),
            Switch.of(report.deletionProtection()),
            report.stream(),
            report.replicas(),
            policy == null ? Switch.UNKNOWN : Switch.of(!policy.isEmpty()),
            List.of(),
            destinations == null ? Switch.UNKNOWN : Switch.of(!destinations.isEmpty()),
            destinations == null ? List.of() : destinations);
    return new InventoryUpdate(facts, policy == null ? "" : policy, null);
  }

  private static Encryption encryption(TableReport report) {
    if (report.key().isEmpty()) {
      return Encryption.OWNED_BY_AWS;
    }
    String manager = report.keyManager();
    if (manager == null) {
      return Encryption.KMS;
    }
    return switch (manager) {
      case "CUSTOMER" -> Encryption.CUSTOMER;
      case "AWS" -> Encryption.MANAGED_BY_AWS;
      default -> Encryption.KMS;
    };
  }

  @Override
  public InventoryUpdate trails(TrailReport report) {
    List<TrailView> trails = new ArrayList<>();
    for (TrailReport.Seen seen : report.trails()) {
      String selectors = seen.selectors();
      trails.add(
          new TrailView(
              seen.arn(),
              seen.everyRegion(),
              seen.everyAccount(),
              seen.logging(),
              selectors != null,
              selectors == null ? EventSelectors.NONE : selectors(selectors)));
    }
    String place = report.account() + '/' + report.region();
    return new InventoryUpdate(null, "", TrailEvent.ofTrails(place, trails, report.time()));
  }

  private static EventSelectors selectors(String json) {
    try {
      return EventSelectors.of(JSON.readTree(json));
    } catch (JsonProcessingException impossible) {
      throw new AssertionError("the inventory's own JSON", impossible);
    }
  }

  @Override
  public TypeInformation<InventoryUpdate> type() {
    return InventoryUpdate.TYPE;
  }
}
