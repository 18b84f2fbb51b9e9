package io.exposuremonitor.job.topology;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import org.apache.flink.util.FlinkRuntimeException;
import org.junit.jupiter.api.Test;

class HashSecretTest {
  private static final String LONG_ENOUGH = "0123456789abcdef";

  @Test
  void rejectsMissingAndShortSecretsOfRunningMonitor() {
    HashSecret secret = HashSecret.ofRun("");

    assertThat(HashSecret.mistake(" ")).hasValue("there is no secret for the hashes of item keys");
    assertThatThrownBy(() -> secret.bytes(null)).isInstanceOf(FlinkRuntimeException.class);
    assertThatThrownBy(() -> secret.bytes("hunter2"))
        .isInstanceOf(FlinkRuntimeException.class)
        .hasMessageContaining("fewer than 16 characters")
        .hasMessageContaining(HashSecret.VARIABLE)
        .hasMessageNotContaining("hunter2");
    assertThatThrownBy(() -> secret.bytes("       hunter2       "))
        .isInstanceOf(FlinkRuntimeException.class);
  }

  @Test
  void acceptsLongSecret() {
    assertThat(HashSecret.mistake(LONG_ENOUGH)).isEmpty();
    assertThat(HashSecret.ofRun("").bytes(LONG_ENOUGH))
        .isEqualTo(LONG_ENOUGH.getBytes(StandardCharsets.UTF_8));
  }

  @Test
  void replayNeedsNoSecret() {
    assertThat(HashSecret.ofReplay().mistake()).isEmpty();
    assertThat(HashSecret.ofReplay().bytes(null)).isEqualTo(HashSecret.ofReplay().bytes(""));
    assertThat(HashSecret.ofReplay().bytes("short"))
        .isEqualTo("short".getBytes(StandardCharsets.UTF_8));
  }
}
