package io.exposuremonitor.job.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StandardOutputTest {
  private final StringWriter err = new StringWriter();

  @TempDir private Path folder;

  @Test
  void keepsExitCodeIfEverythingWasWritten() {
    assertThat(exitCode(OutputStream.nullOutputStream(), 3)).isEqualTo(3);
    assertThat(err.toString()).isEmpty();
  }

  @Test
  void failsIfOutputWasLost() {
    assertThat(exitCode(failing("No space left on device"), 0)).isEqualTo(1);
    assertThat(exitCode(failing("No space left on device"), 3)).isEqualTo(3);
    assertThat(err.toString()).contains("standard output can't be written (No space left");
  }

  @Test
  void exitsSilentlyIfReaderClosedPipe() {
    assertThat(exitCode(failing("Broken pipe"), 0)).isEqualTo(StandardOutput.CLOSED_PIPE);
    assertThat(err.toString()).isEmpty();
  }

  @Test
  void reportsFullDisk() throws Exception {
    File full = new File("/dev/full");
    assumeThat(full).exists();

    Ran ran = Ran.runAlone(folder, full, "policy", "init", "-");

    assertThat(ran.code()).isEqualTo(1);
    assertThat(ran.err()).startsWith("error: standard output can't be written (");
  }

  private int exitCode(OutputStream target, int code) {
    StandardOutput out = new StandardOutput(target);
    try (PrintStream printing = new PrintStream(out, true, StandardCharsets.UTF_8)) {
      printing.println("a line");
    }
    return out.exitCode(code, new PrintWriter(err, true));
  }

  private static OutputStream failing(String reason) {
    return new OutputStream() {
      @Override
      public void write(int b) throws IOException {
        throw new IOException(reason);
      }
    };
  }
}
