package io.exposuremonitor.job.demo;

import io.exposuremonitor.detectors.signal.Level;
import io.exposuremonitor.job.ocsf.Arn;
import io.exposuremonitor.job.report.Units;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The outcome in sentences: what was taken, by whom and how. */
final class Verdict {
  private final Board board;
  private final Ledger ledger;

  Verdict(Board board, Ledger ledger) {
    this.board = board;
    this.ledger = ledger;
  }

  /** The highest level of the findings, or empty if there are none. */
  Optional<Level> worst() {
    return board.raised().stream()
        .map(raised -> raised.finding().level())
        .reduce((a, b) -> a.atLeast(b) ? a : b);
  }

  /** The outcome in one line. */
  String headline() {
    List<Board.Raised> raised = alarming();
    if (raised.isEmpty()) {
      return "Nothing unusual: nobody reads more than they usually do";
    }
    String who = Arn.of(raised.get(0).finding().actor().id()).name();
    Ledger.Taken customers = ledger.taken(Company.INTRUDER.id(), Company.CUSTOMERS.name());
    return deeds(Act.SCAN) && customers.distinct() > 0
        ? who
            + " has taken "
            + Units.count(customers.distinct())
            + " of "
            + Units.count(Company.CUSTOMER_COUNT)
            + " customers"
        : who + " is acting suspiciously";
  }

  /** What was taken, one line for each way that the intruder used. */
  List<String> taken() {
    List<String> lines = new ArrayList<>();
    Ledger.Taken customers = ledger.taken(Company.INTRUDER.id(), Company.CUSTOMERS.name());
    if (customers.items() > 0) {
      lines.add(
          Units.count(customers.distinct())
              + " of "
              + Units.count(Company.CUSTOMER_COUNT)
              + " customers ("
              + Units.bytes(customers.bytes())
              + ") by "
              + Units.count(customers.calls(), "call")
              + " of Scan and PartiQL");
    }
    if (deeds(Act.EXPORT)) {
      lines.add(
          "all customers once more, by an export to a bucket of account "
              + Company.FOREIGN_ACCOUNT);
    }
    Ledger.Taken orders = ledger.taken(Company.INTRUDER.id(), RogueFunction.loot());
    if (orders.items() > 0) {
      lines.add(
          Units.count(orders.distinct())
              + " new orders, copied from the table's stream by a function, and every further one");
    }
    if (deeds(Act.STREAM)) {
      lines.add("every change of a customer from then on, sent to a stream of that account");
    }
    return lines;
  }

  /** The culprit according to the evidence of the findings, or empty if there is none yet. */
  Optional<String> who() {
    return alarming().stream()
        .map(Board.Raised::finding)
        .filter(finding -> !finding.evidence().origins().isEmpty())
        .findFirst()
        .map(
            finding -> {
              var origin = finding.evidence().origins().get(0);
              return finding.actor().id()
                  + ", access key "
                  + origin.accessKeyId()
                  + ", from "
                  + origin.sourceIp();
            });
  }

  /** Findings that need a person's attention. */
  List<Board.Raised> alarming() {
    return board.raised().stream()
        .filter(raised -> raised.finding().level().atLeast(Level.MEDIUM))
        .toList();
  }

  private boolean deeds(Act act) {
    return board.deeds().stream().anyMatch(deed -> deed.act() == act);
  }
}
