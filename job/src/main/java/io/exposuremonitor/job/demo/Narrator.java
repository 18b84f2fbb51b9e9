package io.exposuremonitor.job.demo;

import io.exposuremonitor.detectors.finding.Finding;
import io.exposuremonitor.detectors.incident.Incident;
import io.exposuremonitor.detectors.incident.Tactic;
import io.exposuremonitor.detectors.signal.Level;
import io.exposuremonitor.job.ocsf.Arn;
import io.exposuremonitor.job.report.Levels;
import io.exposuremonitor.job.report.TerminalSummary.Style;
import io.exposuremonitor.job.report.Units;
import io.exposuremonitor.job.report.Visible;
import io.exposuremonitor.job.simulation.ExpectedFinding;
import java.io.PrintWriter;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Tells the story on the terminal, line by line, as it happens. Thread-safe. */
final class Narrator {
  private static final String MARGIN = " ".repeat(10);
  private static final int NARROWEST = 40;
  private static final int RULE = 34;
  private static final char ESCAPE = 27;

  private final PrintWriter out;
  private final Style style;

  Narrator(PrintWriter out, Style style) {
    this.out = out;
    this.style = style;
  }

  /**
   * Where there is something to look at.
   *
   * @param page the demo's own
   * @param metrics for Prometheus
   * @param engine Flink's pages about the job
   * @param dashboards Grafana's, if they were asked for
   */
  record Places(URI page, URI metrics, URI engine, Optional<URI> dashboards) {}

  /** Something takes long before anything begins. */
  synchronized void prepares(String what) {
    say("", what);
    out.flush();
  }

  /** Before anything is there. */
  synchronized void welcome() {
    say(
        "",
        "An invented shop on an emulated AWS, watched by the real monitor, all in this process."
            + " No account is needed, nobody in it exists, and nothing leaves this machine.");
    say("", "Starting DynamoDB Local, a bucket and a queue for the trail, and the monitor's job …");
    out.flush();
  }

  /**
   * Everything runs.
   *
   * @param startedIn how long it took
   */
  synchronized void ready(Duration startedIn, Places places, Scenario scenario) {
    blank();
    say("Ready", "after " + seconds(startedIn) + ".");
    say("Page", places.page().toString());
    places.dashboards().ifPresent(url -> say("Dashboards", url.toString()));
    say("Metrics", places.metrics().toString());
    say("Engine", places.engine() + " (the job, as Flink shows it)");
    say(
        "Policy",
        places.page().resolve("/policy") + " (what is normal here, sized to these tables)");
    blank();
    say(
        "The shop",
        Arn.of(Company.APPLICATION.id()).name()
            + " reads and writes one item at a time. "
            + Arn.of(Company.BATCH.id()).name()
            + " reads all orders every night; the policy allows it.");
    say(
        "The trail",
        "Each call leaves a CloudTrail record. Here log files come every few seconds, in AWS every"
            + " few minutes. The monitor reads them, and the tables' streams.");
    if (scenario == Scenario.QUIET) {
      say("Nobody", "else is about: the monitor has to be silent.");
    }
    blank();
    out.flush();
  }

  synchronized void batch(Duration at, int orders) {
    say(
        time(at),
        Arn.of(Company.BATCH.id()).name()
            + " reads all "
            + Units.count(orders)
            + " orders. Usual for it.");
    out.flush();
  }

  synchronized void act(Duration at, Act act) {
    String who = Arn.of(Company.INTRUDER.id()).name();
    say(time(at), paint("1", "INTRUDER  " + who + ": " + act.title()) + ". " + act.detail());
    if (act.expected().isEmpty()) {
      say("", "By itself this is nobody's fault, and the monitor raises nothing.");
    }
    out.flush();
  }

  synchronized void finding(Board.Raised raised) {
    Finding finding = raised.finding();
    String after = raised.after().map(time -> "  " + seconds(time) + " after it began").orElse("");
    say(
        time(raised.raised()),
        paint(colour(finding.level()), "FOUND  " + Levels.word(finding.level()))
            + "  "
            + Visible.of(finding.analytic().id())
            + after);
    say("", Visible.of(Brief.of(finding.message())));
    out.flush();
  }

  /** People are called for an incident, or called again. */
  synchronized void incident(Duration at, Board.Story story) {
    Incident incident = story.incident();
    String what = incident.change() == Incident.Change.OPENED ? "opened" : "got worse";
    say(
        time(at),
        paint(colour(incident.level()), "INCIDENT  " + Levels.word(incident.level()))
            + "  "
            + what
            + ": "
            + Units.count(incident.findings(), "finding")
            + ", risk "
            + incident.risk());
    out.flush();
  }

  /** The end of the story. */
  synchronized void summary(Verdict verdict, Board board, Trail trail, Scenario scenario) {
    blank();
    out.println(paint("1", line(ascii("── What happened " + "─".repeat(RULE)))));
    if (scenario == Scenario.QUIET) {
      quiet(verdict, trail);
      out.flush();
      return;
    }
    List<String> taken = verdict.taken();
    say("Taken", taken.isEmpty() ? "nothing yet" : taken.get(0));
    taken.stream().skip(1).forEach(line -> say("", line));
    say("By", verdict.who().map(Visible::of).orElse("nobody that was found"));
    say("How", "");
    for (Board.Deed deed : board.deeds()) {
      say(time(deed.began()), deed.act().title());
      board.raised().stream()
          .filter(raised -> raised.deed().map(Board.Deed::act).equals(Optional.of(deed.act())))
          .forEach(this::found);
    }
    for (Board.Story story : board.stories()) {
      say(
          "Incident",
          paint(colour(story.incident().level()), Levels.word(story.incident().level()))
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
            say(
                "",
                paint("31", "NOT FOUND")
                    + "  "
                    + expected.analytic()
                    + " on "
                    + Arn.of(expected.resource()).name()));
    if (trail.unseen() > 0) {
      say(
          "Blind",
          Units.count(trail.unseen(), "call")
              + " on items left no record since the logs were narrowed. Changes of items are still"
              + " seen: streams are not CloudTrail's.");
    }
    next();
    out.flush();
  }

  private void quiet(Verdict verdict, Trail trail) {
    List<Board.Raised> alarming = verdict.alarming();
    say(
        alarming.isEmpty() ? "Quiet" : "ALARM",
        Units.count(trail.records(), "call")
            + " of the application and the batch, and "
            + Units.count(alarming.size(), "finding")
            + " of level medium or above.");
    alarming.forEach(this::found);
  }

  private void found(Board.Raised raised) {
    Level level = raised.finding().level();
    say(
        "",
        paint(colour(level), Levels.word(level))
            + "  "
            + Visible.of(raised.finding().analytic().id())
            + " on "
            + Visible.of(Arn.of(raised.finding().resource()).name())
            + raised.after().map(after -> ", after " + seconds(after)).orElse(""));
  }

  private void next() {
    say("Next", "what each finding means and what to do: docs/detectors, docs/detections.md");
    say("", "on your own logs: ./exposure-monitor replay LOGS --report report.html");
  }

  /** The process that shows dashboards is gone; all else goes on. */
  synchronized void dashboardsLost(Duration at) {
    say(time(at), "The dashboards are gone: their process has ended. The page goes on.");
    out.flush();
  }

  /** The page is still there. */
  synchronized void lingers(URI page) {
    blank();
    say("", "The page stays up at " + page + ". Ctrl-C stops everything.");
    out.flush();
  }

  synchronized void stopped() {
    say("", "Stopped; nothing is left behind.");
    out.flush();
  }

  private void blank() {
    out.println();
  }

  /** Wraps at the terminal's width; colours take no room. */
  private void say(String label, String text) {
    int room = Math.max(NARROWEST, style.width() - MARGIN.length() - 2);
    String first = String.format(Locale.ROOT, "%" + MARGIN.length() + "s  ", label);
    StringBuilder line = new StringBuilder();
    int used = 0;
    for (String word : ascii(text).split(" ", -1)) {
      int width = word.replaceAll(ESCAPE + "\\[[0-9;]*m", "").length();
      if (used > 0 && used + 1 + width > room) {
        out.println(line(first + line));
        first = MARGIN + "  ";
        line.setLength(0);
        used = 0;
      }
      if (!line.isEmpty()) {
        line.append(' ');
        used++;
      }
      line.append(word);
      used += width;
    }
    out.println(line(first + line));
  }

  private static String line(String text) {
    return text.stripTrailing();
  }

  /** What the terminal can show of text that is harmless already. */
  private String ascii(String text) {
    return style.unicode()
        ? text
        : text.replace('─', '-')
            .replace("→", "->")
            .replace("…", "...")
            .replaceAll("[^\\x00-\\x7F]", "?");
  }

  private String paint(String code, String text) {
    return style.colour() ? ESCAPE + "[" + code + 'm' + text + ESCAPE + "[0m" : text;
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
