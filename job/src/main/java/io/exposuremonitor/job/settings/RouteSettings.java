package io.exposuremonitor.job.settings;

import io.exposuremonitor.detectors.signal.Level;
import java.io.Serializable;
import java.net.URI;
import java.util.List;

/**
 * Where incidents are told, and which.
 *
 * @param name unique among the routes; what is under way is kept under it
 * @param type of the service
 * @param url to post to
 * @param key where the service's key is: {@code env:NAME} or the ARN of a secret; empty for none
 * @param minimumLevel the least that is told
 * @param families of findings, one of which must be in the incident; empty for all
 * @param labels that the policy gives tables, one of which the incident must touch; empty for all
 * @param accounts whose logs tell of it; empty for all
 * @param budget new incidents in an hour of event time; 0 for no limit
 */
public record RouteSettings(
    String name,
    Type type,
    URI url,
    String key,
    Level minimumLevel,
    List<String> families,
    List<String> labels,
    List<String> accounts,
    int budget)
    implements Serializable {
  /** What takes alerts. */
  public enum Type {
    PAGERDUTY,
    ALERTMANAGER,
    WEBHOOK
  }

  /** Copies the lists, so that settings never change. */
  public RouteSettings {
    families = List.copyOf(families);
    labels = List.copyOf(labels);
    accounts = List.copyOf(accounts);
  }
}
