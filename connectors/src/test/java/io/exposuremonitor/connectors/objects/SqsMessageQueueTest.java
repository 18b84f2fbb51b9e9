package io.exposuremonitor.connectors.objects;

import static org.assertj.core.api.Assertions.assertThat;

import io.exposuremonitor.connectors.aws.AwsAccess;
import io.exposuremonitor.connectors.testing.LocalService;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What the queue makes of an answer that no emulator gives. */
class SqsMessageQueueTest {
  @Test
  void deletesAgainOnlyWhatTheServiceFailedOn() throws Exception {
    try (LocalService service = new LocalService(200);
        MessageQueue queue =
            SqsMessageQueue.factory(
                    AwsAccess.emulator(service.url("/"), "eu-west-1"),
                    service.url("/000000000000/trail").toString())
                .create(() -> {})) {
      service.answers(
          200,
          """
          {"Successful": [{"Id": "0"}],
           "Failed": [{"Id": "1", "SenderFault": true, "Code": "ReceiptHandleIsInvalid"},
                      {"Id": "2", "SenderFault": false, "Code": "InternalError"}]}
          """);

      assertThat(queue.delete(List.of("h0", "h1", "h2")))
          .isEqualTo(new MessageQueue.Deletion(1, List.of("h2")));

      service.answers(200, "{\"Successful\": [{\"Id\": \"0\"}], \"Failed\": []}");
      assertThat(queue.delete(Collections.nCopies(11, "h")))
          .as("one of each batch")
          .isEqualTo(new MessageQueue.Deletion(2, List.of()));
    }
  }
}
