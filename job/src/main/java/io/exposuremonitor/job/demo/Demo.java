package io.exposuremonitor.job.demo;

import io.exposuremonitor.detectors.finding.Finding;
import io.exposuremonitor.detectors.incident.Incident;
import io.exposuremonitor.job.engine.TemporaryFolder;
import io.exposuremonitor.job.metrics.MetricsEndpoint;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** One run of the demo, from start to clean-up. */
final class Demo {
  /**
   * The options.
   *
   * @param scenario the scenario
   * @param speed speed of the story, 1 for normal
   * @param seed seed of everything random
   * @param port port of the page, 0 for any free one
   * @param length how long the demo runs once it is ready; empty to run until stopped
   * @param dashboards shown in addition to the page, if requested
   */
  record Options(
      Scenario scenario,
      double speed,
      long seed,
      int port,
      Optional<Duration> length,
      Optional<Dashboards> dashboards) {}

  /** Machine time between two log files, whatever the speed of the story. */
  private static final Duration LOG_FILES = Duration.ofMillis(1_500);

  private static final Duration ROGUE_POLLS = Duration.ofSeconds(1);
  private static final Duration RENEWALS = Duration.ofSeconds(3);

  /** Story time between the last act and the summary. */
  private static final Duration AFTERMATH = Duration.ofSeconds(18);

  /** Story time for which the quiet scenario runs before the summary. */
  private static final Duration QUIET_LOOK = Duration.ofSeconds(60);

  /** Machine time that the monitor has for missing findings. */
  private static final Duration PATIENCE = Duration.ofSeconds(45);

  private static final Duration LOOK_AGAIN = Duration.ofMillis(200);
  private static final Duration FOR_EVER = Duration.ofDays(365);
  private static final Duration STOP_LIMIT = Duration.ofSeconds(60);

  private final Options options;
  private final Narrator narrator;
  private final StoryClock clock;
  private final Ending ending = new Ending();
  private final Ledger ledger = new Ledger();
  private final Board board;
  private final Verdict verdict;
  private final Trail trail;
  private volatile Supplier<String> job = () -> "STARTING";
  private volatile @Nullable URI engine;

  Demo(Options options, Narrator narrator) {
    this.options = options;
    this.narrator = narrator;
    clock = new StoryClock(options.speed());
    board = new Board(clock::elapsed);
    verdict = new Verdict(board, ledger);
    trail = new Trail(options.seed(), InstantSource.system());
  }

  /**
   * Runs the demo, prints the summary and cleans up.
   *
   * @return false if the monitor missed something or accused an innocent actor
   */
  boolean run() throws Exception {
    narrator.welcome();
    // The process ends with the hook, so the hook waits for the clean-up in the main thread.
    Thread hook =
        new Thread(
            () -> {
              ending.stop();
              ending.awaitCleanUp(STOP_LIMIT);
            },
            "stop");
    Runtime.getRuntime().addShutdownHook(hook);
    try (TemporaryFolder temporary = TemporaryFolder.create()) {
      return run(temporary.path());
    } finally {
      narrator.stopped();
      ending.markCleanedUp();
    }
  }

  private boolean run(Path folder) throws Exception {
    String policy = DemoPage.resource("policy.yml");
    try (MetricsEndpoint metrics = MetricsEndpoint.open("127.0.0.1", 0);
        @Nullable DashboardsViewer dashboards = dashboards(metrics.url());
        DemoPage page = DemoPage.open(options.port(), json(metrics, dashboards), policy);
        OnCall onCall = OnCall.open();
        LocalServices services = LocalServices.start(new People(options.seed()));
        Watch watch =
            Watch.of(
                services.inputs() + onCall.alerts(),
                policy,
                folder,
                new Watch.Listeners(
                    this::found,
                    this::reported,
                    change -> ledger.changed(change.header().table().name())))) {
      services.awaitPeople();
      watch.begin();
      job = watch::state;
      engine = watch.engine();
      try (Business business = new Business(ending)) {
        narrator.ready(
            clock.elapsed(),
            new Narrator.Places(page.url(), metrics.url(), watch.engine(), urlOf(dashboards)),
            options.scenario());
        clock.begin();
        options.length().ifPresent(ending::endAfter);
        RogueFunction rogue = new RogueFunction(services.streams(), trail, ledger);
        open(business, services, rogue);
        return story(services, rogue, page);
      }
    }
  }

  private @Nullable DashboardsViewer dashboards(URI metrics)
      throws DashboardsException, InterruptedException {
    if (options.dashboards().isEmpty()) {
      return null;
    }
    DashboardsViewer viewer = options.dashboards().get().open(metrics);
    viewer.whenLost(() -> narrator.dashboardsLost(clock.elapsed()));
    return viewer;
  }

  private static Optional<URI> urlOf(@Nullable DashboardsViewer dashboards) {
    return Optional.ofNullable(dashboards).map(DashboardsViewer::url);
  }

  /** Provides the content of the page. */
  private Supplier<String> json(MetricsEndpoint metrics, @Nullable DashboardsViewer dashboards) {
    BoardJson json =
        new BoardJson(
            new BoardJson.Setting(
                options.scenario(),
                options.speed(),
                options.seed(),
                metrics.url().toString(),
                urlOf(dashboards).map(URI::toString).orElse("")),
            board,
            ledger,
            trail,
            clock);
    return () -> json.write(job.get(), engine == null ? "" : engine.toString());
  }

  /** Starts the business and the delivery of log files. */
  private void open(Business business, LocalServices services, RogueFunction rogue) {
    Application application =
        new Application(
            new RecordedDynamoDb(services.tables(), Company.APPLICATION, trail, ledger),
            new People(options.seed()),
            options.seed());
    NightBatch batch =
        new NightBatch(new RecordedDynamoDb(services.tables(), Company.BATCH, trail, ledger));
    Projection projection = new Projection(services.tables());
    business.every(Duration.ZERO, clock.real(Application.PACE), application::visit);
    business.every(
        clock.real(NightBatch.FIRST),
        clock.real(NightBatch.EVERY),
        () -> {
          int orders = batch.run();
          board.batch();
          narrator.batch(clock.elapsed(), orders);
        });
    business.every(RENEWALS, RENEWALS, projection::renew);
    business.every(LOG_FILES, LOG_FILES, () -> trail.deliver(services));
    business.every(ROGUE_POLLS, ROGUE_POLLS, rogue::poll);
  }

  private void found(Finding finding) {
    board.found(finding).ifPresent(narrator::finding);
  }

  private void reported(Incident incident) {
    board.reported(incident).ifPresent(story -> narrator.incident(clock.elapsed(), story));
  }

  private boolean story(LocalServices services, RogueFunction rogue, DemoPage page)
      throws Exception {
    boolean summedUp = false;
    try {
      for (Act act : options.scenario().acts()) {
        ending.pause(clock.real(act.at()).minus(clock.elapsed()));
        act(
            act,
            new Intruder(
                new RecordedDynamoDb(services.managedTables(), Company.INTRUDER, trail, ledger),
                services.trails(),
                trail),
            rogue);
        if (act == Act.RECOVERY) {
          ConfigHistory.deliver(services, Instant.now());
        }
      }
      aftermath();
      summedUp = true;
      narrator.summary(verdict, board, trail, options.scenario());
      if (options.length().isEmpty()) {
        narrator.lingers(page.url());
      }
      ending.pause(FOR_EVER);
    } catch (InterruptedException over) {
      if (!summedUp) {
        narrator.summary(verdict, board, trail, options.scenario());
      }
    }
    if (ending.failure().isPresent()) {
      throw new IllegalStateException(ending.failure().get());
    }
    return isRight(summedUp);
  }

  private void act(Act act, Intruder intruder, RogueFunction rogue) throws InterruptedException {
    board.begins(act);
    narrator.act(clock.elapsed(), act);
    intruder.act(act, stretch -> ending.pause(clock.real(stretch)));
    if (act == Act.FUNCTION) {
      rogue.attach();
    }
    board.ends(act);
  }

  /** Gives people time to read and the monitor time to find everything. */
  private void aftermath() throws InterruptedException {
    ending.pause(clock.real(options.scenario() == Scenario.QUIET ? QUIET_LOOK : AFTERMATH));
    Duration limit = clock.elapsed().plus(PATIENCE);
    while (!board.missing().isEmpty() && clock.elapsed().compareTo(limit) < 0) {
      ending.pause(LOOK_AGAIN);
    }
  }

  /**
   * A story that was interrupted may lack findings; an accusation of an innocent actor is always
   * wrong.
   */
  private boolean isRight(boolean complete) {
    boolean innocent =
        verdict.alarming().stream()
            .allMatch(raised -> Company.isIntruder(raised.finding().actor().id()));
    return innocent && (!complete || board.missing().isEmpty());
  }
}
