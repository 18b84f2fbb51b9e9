package io.exposuremonitor.job.measure;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.exposuremonitor.job.live.LocalProgram;
import io.exposuremonitor.job.live.Waiting;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** A real Prometheus that scrapes every second and accepts remote writes. */
public final class LocalPrometheus implements AutoCloseable {
  private static final String CONFIG =
      """
      global: {scrape_interval: 1s}
      scrape_configs:
        - job_name: scraped
          static_configs: [{targets: ['%s']}]
      """;

  private final HttpClient client = HttpClient.newHttpClient();
  private final LocalProgram program;
  private final String address;

  private LocalPrometheus(LocalProgram program, String address) {
    this.program = program;
    this.address = address;
  }

  /** Names what can't be tested because the program is not installed; empty if it is. */
  public static Optional<String> missing() {
    return LocalProgram.find("prometheus").isPresent()
        ? Optional.empty()
        : Optional.of(
            "NOT TESTED against a real Prometheus: prometheus is not on the PATH (Debian: apt-get"
                + " install prometheus)");
  }

  /**
   * Starts a Prometheus.
   *
   * @param folder folder for its files
   * @param target host and port to scrape, as the job {@code scraped}
   */
  public static LocalPrometheus start(Path folder, String target) throws IOException {
    Path config = Files.writeString(folder.resolve("prometheus.yml"), CONFIG.formatted(target));
    String address = "127.0.0.1:" + LocalProgram.freePort();
    LocalProgram program =
        LocalProgram.start(
            List.of(
                LocalProgram.find("prometheus").orElseThrow().toString(),
                "--config.file=" + config,
                "--storage.tsdb.path=" + folder.resolve("prometheus"),
                "--web.listen-address=" + address,
                "--web.enable-remote-write-receiver"),
            folder.resolve("prometheus.log"));
    LocalPrometheus prometheus = new LocalPrometheus(program, address);
    program.await(() -> prometheus.value("vector(1)").equals("1"));
    return prometheus;
  }

  /** Address for remote writes. */
  public URI write() {
    return URI.create("http://" + address + "/api/v1/write");
  }

  /** Waits until the only series of a query has this value; empty if there must be none. */
  public void await(String query, String value) {
    Waiting.until(
        () -> value(query).equals(value), () -> query + " = " + value + ", not " + lastOf(query));
  }

  private String lastOf(String query) {
    try {
      return value(query);
    } catch (IOException | InterruptedException failure) {
      return failure.toString();
    }
  }

  /** The value of the only series, or empty if there is none. */
  public String value(String query) throws IOException, InterruptedException {
    return result(query).at("/0/value/1").asText();
  }

  /** The value of each series, by one of its labels. */
  public Map<String, Integer> values(String query, String label)
      throws IOException, InterruptedException {
    Map<String, Integer> values = new TreeMap<>();
    for (JsonNode series : result(query)) {
      values.put(series.at("/metric/" + label).asText(), series.at("/value/1").asInt());
    }
    return values;
  }

  private JsonNode result(String query) throws IOException, InterruptedException {
    URI url =
        URI.create(
            "http://"
                + address
                + "/api/v1/query?query="
                + URLEncoder.encode(query, StandardCharsets.UTF_8));
    return new ObjectMapper()
        .readTree(client.send(HttpRequest.newBuilder(url).build(), BodyHandlers.ofString()).body())
        .at("/data/result");
  }

  @Override
  public void close() {
    program.close();
  }
}
