package io.exposuremonitor.job.alert;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.exposuremonitor.job.live.LocalProgram;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** A real Prometheus Alertmanager without receivers. */
public final class LocalAlertmanager implements AutoCloseable {
  private static final String[] NAMES = {"alertmanager", "prometheus-alertmanager"};
  private static final String CONFIG =
      """
      route: {receiver: none}
      receivers: [{name: none}]
      """;

  private final HttpClient client = HttpClient.newHttpClient();
  private final LocalProgram program;
  private final String address;

  private LocalAlertmanager(LocalProgram program, String address) {
    this.program = program;
    this.address = address;
  }

  /** Names what can't be tested because the program is not installed; empty if it is. */
  public static Optional<String> missing() {
    return LocalProgram.find(NAMES).isPresent()
        ? Optional.empty()
        : Optional.of(
            "NOT TESTED against a real Alertmanager: neither alertmanager nor prometheus-alertmanager"
                + " is on the PATH (Debian: apt-get install prometheus-alertmanager)");
  }

  /**
   * Starts an Alertmanager.
   *
   * @param folder folder for its files
   */
  public static LocalAlertmanager start(Path folder) throws IOException {
    Path config = Files.writeString(folder.resolve("alertmanager.yml"), CONFIG);
    String address = "127.0.0.1:" + LocalProgram.freePort();
    LocalProgram program =
        LocalProgram.start(
            List.of(
                LocalProgram.find(NAMES).orElseThrow().toString(),
                "--config.file=" + config,
                "--storage.path=" + folder.resolve("alertmanager"),
                "--web.listen-address=" + address,
                "--cluster.listen-address="),
            folder.resolve("alertmanager.log"));
    LocalAlertmanager alertmanager = new LocalAlertmanager(program, address);
    program.await(() -> alertmanager.active().isArray());
    return alertmanager;
  }

  /** Host and port. */
  public String address() {
    return address;
  }

  /** Address that accepts alerts. */
  public URI url() {
    return URI.create("http://" + address + "/api/v2/alerts");
  }

  /** Alerts that have not ended. */
  public JsonNode active() throws IOException, InterruptedException {
    return new ObjectMapper()
        .readTree(
            client.send(HttpRequest.newBuilder(url()).build(), BodyHandlers.ofString()).body());
  }

  /**
   * Number of alerts received.
   *
   * @param status {@code firing} or {@code resolved}
   */
  public int received(String status) throws IOException, InterruptedException {
    URI metrics = URI.create("http://" + address + "/metrics");
    String received =
        "alertmanager_alerts_received_total{status=\"" + status + "\",version=\"v2\"} ";
    return client
        .send(HttpRequest.newBuilder(metrics).build(), BodyHandlers.ofLines())
        .body()
        .filter(line -> line.startsWith(received))
        .mapToInt(line -> Integer.parseInt(line.substring(received.length())))
        .sum();
  }

  @Override
  public void close() {
    program.close();
  }
}
