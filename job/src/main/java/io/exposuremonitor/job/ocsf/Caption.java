package io.exposuremonitor.job.ocsf;

import io.exposuremonitor.detectors.activity.Actor;
import io.exposuremonitor.detectors.finding.Finding;
import io.exposuremonitor.detectors.signal.Analytic;
import io.exposuremonitor.detectors.signal.Level;
import io.exposuremonitor.detectors.signal.Signal;

/**
 * A value of one of OCSF's enumerations: its number and the caption that goes with it.
 *
 * @param id the number, for the attribute that ends with {@code _id}
 * @param text the caption, for its sibling
 */
record Caption(int id, String text) {

  /** {@code activity_id} of a finding. */
  static Caption of(Finding.Phase phase) {
    return switch (phase) {
      case OPENED -> new Caption(1, "Create");
      case UPDATED -> new Caption(2, "Update");
      case CLOSED -> new Caption(3, "Close");
    };
  }

  /** {@code severity_id}. */
  static Caption of(Level level) {
    return switch (level) {
      case INFORMATIONAL -> new Caption(1, "Informational");
      case LOW -> new Caption(2, "Low");
      case MEDIUM -> new Caption(3, "Medium");
      case HIGH -> new Caption(4, "High");
      case CRITICAL -> new Caption(5, "Critical");
    };
  }

  /** {@code confidence_id}. */
  static Caption of(Signal.Confidence confidence) {
    return switch (confidence) {
      case LOW -> new Caption(1, "Low");
      case MEDIUM -> new Caption(2, "Medium");
      case HIGH -> new Caption(3, "High");
    };
  }

  /** {@code analytic.type_id}. */
  static Caption of(Analytic.Type type) {
    return switch (type) {
      case RULE -> new Caption(1, "Rule");
      case BEHAVIORAL -> new Caption(2, "Behavioral");
    };
  }

  /** {@code user.type_id}; for 99 (Other), the schema asks for the source's own term. */
  static Caption of(Actor.Kind kind) {
    return switch (kind) {
      case UNKNOWN -> new Caption(0, "Unknown");
      case USER, IDENTITY_CENTER_USER, FEDERATED_USER -> new Caption(1, "User");
      case ROOT -> new Caption(2, "Admin");
      case SERVICE -> new Caption(3, "System");
      case ROLE -> new Caption(99, "Role");
      case ACCOUNT -> new Caption(99, "Account");
    };
  }
}
