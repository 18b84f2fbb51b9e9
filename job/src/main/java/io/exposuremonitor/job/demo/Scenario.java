package io.exposuremonitor.job.demo;

import java.util.List;

/** What happens besides the usual business. */
enum Scenario {
  /** An intruder with a contractor's access key copies tables and covers its tracks. */
  THEFT,
  /** Nothing: only the application and the batch work, and the monitor has to stay silent. */
  QUIET;

  /** The acts of the intruder, in order. */
  List<Act> acts() {
    return switch (this) {
      case THEFT -> List.of(Act.values());
      case QUIET -> List.of();
    };
  }
}
