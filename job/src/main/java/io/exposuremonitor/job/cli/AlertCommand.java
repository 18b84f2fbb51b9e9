package io.exposuremonitor.job.cli;

import io.exposuremonitor.connectors.alert.Reply;
import io.exposuremonitor.connectors.failure.Reason;
import io.exposuremonitor.detectors.text.EnumNames;
import io.exposuremonitor.job.alert.Alerts;
import io.exposuremonitor.job.settings.RouteSettings;
import io.exposuremonitor.job.settings.RunSettings;
import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import software.amazon.awssdk.core.exception.SdkException;

/** {@code alert}: tests the delivery of alerts. */
@Command(
    name = "alert",
    mixinStandardHelpOptions = true,
    description = "Check that alerts reach people.")
final class AlertCommand implements Runnable {
  private static final String TEST = "test";

  private final InstantSource clock = InstantSource.system();

  @Spec private CommandSpec spec;

  @Override
  public void run() {
    spec.commandLine().usage(spec.commandLine().getOut());
  }

  @Command(
      name = TEST,
      mixinStandardHelpOptions = true,
      description = {
        "Send a test alert, and resolve it, by every configured route, and print the outcome.",
        "Settings that run would refuse are refused here; inputs need not be set.",
        "The alert has the lowest level, and is sent whatever a route filters.",
        "Exit codes: 0 every service accepted it; 1 one did not; 2 usage."
      })
  int test(
      @Option(
              names = "--config",
              required = true,
              paramLabel = "FILE",
              description = "Settings, as for run.")
          Path config)
      throws IOException {
    CommandLine command = Subcommand.of(spec, TEST).commandLine();
    RunSettings settings = SettingsFile.readWithoutInputs(config, clock.instant(), command);
    if (settings.alerts().isEmpty()) {
      throw new ParameterException(
          command, config + ": no alert route is set, such as alerts.soc.type");
    }
    boolean failed = false;
    for (RouteSettings route : settings.alerts()) {
      failed |= !test(route, settings.incidents());
    }
    return failed ? ExitCode.SOFTWARE : ExitCode.OK;
  }

  private boolean test(RouteSettings route, RunSettings.IncidentOptions options) {
    boolean accepted = false;
    String detail;
    try {
      Reply reply = Alerts.test(route, options, clock.millis());
      accepted = reply.outcome() == Reply.Outcome.DELIVERED;
      detail = reply.detail();
    } catch (IllegalArgumentException noKey) {
      detail = String.valueOf(noKey.getMessage());
    } catch (SdkException noSecret) {
      detail = "its key can't be read: " + Reason.of(noSecret);
    }
    spec.commandLine()
        .getOut()
        .printf(
            "%-20s %-17s %-8s %s%n",
            route.name(),
            EnumNames.kebabCase(route.type()),
            accepted ? "accepted" : "FAILED",
            detail);
    return accepted;
  }
}
