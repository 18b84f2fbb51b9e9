package io.exposuremonitor.job.alert;

import io.exposuremonitor.connectors.alert.OutboxEntry;
import org.apache.flink.api.common.typeinfo.TypeInformation;

/**
 * The types that alerts keep in state; a test makes sure that none of them falls back to generic
 * serialisation.
 */
public final class AlertTypes {
  /** One alert at one service. */
  public static final TypeInformation<OutboxEntry> OUTBOX_ENTRY =
      TypeInformation.of(OutboxEntry.class);

  /** What a route has spent in the current hour. */
  public static final TypeInformation<Budget> BUDGET = TypeInformation.of(Budget.class);

  /** An incident that absorbed one already alerted to a route. */
  public static final TypeInformation<Successor> SUCCESSOR = TypeInformation.of(Successor.class);

  /** The version last announced to a route of changes. */
  public static final TypeInformation<ReportedVersion> REPORTED_VERSION =
      TypeInformation.of(ReportedVersion.class);

  private AlertTypes() {}
}
