package io.exposuremonitor.connectors.objects;

import static org.assertj.core.api.Assertions.assertThat;

import io.exposuremonitor.connectors.aws.AwsAccess;
import io.exposuremonitor.connectors.testing.LocalService;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class S3ObjectStoreTest {
  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void truncatedPageIsNotTheLast(boolean truncated) throws Exception {
    try (LocalService service = new LocalService(200);
        ObjectStore store =
            S3ObjectStore.factory(AwsAccess.emulator(service.url("/"), "eu-west-1"))
                .create(() -> {})) {
      service.answers(
          200,
          """
          <ListBucketResult><IsTruncated>%s</IsTruncated><Contents><Key>a</Key>
          <LastModified>2026-03-01T00:00:00Z</LastModified><ETag>"tag"</ETag><Size>1</Size>
          </Contents></ListBucketResult>"""
              .formatted(truncated));

      assertThat(store.list("trail", "", null).last()).isEqualTo(!truncated);
    }
  }
}
