package io.exposuremonitor.cluster;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.exposuremonitor.job.live.Waiting;
import java.io.IOException;
import java.net.ConnectException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicReference;

/** The parts of Flink's REST interface that a deployment uses. */
final class FlinkRest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Duration LIMIT = Duration.ofSeconds(60);
  private static final String BOUNDARY = "between-parts";

  private final HttpClient client =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .proxy(HttpClient.Builder.NO_PROXY)
          .build();
  private final URI base;

  FlinkRest(URI base) {
    this.base = base;
  }

  /** The number of unused slots; 0 until the JobManager listens and has become the leader. */
  int freeSlots() throws IOException, InterruptedException {
    try {
      var response = client.send(request("/overview").GET().build(), BodyHandlers.ofString());
      if (response.statusCode() == HttpURLConnection.HTTP_UNAVAILABLE) {
        return 0;
      }
      return read(response).path("slots-available").asInt();
    } catch (ConnectException notYet) {
      return 0;
    }
  }

  /** Uploads a jar and returns its id. */
  String upload(Path jar) throws IOException, InterruptedException {
    JsonNode answer =
        send(
            request("/jars/upload")
                .header("Content-Type", "multipart/form-data; boundary=" + BOUNDARY)
                .POST(
                    BodyPublishers.concat(
                        BodyPublishers.ofString(
                            "--"
                                + BOUNDARY
                                + "\r\nContent-Disposition: form-data; name=\"jarfile\"; filename=\""
                                + jar.getFileName()
                                + "\"\r\nContent-Type: application/java-archive\r\n\r\n"),
                        BodyPublishers.ofFile(jar),
                        BodyPublishers.ofString("\r\n--" + BOUNDARY + "--\r\n"))));
    return Path.of(answer.path("filename").asText()).getFileName().toString();
  }

  /**
   * Runs the main class named in the jar's manifest, and returns the job's id.
   *
   * @param savepoint to start from, or empty
   */
  String run(String jar, int parallelism, String savepoint, List<String> arguments)
      throws IOException, InterruptedException {
    ObjectNode body = JSON.createObjectNode().put("parallelism", parallelism);
    ArrayNode list = body.putArray("programArgsList");
    arguments.forEach(list::add);
    if (!savepoint.isEmpty()) {
      body.put("savepointPath", savepoint);
    }
    return post("/jars/" + jar + "/run", body).path("jobid").asText();
  }

  /** Waits until every task runs. */
  void awaitRunning(String job) {
    Waiting.until(
        () -> {
          JsonNode vertices = get("/jobs/" + job).path("vertices");
          for (JsonNode vertex : vertices) {
            if (vertex.at("/tasks/RUNNING").asInt() != vertex.path("parallelism").asInt()) {
              return false;
            }
          }
          return !vertices.isEmpty();
        },
        "every task runs");
  }

  /** Takes a checkpoint now, and returns its number. */
  long checkpoint(String job) throws IOException, InterruptedException {
    String path = "/jobs/" + job + "/checkpoints";
    String request =
        post(path, JSON.createObjectNode().put("checkpointType", "CONFIGURED"))
            .path("request-id")
            .asText();
    return completed(path + '/' + request).path("checkpointId").asLong();
  }

  /** Stops a job gracefully, and returns its savepoint. */
  String stop(String job, Path savepoints) throws IOException, InterruptedException {
    ObjectNode body =
        JSON.createObjectNode()
            .put("targetDirectory", savepoints.toUri().toString())
            .put("drain", false);
    String request = post("/jobs/" + job + "/stop", body).path("request-id").asText();
    return completed("/jobs/" + job + "/savepoints/" + request).path("location").asText();
  }

  private JsonNode completed(String path) {
    AtomicReference<JsonNode> operation = new AtomicReference<>();
    Waiting.until(
        () -> {
          JsonNode answer = get(path);
          operation.set(answer.path("operation"));
          return answer.at("/status/id").asText().equals("COMPLETED");
        },
        path);
    JsonNode done = operation.get();
    if (done.has("failure-cause")) {
      throw new AssertionError(path + ": " + done.path("failure-cause"));
    }
    return done;
  }

  /** How often the job was restarted. */
  int restarts(String job) throws IOException, InterruptedException {
    JsonNode metric = get("/jobs/" + job + "/metrics?get=numRestarts").path(0);
    return metric.path("value").asInt(-1);
  }

  /**
   * The checkpoint or savepoint that the job last resumed from; missing when it resumed from none.
   */
  JsonNode restored(String job) throws IOException, InterruptedException {
    return get("/jobs/" + job + "/checkpoints").at("/latest/restored");
  }

  /**
   * Sum over the subtasks of a counter of the job's sources since they last started; empty while no
   * TaskManager has reported it to the JobManager.
   */
  OptionalLong sourceCounter(String job, String name) throws IOException, InterruptedException {
    OptionalLong sum = OptionalLong.empty();
    for (JsonNode vertex : get("/jobs/" + job).path("vertices")) {
      String metrics =
          "/jobs/" + job + "/vertices/" + vertex.path("id").asText() + "/subtasks/metrics";
      for (JsonNode metric : get(metrics)) {
        String id = metric.path("id").asText();
        if (id.contains("Source__") && id.endsWith('.' + name)) {
          long value = get(metrics + "?agg=sum&get=" + id).path(0).path("sum").asLong();
          sum = OptionalLong.of(sum.orElse(0) + value);
        }
      }
    }
    return sum;
  }

  private JsonNode post(String path, ObjectNode body) throws IOException, InterruptedException {
    return send(
        request(path)
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofString(body.toString())));
  }

  private JsonNode get(String path) throws IOException, InterruptedException {
    return send(request(path).GET());
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(base.resolve("/v1" + path)).timeout(LIMIT);
  }

  private JsonNode send(HttpRequest.Builder request) throws IOException, InterruptedException {
    return read(client.send(request.build(), BodyHandlers.ofString()));
  }

  private static JsonNode read(HttpResponse<String> response) throws IOException {
    if (response.statusCode() >= 300) {
      throw new IOException(response.uri() + ": " + response.statusCode() + ' ' + response.body());
    }
    return JSON.readTree(response.body());
  }
}
