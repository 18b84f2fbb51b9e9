package io.exposuremonitor.job.alert;

import io.exposuremonitor.connectors.alert.AlertService;
import io.exposuremonitor.connectors.alert.HttpService;
import io.exposuremonitor.connectors.aws.SecretStore;
import io.exposuremonitor.job.settings.RouteSettings;
import org.jspecify.annotations.Nullable;

/**
 * Opens the services of routes. Their keys are read here, at the last moment, and go no further.
 */
final class Services {
  private static final String ENVIRONMENT = "env:";

  private Services() {}

  /**
   * Opens a route's service. May call AWS Secrets Manager.
   *
   * @throws IllegalArgumentException when the key is missing or can be none; its message names the
   *     route and where the key was looked for, never the key
   */
  static AlertService open(RouteSettings route) {
    try {
      return switch (route.type()) {
        case PAGERDUTY -> HttpService.pagerDuty(route.url(), key(route));
        case ALERTMANAGER -> HttpService.alertmanager(route.url());
        case WEBHOOK -> HttpService.webhook(route.url(), key(route));
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
