package io.exposuremonitor.detectors.cloudtrail;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** No item value and no key value leaves the decoder. */
class PrivacyTest {
  private static final String MARKER = "MARKER-5d1c";
  private static final String VALUE = "{\"Id\":\"" + MARKER + "\",\"" + MARKER + "\":17}";

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{'tableName':'Music','key':@}",
        "{'tableName':'Music','keys':[@,@]}",
        "{'tableName':'Music','item':@,'items':[@],'attributeUpdates':@,'expected':@}",
        "{'tableName':'Music','keyConditions':@,'queryFilter':@,'scanFilter':@}",
        "{'tableName':'Music','exclusiveStartKey':@,'expressionAttributeValues':@}",
        "{'tableName':'Music','filterExpression':'#','keyConditionExpression':'#'}",
        "{'tableName':'Music','searchVector':['#'],'select':'#','limit':'#','segment':'#'}",
        "{'requestItems':{'Music':{'keys':[@],'filter':'#'}}}",
        "{'requestItems':{'Music':[{'putRequest':{'item':@,'key':@}},{'deleteRequest':{'key':@}}]}}",
        "{'requestItems':[{'tableName':'Music','key':@,'item':@,'parameters':['#']}]}",
        "{'transactItems':[{'put':{'tableName':'Music','item':@}},{'get':{'key':@}}]}",
        "{'statement':'SELECT * FROM Music WHERE Id = #','parameters':['#',@]}",
        "{'statement':'SELECT * FROM Music WHERE Id = #','nextToken':'#','limit':'#'}",
        "{'statements':[{'statement':'SELECT * FROM Music WHERE Id = #','parameters':[@]}]}",
        "{'shardIterator':'arn:aws:dynamodb:us-east-1:111122223333:table/Music/stream/1|1|#'}",
        "{'streamName':7,'sequenceNumber':'#','@':@}"
      })
  void omitsKeysAndValuesFromActivities(String shape) {
    String parameters =
        shape
            .replace('\'', '"')
            .replace("\"@\"", '"' + MARKER + '"')
            .replace("@", VALUE)
            .replace("#", MARKER);
    for (String name :
        List.of(
            "GetItem",
            "Query",
            "Scan",
            "BatchGetItem",
            "BatchWriteItem",
            "TransactGetItems",
            "TransactWriteItems",
            "ExecuteStatement",
            "BatchExecuteStatement",
            "GetRecords")) {
      String record =
          RecordJson.onMusic(name, parameters)
              .with("responseElements", VALUE)
              .with("additionalEventData", VALUE)
              .with("errorMessage", '"' + MARKER + '"')
              .toString();
      Decoded decoded = Decoded.record(record);

      assertThat(decoded.activities).isNotEmpty();
      assertThat(decoded.described()).noneMatch(text -> text.contains(MARKER));
    }
  }

  @Test
  void reportsOnlyPositionsOfSkippedText() {
    String record = RecordJson.onMusic("GetItem", "{\"key\":" + VALUE + "}").toString();
    for (String broken :
        List.of(
            record.substring(0, record.length() - 9),
            record.replace("\"awsRegion\":", "\"awsRegion\""),
            record.replace("eventTime", "time"),
            record.replace("eventSource", MARKER),
            "{\"messageType\":\"DATA_MESSAGE\",\"logEvents\":[{\"message\":\"" + MARKER + "\"}]}",
            MARKER,
            "[" + VALUE + ",\"" + MARKER + "\"]")) {
      Decoded decoded = Decoded.payload(broken);

      assertThat(decoded.details).isNotEmpty().noneMatch(text -> text.contains("MARKER"));
    }
  }

  @Test
  void rawRecordsToStringOmitsItsContent() {
    assertThat(new RawRecord("", "", false, Decoded.bytes(VALUE)).toString())
        .doesNotContain(MARKER);
  }
}
