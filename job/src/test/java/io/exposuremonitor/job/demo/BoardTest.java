package io.exposuremonitor.job.demo;

import static org.assertj.core.api.Assertions.assertThat;

import io.exposuremonitor.detectors.signal.Level;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class BoardTest {
  private final AtomicReference<Duration> now = new AtomicReference<>(Duration.ZERO);
  private final Board board = new Board(now::get);

  @Test
  void attributesFindingToActThatExpectsIt() {
    now.set(Duration.ofSeconds(30));
    board.begins(Act.SCAN);
    now.set(Duration.ofSeconds(33));

    var raised = board.found(DemoFindings.scan(Level.HIGH, "Scan", "read"));

    assertThat(raised).isPresent();
    assertThat(raised.get().after()).contains(Duration.ofSeconds(3));
    assertThat(board.missing()).isEmpty();
  }

  @Test
  void reportsFindingAgainOnlyWhenItEscalates() {
    board.begins(Act.SCAN);
    board.found(DemoFindings.scan(Level.HIGH, "Scan", "read"));
    now.set(Duration.ofSeconds(9));

    assertThat(board.found(DemoFindings.scan(Level.HIGH, "Scan", "read more"))).isEmpty();
    assertThat(board.found(DemoFindings.scan(Level.CRITICAL, "Scan", "read all"))).isPresent();
    assertThat(board.raised()).hasSize(1);
    assertThat(board.raised().get(0).raised()).isEqualTo(Duration.ZERO);
    assertThat(board.raised().get(0).finding().message()).isEqualTo("read all");
  }

  @Test
  void attributesUnexpectedFindingToNoAct() {
    var raised = board.found(DemoFindings.scan(Level.HIGH, "Scan", "read"));

    assertThat(raised.orElseThrow().deed()).isEmpty();
  }

  @Test
  void listsMissingFindingsOfBegunActsOnly() {
    board.begins(Act.RECON);
    assertThat(board.missing()).isEmpty();

    board.begins(Act.EXPORT);
    assertThat(board.missing()).isEqualTo(Act.EXPORT.expected());
  }
}
