package io.exposuremonitor.job.alert;

import io.exposuremonitor.connectors.alert.AlertService;
import io.exposuremonitor.connectors.alert.HttpService;
import io.exposuremonitor.connectors.alert.SecurityHubService;
import io.exposuremonitor.connectors.alert.SnsService;
import io.exposuremonitor.connectors.aws.AwsAccess;
import io.exposuremonitor.connectors.aws.SecretStore;
import io.exposuremonitor.job.engine.ProgramAccess;
import io.exposuremonitor.job.settings.RouteSettings;
import java.net.URI;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Opens the services of routes. The routes' keys are read here, as late as possible, and handed to
 * nothing but the service.
 */
final class Services {
  private static final String ENVIRONMENT = "env:";

  private Services() {}

  /**
   * Opens a route's service. May call AWS Secrets Manager.
   *
   * @throws IllegalArgumentException when the key is missing or malformed; the message names the
   *     route and where the key was looked for, never the key
   */
  static AlertService open(RouteSettings route) {
    try {
      return switch (route.type()) {
        case PAGERDUTY, PAGERDUTY_CHANGES -> HttpService.pagerDuty(url(route), key(route));
        case ALERTMANAGER -> HttpService.alertmanager(url(route));
        case WEBHOOK -> HttpService.webhook(url(route), key(route));
        case SNS -> SnsService.open(route.aws().arn(), access(route));
        case SECURITY_HUB -> SecurityHubService.open(access(route));
      };
    } catch (IllegalArgumentException mistake) {
      throw new IllegalArgumentException(
          "alerts." + route.name() + ": " + mistake.getMessage() + " (from " + route.key() + ')',
          mistake);
    }
  }

  /** True when opening the route needs nothing but this process's environment. */
  static boolean isLocal(RouteSettings route) {
    return route.key().isEmpty() || route.key().startsWith(ENVIRONMENT);
  }

  private static URI url(RouteSettings route) {
    return Objects.requireNonNull(route.url(), "url");
  }

  /** One attempt per call, because the outbox retries and counts retries itself. */
  private static AwsAccess access(RouteSettings route) {
    RouteSettings.Aws aws = route.aws();
    return new AwsAccess(
        aws.region(),
        route.url(),
        ProgramAccess.identity(aws.role(), aws.externalId()),
        ProgramAccess.userAgent(),
        ProgramAccess.ONE_ATTEMPT);
  }

  private static String key(RouteSettings route) {
    @Nullable String key =
        route.key().startsWith(ENVIRONMENT)
            ? System.getenv(route.key().substring(ENVIRONMENT.length()))
            : SecretStore.read(route.key());
    if (key == null || key.isBlank()) {
      throw new IllegalArgumentException("there is no key");
    }
    return key.strip();
  }
}
