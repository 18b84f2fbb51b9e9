package io.exposuremonitor.connectors.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.secretsmanager.model.ResourceNotFoundException;

/** Against a server that speaks as much of the protocol as one call needs. */
class SecretStoreTest {
  private static final String ARN =
      "arn:aws:secretsmanager:eu-west-1:123456789012:secret:exposure-hash-AbCdEf";

  private final AtomicReference<String> asked = new AtomicReference<>();
  private HttpServer server;
  private int status = 200;
  private String answer = "{\"ARN\":\"" + ARN + "\",\"SecretString\":\"pepper\"}";

  @BeforeEach
  void start() throws Exception {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/",
        exchange -> {
          asked.set(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
          byte[] body = answer.getBytes(StandardCharsets.UTF_8);
          exchange.getResponseHeaders().add("Content-Type", "application/x-amz-json-1.1");
          exchange.sendResponseHeaders(status, body.length);
          exchange.getResponseBody().write(body);
          exchange.close();
        });
    server.start();
  }

  @AfterEach
  void stop() {
    server.stop(0);
  }

  @Test
  void readsTheTextOfASecret() {
    assertThat(SecretStore.read(ARN, access())).isEqualTo("pepper");
    assertThat(asked.get()).contains(ARN);
  }

  @Test
  void aSecretOfBytesHasNoText() {
    answer = "{\"ARN\":\"" + ARN + "\",\"SecretBinary\":\"AAEC\"}";

    assertThat(SecretStore.read(ARN, access())).isNull();
  }

  @Test
  void aMissingSecretIsAnErrorThatNamesIt() {
    status = 400;
    answer = "{\"__type\":\"ResourceNotFoundException\",\"Message\":\"no such secret\"}";

    assertThatThrownBy(() -> SecretStore.read(ARN, access()))
        .isInstanceOf(ResourceNotFoundException.class)
        .hasMessageContaining("no such secret");
  }

  private AwsAccess access() {
    return AwsAccess.emulator(
        URI.create("http://127.0.0.1:" + server.getAddress().getPort()), "eu-west-1");
  }
}
