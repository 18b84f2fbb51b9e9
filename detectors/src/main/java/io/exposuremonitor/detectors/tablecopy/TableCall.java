package io.exposuremonitor.detectors.tablecopy;

import io.exposuremonitor.detectors.activity.ActivityBundle;
import io.exposuremonitor.detectors.activity.ActivityBundle.Facet;
import io.exposuremonitor.detectors.activity.Actor;
import io.exposuremonitor.detectors.activity.Operation;
import io.exposuremonitor.detectors.activity.Origin;
import io.exposuremonitor.detectors.policy.Pattern;
import io.exposuremonitor.detectors.policy.Policy;
import io.exposuremonitor.detectors.signal.EventReference;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * A successful call that copied a whole table, or enabled such a copy.
 *
 * @param facet attributes shared with other calls of the bundle
 * @param time event time, epoch milliseconds
 * @param event reference for looking it up; the id is empty if the bundle doesn't carry it
 */
record TableCall(Facet facet, long time, EventReference event) {

  /**
   * Services that export for an integration under a role; the rule for exports excludes them as
   * well. Glue is not one of them: its integrations export as the service itself, and its jobs,
   * under a role, to any bucket.
   */
  private static final Set<String> INTEGRATIONS =
      Set.of(
          "redshift.amazonaws.com",
          "redshift-serverless.amazonaws.com",
          "osis.amazonaws.com",
          "osis-pipelines.amazonaws.com");

  /**
   * The calls of a bundle, without approved and routine ones; none for resources other than tables.
   */
  static List<TableCall> of(ActivityBundle bundle, Policy policy) {
    List<TableCall> calls = new ArrayList<>();
    if (bundle.actor().kind() == Actor.Kind.SERVICE) {
      return calls;
    }
    for (int i = 0; i < bundle.size(); i++) {
      Facet facet = bundle.facetOf(i);
      if (!facet.failed() && isWatched(bundle, facet, policy)) {
        EventReference event = new EventReference(bundle.eventId(i), facet.origin());
        calls.add(new TableCall(facet, bundle.time(i), event));
      }
    }
    return calls;
  }

  /** True for the two steps of a prepared export. */
  static boolean isStep(Operation operation) {
    return operation == Operation.UPDATE_CONTINUOUS_BACKUPS || operation == Operation.EXPORT_TABLE;
  }

  private static boolean isWatched(ActivityBundle bundle, Facet facet, Policy policy) {
    Origin origin = facet.origin();
    return switch (facet.operation()) {
      case CREATE_BACKUP -> !origin.byBackupPlan();
      // A job may back up anything: volumes, file systems, databases.
      case START_BACKUP_JOB -> !origin.byBackupPlan() && bundle.resource().contains(":dynamodb:");
      case EXPORT_TABLE ->
          !INTEGRATIONS.contains(origin.invokedBy()) && !mayExport(bundle.actor(), policy);
      case UPDATE_CONTINUOUS_BACKUPS -> true;
      default -> false;
    };
  }

  private static boolean mayExport(Actor actor, Policy policy) {
    return Pattern.matchesAny(policy.approved().exportActors(), actor.id());
  }
}
