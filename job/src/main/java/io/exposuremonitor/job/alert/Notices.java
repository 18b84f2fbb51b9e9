package io.exposuremonitor.job.alert;

import io.exposuremonitor.detectors.incident.Incident;
import io.exposuremonitor.detectors.incident.IncidentScope;
import io.exposuremonitor.detectors.signal.Level;
import java.util.List;

/** The monitor's notices about itself, in the form of an incident without findings. */
final class Notices {
  private Notices() {}

  static Incident of(String id, Incident.Change change, Level level, long time, String summary) {
    boolean end = change.isEnd();
    return new Incident(
        id,
        end ? 2 : 1,
        change,
        end ? Incident.State.RESOLVED : Incident.State.OPEN,
        time,
        level,
        0,
        time,
        time,
        summary,
        List.of(),
        List.of(),
        List.of(),
        List.of(),
        null,
        0,
        0,
        0,
        List.of(),
        "",
        IncidentScope.of(List.of(), List.of(), List.of()));
  }
}
