package io.exposuremonitor.emulators;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.Proxy;
import java.net.URI;
import java.net.URL;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class KinesisLocalTest {
  @BeforeEach
  void assumeInstalled() {
    KinesisLocal.missing().ifPresent(reason -> System.err.println("SKIPPED: " + reason));
    assumeThat(KinesisLocal.missing()).isEmpty();
  }

  @Test
  void listensOnTheLoopbackAddressOnlyAndStopsWhenClosed() throws IOException {
    URI endpoint;
    try (var kinesis = KinesisLocal.start()) {
      endpoint = kinesis.endpoint();
      assertThat(answers(InetAddress.getLoopbackAddress(), endpoint.getPort())).isTrue();
      for (InetAddress address : otherAddresses()) {
        assertThat(answers(address, endpoint.getPort())).as(address.toString()).isFalse();
      }
    }
    assertThat(answers(InetAddress.getLoopbackAddress(), endpoint.getPort())).isFalse();
  }

  @Test
  void runsSeveralInstancesSideBySide() {
    try (var one = KinesisLocal.start();
        var other = KinesisLocal.start()) {
      assertThat(one.endpoint()).isNotEqualTo(other.endpoint());
    }
  }

  private static List<InetAddress> otherAddresses() throws IOException {
    return NetworkInterface.networkInterfaces()
        .flatMap(NetworkInterface::inetAddresses)
        .filter(address -> !address.isLoopbackAddress())
        .toList();
  }

  private static boolean answers(InetAddress address, int port) {
    try {
      // A connection alone proves nothing: some networks accept every one.
      var url = new URL("http", address.getHostAddress(), port, "/healthcheck");
      var connection = (HttpURLConnection) url.openConnection(Proxy.NO_PROXY);
      connection.setConnectTimeout(2_000);
      connection.setReadTimeout(10_000);
      return connection.getResponseCode() == 200;
    } catch (IOException e) {
      return false;
    }
  }
}
