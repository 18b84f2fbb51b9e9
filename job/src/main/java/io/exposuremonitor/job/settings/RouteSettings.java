package io.exposuremonitor.job.settings;

import io.exposuremonitor.detectors.arn.Arns;
import io.exposuremonitor.detectors.signal.Level;
import java.io.Serializable;
import java.net.URI;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where incidents are told, and which; or where changes of the monitor itself are told.
 *
 * @param name unique among the routes; what is under way is kept under it
 * @param type of the service
 * @param url to post to; null for the region's own endpoint of a service of AWS
 * @param key where the service's key is: {@code env:NAME} or the ARN of a secret; empty for none
 * @param aws what is told, and as whom, when it is a service of AWS; else {@link Aws#NONE}
 * @param minimumLevel the least that is told
 * @param families of findings, one of which must be in the incident; empty for all
 * @param labels that the policy gives tables, one of which the incident must touch; empty for all
 * @param accounts whose logs tell of it; empty for all
 * @param budget new incidents in an hour of event time; 0 for no limit
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
  /** What takes alerts. */
  public enum Type {
    PAGERDUTY,
    /** Takes no incidents, but changes of the policy and of the monitor. */
    PAGERDUTY_CHANGES,
    ALERTMANAGER,
    WEBHOOK,
    SNS,
    SECURITY_HUB;

    /** True for a service of AWS, which is called with credentials instead of a key. */
    public boolean isAws() {
      return this == SNS || this == SECURITY_HUB;
    }
  }

  /**
   * A service of AWS.
   *
   * @param arn of the topic, or of the product as which findings are imported
   * @param role to assume, or empty for the job's own
   * @param externalId that its trust policy asks for, or empty
   */
  public record Aws(String arn, String role, String externalId) implements Serializable {
    /** No service of AWS. */
    public static final Aws NONE = new Aws("", "", "");

    /** The region that the ARN names. */
    public String region() {
      return Arns.region(arn);
    }
  }

  /** True when incidents are told here. */
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
