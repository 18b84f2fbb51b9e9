package io.exposuremonitor.job.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DemoPageTest {
  private DemoPage page;

  @BeforeEach
  void open() throws IOException {
    page = DemoPage.open(0, () -> "{\"elapsed\":1}", "version: 1");
  }

  @AfterEach
  void close() {
    page.close();
  }

  @ParameterizedTest
  @CsvSource({
    "/,         text/html,        <!doctype html>",
    "/page.css, text/css,         prefers-color-scheme",
    "/page.js,  text/javascript,  use strict",
    "/state,    application/json, elapsed",
    "/policy,   text/plain,       version: 1"
  })
  void servesPageWithStrictSecurityHeaders(String path, String type, String content)
      throws IOException {
    String answer = ask("GET " + path, host());

    assertThat(answer)
        .startsWith("HTTP/1.1 200")
        .containsIgnoringCase("Content-Type: " + type)
        .containsIgnoringCase("Content-Security-Policy: default-src 'none'")
        .containsIgnoringCase("X-Content-Type-Options: nosniff")
        .contains(content);
  }

  @Test
  void filesReferToNoOtherHostsAndInsertNoMarkup() {
    for (String file : new String[] {"page.html", "page.css", "page.js"}) {
      assertThat(DemoPage.resource(file).replace("http://www.w3.org/2000/svg", ""))
          .as(file)
          .doesNotContain("http:", "https:", "innerHTML", "insertAdjacent", "document.write");
    }
  }

  @Test
  void rejectsRequestsForOtherHosts() throws IOException {
    assertThat(ask("GET /state", "evil.example:80")).startsWith("HTTP/1.1 421");
  }

  @Test
  void rejectsWritesAndUnknownPaths() throws IOException {
    assertThat(ask("POST /state", host())).startsWith("HTTP/1.1 405");
    assertThat(ask("GET /etc/passwd", host())).startsWith("HTTP/1.1 404");
  }

  @Test
  void namesPortThatIsTaken() {
    assertThatThrownBy(() -> DemoPage.open(page.url().getPort(), () -> "", ""))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("can't serve the page at port " + page.url().getPort());
  }

  private String host() {
    return page.url().getAuthority();
  }

  private String ask(String request, String host) throws IOException {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), page.url().getPort())) {
      String text = request + " HTTP/1.1\r\nHost: " + host + "\r\nConnection: close\r\n\r\n";
      socket.getOutputStream().write(text.getBytes(StandardCharsets.US_ASCII));
      return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
