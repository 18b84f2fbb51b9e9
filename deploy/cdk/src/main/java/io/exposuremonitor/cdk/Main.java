package io.exposuremonitor.cdk;

import io.exposuremonitor.job.settings.SettingsException;
import io.github.cdklabs.cdknag.AwsSolutionsChecks;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.Optional;
import software.amazon.awscdk.App;
import software.amazon.awscdk.Aspects;
import software.amazon.awscdk.DefaultStackSynthesizer;
import software.amazon.awscdk.Environment;
import software.amazon.awscdk.StackProps;

/** The entry point of {@code cdk synth} and {@code cdk deploy}. */
public final class Main {
  static final String LOGS = "ExposureMonitorLogs";
  static final String MONITOR = "ExposureMonitor";
  static final String MEMBER = "ExposureMonitorMember";

  private Main() {}

  /** Writes the templates; when the deployment is invalid, prints why and exits with 1. */
  public static void main(String... arguments) {
    try {
      App app = new App();
      Object context = app.getNode().tryGetContext(Deployment.KEY);
      if (!(context instanceof Map<?, ?> choices)) {
        throw new IllegalArgumentException(
            "there must be an object '" + Deployment.KEY + "' in the context of cdk.json");
      }
      add(app, Deployment.of(choices));
      app.synth();
    } catch (IllegalArgumentException | SettingsException | UncheckedIOException mistake) {
      System.err.println("error: " + mistake.getMessage());
      System.exit(1);
    }
  }

  /** Adds the stacks of a deployment, and the checks that they must pass. */
  static void add(App app, Deployment deployment) {
    // The logs can't be removed while the monitor reads them.
    app.getNode().setContext("@aws-cdk/core:defaultCrossStackReferences", "strong");
    Environment environment =
        Environment.builder().account(deployment.account()).region(deployment.region()).build();
    Optional<LogStack> logs =
        Optional.of(deployment)
            .filter(Deployment::makesLogs)
            .map(
                choices ->
                    new LogStack(
                        app,
                        LOGS,
                        StackProps.builder()
                            .env(environment)
                            .terminationProtection(true)
                            .description("Exposure monitor: the trail")
                            .build(),
                        choices));
    new MonitorStack(
        app,
        MONITOR,
        StackProps.builder().env(environment).description("Exposure monitor: the job").build(),
        deployment,
        logs);
    deployment
        .organisation()
        .ifPresent(
            organisation ->
                new MemberStack(
                    app,
                    MEMBER,
                    StackProps.builder()
                        .description("Exposure monitor: a watched account")
                        .synthesizer(
                            DefaultStackSynthesizer.Builder.create()
                                .generateBootstrapVersionRule(false)
                                .build())
                        .build(),
                    deployment,
                    organisation));
    Aspects.of(app).add(AwsSolutionsChecks.Builder.create().verbose(true).build());
  }
}
