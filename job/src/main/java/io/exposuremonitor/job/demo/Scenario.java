package io.exposuremonitor.job.demo;

import java.util.List;

/** What happens besides the company's usual business. */
enum Scenario {
  /** An intruder with a contractor's access key copies tables and covers the traces. */
  THEFT,
  /** Nothing: the application and the batch work, and the monitor has to be silent. */
  QUIET;

  /** What the intruder does, in order. */
  List<Act> acts() {
    return switch (this) {
      case THEFT -> List.of(Act.values());
      case QUIET -> List.of();
    };
  }
}
