package io.exposuremonitor.job.replay;

import static org.assertj.core.api.Assertions.assertThat;

import io.exposuremonitor.job.engine.EmbeddedEngine;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The more subtasks a replay has, the smaller are the elements that its engine can sort. One that
 * is too large ends the replay.
 */
class LargeCallsReplayTest {
  private static final String CALL =
      """
      {"eventVersion":"1.11","userIdentity":{"type":"IAMUser",
       "principalId":"AIDAEXAMPLE","arn":"arn:aws:iam::111122223333:user/%s",
       "accountId":"111122223333","userName":"alice"},
       "eventTime":"2026-03-01T10:00:00Z","eventSource":"dynamodb.amazonaws.com",
       "eventName":"BatchGetItem","awsRegion":"eu-central-1","sourceIPAddress":"192.0.2.1",
       "userAgent":"aws-cli/2","requestParameters":{"requestItems":{"orders":{"keys":[%s]}}},
       "responseElements":null,"eventID":"11111111-2222-4333-8444-%012d","readOnly":true,
       "resources":[{"accountId":"111122223333","type":"AWS::DynamoDB::Table",
       "ARN":"arn:aws:dynamodb:eu-central-1:111122223333:table/orders"}],
       "eventType":"AwsApiCall","managementEvent":false,
       "recipientAccountId":"111122223333","eventCategory":"Data"}"""
          .replace("\n", "");

  @TempDir private Path folder;

  @Test
  void sortsManyCallsOfAHundredKeys() throws Exception {
    write(IntStream.range(0, 1_500).mapToObj(call -> CALL.formatted("alice", keys(call), call)));

    assertThat(StoredRecords.replay(folder, EmbeddedEngine.MAX_PARALLELISM).findings())
        .extracting(finding -> finding.analytic().id())
        .containsExactly("bulk-read.key-sweep");
  }

  @Test
  void skipsCallerWhoseNameIsTooLong() throws Exception {
    String name = "a".repeat(1_000_000);
    write(Stream.of("alice", name, "bob").map(user -> CALL.formatted(user, keys(1), 1)));

    ReplayResult result = StoredRecords.replay(folder, EmbeddedEngine.MAX_PARALLELISM);

    assertThat(result.skipped().byReason()).containsExactly(Map.entry("too-large", 1L));
  }

  private static String keys(int call) {
    return IntStream.range(0, 100)
        .mapToObj(key -> "{\"pk\":\"k%d-%d\"}".formatted(call, key))
        .collect(Collectors.joining(","));
  }

  private void write(Stream<String> calls) throws Exception {
    Files.writeString(folder.resolve("calls.jsonl"), calls.collect(Collectors.joining("\n")));
  }
}
