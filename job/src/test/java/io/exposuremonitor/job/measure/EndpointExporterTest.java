package io.exposuremonitor.job.measure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.exposuremonitor.detectors.measure.DomainMetric;
import io.exposuremonitor.detectors.measure.Measured;
import io.exposuremonitor.job.metrics.MetricsEndpoint;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import org.junit.jupiter.api.Test;

class EndpointExporterTest {
  private static final String LOOPBACK = "127.0.0.1";
  private static final List<Measured> ALL =
      List.of(new Measured(DomainMetric.INCIDENTS_OPEN, List.of("high"), 3, new long[0]));

  @Test
  void servesOncePortIsFreeUntilClosed() throws Exception {
    ScrapeExporter scraped = new ScrapeExporter();
    scraped.export(ALL, 0);
    MetricsEndpoint predecessor = MetricsEndpoint.open(LOOPBACK, 0);
    URI url = predecessor.url();
    EndpointExporter exporter = new EndpointExporter(LOOPBACK, url.getPort());
    exporter.export(ALL, 0);
    predecessor.close();
    assertThatThrownBy(() -> get(url, "text/plain")).isInstanceOf(IOException.class);

    exporter.export(ALL, 0);

    assertThat(get(url, "text/plain")).contains("exposure_incidents_open{level=\"high\"} 3.0");
    assertThat(get(url, "application/openmetrics-text"))
        .as("OpenMetrics where it is asked for")
        .contains("exposure_incidents_open{level=\"high\"} 3.0", "# EOF");

    exporter.close();
    scraped.close();
    assertThatThrownBy(() -> get(url, "text/plain")).isInstanceOf(IOException.class);
  }

  private static String get(URI url, String format) throws IOException, InterruptedException {
    return HttpClient.newHttpClient()
        .send(
            HttpRequest.newBuilder(url).header("Accept", format).build(),
            HttpResponse.BodyHandlers.ofString())
        .body();
  }
}
