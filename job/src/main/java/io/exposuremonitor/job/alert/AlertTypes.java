package io.exposuremonitor.job.alert;

import io.exposuremonitor.connectors.alert.OutboxEntry;
import org.apache.flink.api.common.typeinfo.TypeInformation;

/**
 * Type information of the state that alerting keeps. A test makes sure that no type falls back to
 * generic (Kryo) serialisation.
 */
public final class AlertTypes {
  /** An alert of one route, kept until its service has accepted it. */
  public static final TypeInformation<OutboxEntry> OUTBOX_ENTRY =
      TypeInformation.of(OutboxEntry.class);

  /** What a route has spent in the current hour. */
  public static final TypeInformation<Budget> BUDGET = TypeInformation.of(Budget.class);

  /** An incident that absorbed one of which a route was notified. */
  public static final TypeInformation<ChargedIncident> CHARGED_INCIDENT =
      TypeInformation.of(ChargedIncident.class);

  /** An incident of which a route was not notified because its budget was spent. */
  public static final TypeInformation<HeldIncident> HELD_INCIDENT =
      TypeInformation.of(HeldIncident.class);

  /** The version of which a route of changes was notified last. */
  public static final TypeInformation<ReportedVersion> REPORTED_VERSION =
      TypeInformation.of(ReportedVersion.class);

  private AlertTypes() {}
}
