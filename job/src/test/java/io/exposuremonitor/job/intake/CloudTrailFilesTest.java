package io.exposuremonitor.job.intake;

import static org.assertj.core.api.Assertions.assertThat;

import io.exposuremonitor.detectors.finding.Episodes;
import io.exposuremonitor.job.operator.MonitorSettings;
import io.exposuremonitor.job.topology.DecoderFactory;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class CloudTrailFilesTest {
  @Test
  void sharesDecodersBetweenFiles() {
    AtomicInteger created = new AtomicInteger();
    DecoderFactory decoders =
        new DecoderFactory(MonitorSettings.defaults(Episodes.Reporting.LIFE_CYCLE));
    CloudTrailFiles files =
        new CloudTrailFiles(
            () -> {
              created.incrementAndGet();
              return decoders.get();
            },
            () -> {
              created.incrementAndGet();
              return decoders.itemChanges();
            });
    files.open("first", InputStream.nullInputStream());
    files.open("second", new ByteArrayInputStream(new byte[] {'{'}));

    assertThat(created).as("one of each kind").hasValue(2);
  }
}
