package io.exposuremonitor.job.demo;

import io.exposuremonitor.detectors.finding.Finding;
import io.exposuremonitor.detectors.incident.Incident;
import io.exposuremonitor.detectors.incident.Tactic;
import io.exposuremonitor.detectors.signal.Level;
import io.exposuremonitor.detectors.text.Visible;
import io.exposuremonitor.job.ocsf.Arn;
import io.exposuremonitor.job.report.TerminalSummary.Style;
import io.exposuremonitor.job.report.Units;
import io.exposuremonitor.job.simulation.ExpectedFinding;
import java.io.PrintWriter;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Tells the story on the terminal as it happens. Thread-safe. */
final class Narrator {
  private final StoryLines lines;

  Narrator(PrintWriter out, Style style) {
    lines = new StoryLines(out, style);
  }

  /**
   * Addresses to look at.
   *
   * @param page the demo's page
   * @param metrics the metrics, for Prometheus
   * @param engine Flink's web interface
   * @param dashboards Grafana's dashboards, if requested
   */
  record Places(URI page, URI metrics, URI engine, Optional<URI> dashboards) {}

  /** Announces a preparation that takes long. */
  synchronized void prepares(String what) {
    lines.say("", what);
    lines.flush();
  }

  /** Announces the start of the services and the job. */
  synchronized void welcome() {
    lines.say(
        "",
        "An invented shop on an emulated AWS, watched by the real monitor, all in this process."
            + " No account is needed, nobody in it exists, and nothing leaves this machine.");
    lines.say(
        "", "Starting DynamoDB Local, a bucket and a queue for the trail, and the monitor's job …");
    lines.flush();
  }

  /**
   * Announces that everything runs.
   *
   * @param startedIn how long the start took
   */
  synchronized void ready(Duration startedIn, Places places, Scenario scenario) {
    lines.blank();
    lines.say("Ready", "after " + seconds(startedIn) + ".");
    lines.say("Page", places.page().toString());
    places.dashboards().ifPresent(url -> lines.say("Dashboards", url.toString()));
    lines.say("Metrics", places.metrics().toString());
    lines.say("Engine", places.engine() + " (the job, as Flink shows it)");
    lines.say(
        "Policy",
        places.page().resolve("/policy") + " (what is normal here, sized to these tables)");
    lines.blank();
    lines.say(
        "The shop",
        Arn.of(Company.APPLICATION.id()).name()
            + " reads and writes one item at a time. "
            + Arn.of(Company.BATCH.id()).name()
            + " reads all orders every night; the policy allows it.");
    lines.say(
        "The trail",
        "Each call leaves a CloudTrail record. Here log files come every few seconds, in AWS every"
            + " few minutes. The monitor reads them, and the tables' streams.");
    if (scenario == Scenario.QUIET) {
      lines.say("Nobody", "else is around: the monitor has to stay silent.");
    }
    lines.blank();
    lines.flush();
  }

  synchronized void batch(Duration at, int orders) {
    lines.say(
        time(at),
        Arn.of(Company.BATCH.id()).name()
            + " reads all "
            + Units.count(orders)
            + " orders, as usual.");
    lines.flush();
  }

  synchronized void act(Duration at, Act act) {
    String who = Arn.of(Company.INTRUDER.id()).name();
    lines.say(
        time(at), lines.paint("1", "INTRUDER  " + who + ": " + act.title()) + ". " + act.detail());
    if (act.expected().isEmpty()) {
      lines.say("", "By itself this is harmless, and the monitor raises nothing.");
    }
    lines.flush();
  }

  synchronized void finding(Board.Raised raised) {
    Finding finding = raised.finding();
    String after = raised.after().map(time -> "  " + seconds(time) + " after it began").orElse("");
    lines.say(
        time(raised.raised()),
        lines.paint(colour(finding.level()), "FOUND  " + finding.level().word())
            + "  "
            + Visible.of(finding.analytic().id())
            + after);
    lines.say("", Visible.of(Brief.of(finding.message())));
    lines.flush();
  }

  /** Reports an incident that alerts people, for the first time or again. */
  synchronized void incident(Duration at, Board.Story story) {
    Incident incident = story.incident();
    String what = incident.change() == Incident.Change.OPENED ? "opened" : "escalated";
    lines.say(
        time(at),
        lines.paint(colour(incident.level()), "INCIDENT  " + incident.level().word())
            + "  "
            + what
            + ": "
            + Units.count(incident.findings(), "finding")
            + ", risk "
            + incident.risk());
    lines.flush();
  }

  /** Sums up the story. */
  synchronized void summary(Verdict verdict, Board board, Trail trail, Scenario scenario) {
    lines.blank();
    lines.heading("What happened");
    if (scenario == Scenario.QUIET) {
      quiet(verdict, trail);
      lines.flush();
      return;
    }
    List<String> taken = verdict.taken();
    lines.say("Taken", taken.isEmpty() ? "nothing yet" : taken.get(0));
    taken.stream().skip(1).forEach(line -> lines.say("", line));
    lines.say("By", verdict.who().map(Visible::of).orElse("nobody found"));
    lines.say("How", "");
    for (Board.Deed deed : board.deeds()) {
      lines.say(time(deed.began()), deed.act().title());
      board.raised().stream()
          .filter(raised -> raised.deed().map(Board.Deed::act).equals(Optional.of(deed.act())))
          .forEach(this::found);
    }
    for (Board.Story story : board.stories()) {
      lines.say(
          "Incident",
          lines.paint(colour(story.incident().level()), story.incident().level().word())
              + "  "
              + Units.count(story.incident().findings(), "finding")
              + ", risk "
              + story.incident().risk()
              + ": "
              + String.join(
                  " → ", story.incident().tactics().stream().map(Tactic::words).toList()));
    }
    List<ExpectedFinding> missing = board.missing();
    missing.forEach(
        expected ->
            lines.say(
                "",
                lines.paint("31", "NOT FOUND")
                    + "  "
                    + expected.analytic()
                    + " on "
                    + Arn.of(expected.resource()).name()));
    if (trail.unseen() > 0) {
      lines.say(
          "Blind",
          Units.count(trail.unseen(), "call")
              + " on items left no record since the logs were narrowed. Item changes are still"
              + " seen: they come from streams, not from CloudTrail.");
    }
    next();
    lines.flush();
  }

  private void quiet(Verdict verdict, Trail trail) {
    List<Board.Raised> alarming = verdict.alarming();
    lines.say(
        alarming.isEmpty() ? "Quiet" : "ALARM",
        Units.count(trail.records(), "call")
            + " of the application and the batch, and "
            + Units.count(alarming.size(), "finding")
            + " of level medium or above.");
    alarming.forEach(this::found);
  }

  private void found(Board.Raised raised) {
    Level level = raised.finding().level();
    lines.say(
        "",
        lines.paint(colour(level), level.word())
            + "  "
            + Visible.of(raised.finding().analytic().id())
            + " on "
            + Visible.of(Arn.of(raised.finding().resource()).name())
            + raised.after().map(after -> ", after " + seconds(after)).orElse(""));
  }

  private void next() {
    lines.say("Next", "what each finding means and what to do: docs/detectors, docs/detections.md");
    lines.say("", "on your own logs: ./exposure-monitor replay LOGS --report report.html");
  }

  /** Reports that the process that shows the dashboards has ended; everything else continues. */
  synchronized void dashboardsLost(Duration at) {
    lines.say(time(at), "The dashboards are gone: their process has ended. The page stays.");
    lines.flush();
  }

  /** Announces that the page stays up. */
  synchronized void lingers(URI page) {
    lines.blank();
    lines.say("", "The page stays up at " + page + ". Ctrl-C stops everything.");
    lines.flush();
  }

  synchronized void stopped() {
    lines.say("", "Stopped; nothing is left behind.");
    lines.flush();
  }

  private static String colour(Level level) {
    return switch (level) {
      case CRITICAL -> "1;31";
      case HIGH -> "31";
      case MEDIUM -> "33";
      case LOW -> "36";
      case INFORMATIONAL -> "2";
    };
  }

  private static String time(Duration at) {
    return String.format(Locale.ROOT, "%d:%02d", at.toMinutes(), at.toSecondsPart());
  }

  private static String seconds(Duration duration) {
    return String.format(Locale.ROOT, "%.1f s", duration.toMillis() / 1000.0);
  }
}
