package io.exposuremonitor.emulators;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.Socket;
import java.net.URI;
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
      assertThat(accepts(InetAddress.getLoopbackAddress(), endpoint.getPort())).isTrue();
      for (InetAddress address : otherAddresses()) {
        assertThat(accepts(address, endpoint.getPort())).as(address.toString()).isFalse();
      }
    }
    assertThat(accepts(InetAddress.getLoopbackAddress(), endpoint.getPort())).isFalse();
  }

  @Test
  void severalRunBesideEachOther() {
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

  private static boolean accepts(InetAddress address, int port) {
    try (var socket = new Socket()) {
      socket.connect(new InetSocketAddress(address, port), 2_000);
      return true;
    } catch (IOException e) {
      return false;
    }
  }
}
