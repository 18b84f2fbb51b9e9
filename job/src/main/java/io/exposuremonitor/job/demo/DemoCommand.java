package io.exposuremonitor.job.demo;

import io.exposuremonitor.job.report.TerminalSummary.Style;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.logging.LogManager;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import picocli.CommandLine.TypeConversionException;

/** {@code demo}: shows the monitor at work, on an invented shop. */
@Command(
    name = "demo",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Watch a theft from an invented shop, and the monitor detect it. Needs no AWS account.",
      "DynamoDB Local holds the shop's tables; the real job watches it. Tells the story here and"
          + " on a local web page."
    },
    footer = {
      "",
      "Exit codes: 0 done; 1 failed, or the monitor missed something or accused somebody"
          + " innocent; 2 usage, the port is taken, or a requirement of --dashboards is missing.",
      "",
      "Example: exposure-monitor demo --speed 2 --for 90s"
    })
public final class DemoCommand implements Callable<Integer> {
  /** System property that the launcher sets: the folder {@code grafana} of the sources. */
  static final String HOME = "exposure-monitor.grafana";

  private static final int MAX_PORT = 65_535;
  private static final double MIN_SPEED = 0.1;
  private static final double MAX_SPEED = 50;

  private final Style style;

  @Spec
  @SuppressWarnings("NullAway.Init")
  private CommandSpec spec;

  @Option(
      names = "--scenario",
      paramLabel = "NAME",
      defaultValue = "theft",
      description = "theft, or quiet: the same without an intruder; default: theft.")
  private Scenario scenario = Scenario.THEFT;

  @Option(
      names = "--speed",
      paramLabel = "N",
      defaultValue = "1",
      description = "Speed of the story, 0.1 to 50; at 1 it takes a minute and a half.")
  private double speed = 1;

  @Option(
      names = "--for",
      paramLabel = "TIME",
      converter = TimeConverter.class,
      description = "Stop after a time such as 90s, 10m or 1h; default: run until Ctrl-C.")
  private @Nullable Duration length;

  @Option(
      names = "--port",
      paramLabel = "PORT",
      defaultValue = "0",
      description = "Port of the page on 127.0.0.1; default: any that is free.")
  private int port;

  @Option(
      names = "--dashboards",
      description =
          "Also show Grafana's dashboards of the live metrics. Needs Node 20.19, or 22.12 or"
              + " newer; the first time it installs Grafana's libraries, which takes a minute and a"
              + " network.")
  private boolean dashboards;

  @Option(
      names = "--seed",
      paramLabel = "N",
      defaultValue = "1",
      description = "Seed of the invented people and calls; default: 1.")
  private long seed = 1;

  /**
   * @param style how to print for people on standard output
   */
  public DemoCommand(Style style) {
    this.style = style;
  }

  @Override
  public Integer call() throws Exception {
    if (!(speed >= MIN_SPEED && speed <= MAX_SPEED)) {
      throw new ParameterException(spec.commandLine(), "--speed must be from 0.1 to 50");
    }
    if (port < 0 || port > MAX_PORT) {
      throw new ParameterException(spec.commandLine(), "--port must be from 0 to 65535");
    }
    checkPort();
    // The emulators' logs are of no use here.
    LogManager.getLogManager().reset();
    // The story includes a file that is not a log, so that it is counted; a warning in between
    // would only disturb.
    System.setProperty("exposure.log.dead-letters", "error");
    // The job goes on after failures, so the log must say what they were.
    System.setProperty("exposure.log.failures", "warn");
    // The job takes credentials from the environment. Its emulators accept any, but need some.
    System.setProperty("aws.accessKeyId", LocalServices.ANY_CREDENTIALS);
    System.setProperty("aws.secretAccessKey", LocalServices.ANY_CREDENTIALS);
    Narrator narrator = new Narrator(spec.commandLine().getOut(), style);
    Demo.Options options =
        new Demo.Options(
            scenario,
            speed,
            seed,
            port,
            Optional.ofNullable(length),
            dashboards ? Optional.of(dashboards(narrator)) : Optional.empty());
    return new Demo(options, narrator).run() ? ExitCode.OK : ExitCode.SOFTWARE;
  }

  /** Rejects a port that is taken now, rather than once everything has started. */
  private void checkPort() {
    try {
      new ServerSocket(port, 1, InetAddress.getLoopbackAddress()).close();
    } catch (IOException refused) {
      throw new ParameterException(
          spec.commandLine(), "--port: " + port + ": " + refused.getMessage(), refused);
    }
  }

  /** Missing requirements are reported before anything is started. */
  private Dashboards dashboards(Narrator narrator) throws InterruptedException {
    try {
      return Dashboards.prepare(
          Path.of(System.getProperty(HOME, "grafana")).toAbsolutePath(),
          NodePrograms.find(Optional.ofNullable(System.getenv("PATH")).orElse("")),
          narrator::prepares);
    } catch (DashboardsException missing) {
      throw new ParameterException(spec.commandLine(), missing.getMessage(), missing);
    }
  }

  /** Times as the policy writes them: {@code 90s}, {@code 10m}, {@code 1h}. */
  static final class TimeConverter implements ITypeConverter<Duration> {
    @Override
    public Duration convert(String text) {
      if (!text.matches("[1-9][0-9]{0,5}[smh]")) {
        throw new TypeConversionException("'" + text + "' is not a time such as 90s, 10m or 1h");
      }
      return Duration.parse("PT" + text.toUpperCase(Locale.ROOT));
    }
  }
}
