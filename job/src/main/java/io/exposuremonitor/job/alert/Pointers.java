package io.exposuremonitor.job.alert;

import io.exposuremonitor.detectors.activity.Actor;
import io.exposuremonitor.detectors.detection.FamilyGuide;
import io.exposuremonitor.detectors.incident.Incident;
import io.exposuremonitor.detectors.incident.IncidentStep;
import io.exposuremonitor.job.ocsf.Remediations;
import io.exposuremonitor.job.settings.RunSettings;
import java.io.Serializable;
import java.net.URI;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * What an alert offers its reader besides the incident: what to do, guides, a dashboard, and the
 * command that replays the incident's days.
 */
final class Pointers implements Serializable {
  private static final long serialVersionUID = 1L;
  private static final int MAX_GUIDES = 5;
  private static final int MAX_DAYS = 7;

  private final String guides;
  private final String dashboard;
  private final String logs;

  Pointers(RunSettings.IncidentOptions options) {
    this.guides = options.guides().map(URI::toString).orElse("");
    this.dashboard = options.dashboard();
    this.logs = options.logs().replaceAll("/+$", "");
  }

  /**
   * The investigation guides of the findings, most severe first: URLs when the address of the
   * guides is configured, else paths in the repository.
   */
  List<String> guides(Incident incident) {
    Set<String> all = new LinkedHashSet<>();
    incident.byWeight().forEach(step -> all.add(guide(step)));
    return all.stream().limit(MAX_GUIDES).toList();
  }

  /** What to do about the most severe finding, in order. */
  List<String> whatToDo(Incident incident) {
    return incident
        .worst()
        .map(
            step ->
                Remediations.shipped()
                    .steps(step.analytic(), Actor.kindOf(step.actor()), step.actor()))
        .orElse(List.of());
  }

  private String guide(IncidentStep step) {
    String path = step.guide().isEmpty() ? FamilyGuide.of(step.analytic()) : step.guide();
    boolean url = path.startsWith("http://") || path.startsWith("https://");
    return url || guides.isEmpty() ? path : guides.replaceAll("/+$", "") + '/' + path;
  }

  /** The address of the dashboard page about the incident, or empty. */
  String dashboard(Incident incident) {
    return dashboard
        .replace("{incident}", incident.id())
        .replace("{short}", Incident.shortId(incident.id()))
        .replace("{start}", Long.toString(incident.start()))
        .replace("{end}", Long.toString(incident.end()));
  }

  /**
   * The command that fetches the trail's files of the incident's days, at most a week, and replays
   * them.
   */
  String replay(Incident incident) {
    StringBuilder command = new StringBuilder("aws s3 sync ");
    command
        .append(logs.isEmpty() ? "s3://TRAIL-BUCKET" : logs)
        .append("/AWSLogs/ logs --exclude '*'");
    LocalDate day = date(incident.start());
    LocalDate last = date(incident.end());
    for (int i = 0; i < MAX_DAYS && !day.isAfter(last); i++) {
      command.append(" --include '*/").append(day.toString().replace('-', '/')).append("/*'");
      day = day.plusDays(1);
    }
    return command.append(" && ./exposure-monitor replay logs --report report.html").toString();
  }

  private static LocalDate date(long millis) {
    return LocalDate.ofInstant(Instant.ofEpochMilli(millis), ZoneOffset.UTC);
  }
}
