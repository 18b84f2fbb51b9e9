package io.exposuremonitor.job.settings;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class SettingsReferenceTest {
  private static final Path DOCUMENT = Path.of("../docs/settings.md");

  @Test
  void documentMatchesGeneratedReference() throws IOException {
    assertThat(Files.readString(DOCUMENT))
        .as("regenerate it: ./exposure-monitor run --print-settings > docs/settings.md")
        .isEqualTo(SettingsReference.markdown());
  }
}
