package io.exposuremonitor.job.settings;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class SettingsReferenceTest {
  private static final Path DOCUMENT = Path.of("../docs/settings.md");

  @Test
  void theDocumentIsWhatTheProgramPrints() throws IOException {
    assertThat(Files.readString(DOCUMENT))
        .as("write it anew: ./exposure-monitor run --print-settings > docs/settings.md")
        .isEqualTo(SettingsReference.markdown());
  }
}
