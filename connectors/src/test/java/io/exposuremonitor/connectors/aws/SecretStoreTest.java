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

/** Runs against a stub server that implements the one call needed. */
class SecretStoreTest {
  private static final String ARN =
      "arn:aws:secretsmanager:eu-west-1:123456789012:secret:exposure-hash-AbCdEf";

  private final AtomicReference<String> request = new AtomicReference<>();
  private HttpServer server;
  private int status = 200;
  private String answer = "{\"ARN\":\"" + ARN + "\",\"SecretString\":\"pepper\"}";

  @BeforeEach
  void start() throws Exception {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/",
        exchange -> {
          request.set(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
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
  void readsTextOfSecret() {
    assertThat(SecretStore.read(ARN, access())).isEqualTo("pepper");
    assertThat(request.get()).contains(ARN);
  }

  @Test
  void returnsNullForBinarySecret() {
    answer = "{\"ARN\":\"" + ARN + "\",\"SecretBinary\":\"AAEC\"}";

    assertThat(SecretStore.read(ARN, access())).isNull();
  }

  @Test
  void throwsWhenSecretIsMissing() {
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
