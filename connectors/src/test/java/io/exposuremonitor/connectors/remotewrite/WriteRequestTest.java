package io.exposuremonitor.connectors.remotewrite;

import static org.assertj.core.api.Assertions.assertThat;

import io.exposuremonitor.connectors.remotewrite.TimeSeries.Label;
import java.io.IOException;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class WriteRequestTest {
  @Test
  void bodyRoundTrips() throws IOException {
    List<TimeSeries> series =
        IntStream.range(0, 1_000)
            .mapToObj(i -> WriteRequests.sample("metric_ü_" + i, i * 0.5, 1_700_000_000_000L + i))
            .toList();

    byte[] body = WriteRequest.body(series);

    assertThat(WriteRequests.read(body)).isEqualTo(series);
    assertThat(body).as("compressed").hasSizeLessThan(30_000);
  }

  @Test
  void sortsLabelsAndOmitsEmptyOnes() {
    TimeSeries series =
        new TimeSeries(
            List.of(new Label("b", "2"), new Label("empty", ""), new Label("__name__", "n")), 1, 2);

    assertThat(series.labels()).containsExactly(new Label("__name__", "n"), new Label("b", "2"));
  }

  @Test
  void encodesStalenessMarkerAsItsSpecificNaN() throws IOException {
    byte[] body = WriteRequest.body(List.of(WriteRequests.sample("m", TimeSeries.STALE, 1)));

    assertThat(Double.doubleToRawLongBits(WriteRequests.read(body).get(0).value()))
        .isEqualTo(0x7ff0000000000002L);
  }
}
