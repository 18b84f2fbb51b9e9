package io.exposuremonitor.job.settings;

import io.exposuremonitor.detectors.arn.Arns;
import io.exposuremonitor.detectors.signal.Level;
import java.io.Serializable;
import java.net.URI;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A route: where incidents are sent, and which ones; or where changes of the monitor itself are
 * sent.
 *
 * @param name unique among the routes; pending alerts are kept under it
 * @param type of the service
 * @param url to post to; null for the region's own endpoint of an AWS service
 * @param key where the service's key is kept: {@code env:NAME} or the ARN of a secret; empty for
 *     none
 * @param aws the resource and the role of an AWS service; else {@link Aws#NONE}
 * @param minimumLevel the lowest level of the incidents sent
 * @param families of findings, one of which must be in the incident; empty for all
 * @param labels that the policy gives to tables, one of which the incident must touch; empty for
 *     all
 * @param accounts whose logs recorded it; empty for all
 * @param budget new incidents of a level and those above per hour of event time; 0 for no limit
 */
public record RouteSettings(
    String name,
    Type type,
    @Nullable URI url,
    String key,
    Aws aws,
    Level minimumLevel,
    List<String> families,
    List<String> labels,
    List<String> accounts,
    int budget)
    implements Serializable {
  /** The type of a service. */
  public enum Type {
    PAGERDUTY,
    /** Takes no incidents, but changes of the policy and of the monitor. */
    PAGERDUTY_CHANGES,
    ALERTMANAGER,
    WEBHOOK,
    SNS,
    SECURITY_HUB;

    /** True for an AWS service, which is called with credentials instead of a key. */
    public boolean isAws() {
      return this == SNS || this == SECURITY_HUB;
    }
  }

  /**
   * An AWS service.
   *
   * @param arn of the topic, or of the product as which findings are imported
   * @param role to assume, or empty for the job's own
   * @param externalId that its trust policy requires, or empty
   */
  public record Aws(String arn, String role, String externalId) implements Serializable {
    /** Not an AWS service. */
    public static final Aws NONE = new Aws("", "", "");

    /** The region that the ARN names. */
    public String region() {
      return Arns.region(arn);
    }
  }

  /** True when incidents are sent here. */
  public boolean takesIncidents() {
    return type != Type.PAGERDUTY_CHANGES;
  }

  /** Copies the lists, so that settings never change. */
  public RouteSettings {
    families = List.copyOf(families);
    labels = List.copyOf(labels);
    accounts = List.copyOf(accounts);
  }
}
