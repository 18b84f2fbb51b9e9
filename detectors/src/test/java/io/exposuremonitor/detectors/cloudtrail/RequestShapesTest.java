package io.exposuremonitor.detectors.cloudtrail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.exposuremonitor.detectors.activity.Activity;
import io.exposuremonitor.detectors.activity.IdHash;
import io.exposuremonitor.detectors.activity.Operation;
import io.exposuremonitor.detectors.activity.Statement;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class RequestShapesTest {
  private static final String MUSIC = RecordJson.TABLE;
  private static final String ARTISTS = MUSIC.replace("Music", "Artists");
  private static final String STREAM = MUSIC + "/stream/2026-03-01T04:02:47.428";
  private static final String KINESIS = "arn:aws:kinesis:us-east-1:111122223333:stream/changes";

  @Test
  void readsAllParametersOfAScan() {
    Activity scan =
        Decoded.record(
                RecordJson.onMusic(
                        "Scan",
                        """
                        {"tableName":"Music","indexName":"by-label","limit":100,"segment":3,\
                        "totalSegments":8,"select":"COUNT"}\
                        """)
                    .with("errorCode", "\"ThrottlingException\"")
                    .toString())
            .activity();

    assertThat(scan)
        .usingRecursiveComparison()
        .isEqualTo(
            new Activity(
                "id-1",
                false,
                1772366400000L,
                Operation.SCAN,
                scan.actor(),
                scan.origin(),
                "111122223333",
                "us-east-1",
                MUSIC,
                "by-label",
                "ThrottlingException",
                100,
                3,
                8,
                true,
                false,
                new long[0],
                List.of()));
  }

  @Test
  void readsAbsentScanParametersAsDefaults() {
    Activity scan =
        Decoded.record(RecordJson.onMusic("Scan", "{\"tableName\":\"Music\"}").toString())
            .activity();

    assertThat(scan.limit()).isZero();
    assertThat(scan.segment()).isEqualTo(-1);
    assertThat(scan.totalSegments()).isZero();
    assertThat(scan.countOnly()).isFalse();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "Query            | \"exclusiveStartKey\":{\"id\":{\"S\":\"MARKER\"}} | true",
        "Query            | \"ExclusiveStartKey\":{\"id\":\"MARKER\"}         | true",
        "Query            | \"exclusiveStartKey\":null                     | false",
        "Query            | \"nextToken\":\"MARKER\"                         | false",
        "Query            | \"limit\":10                                   | false",
        "ExecuteStatement | \"nextToken\":\"MARKER\"                         | true",
        "ExecuteStatement | \"nextToken\":null                             | false",
        "ExecuteStatement | \"exclusiveStartKey\":{\"id\":\"MARKER\"}         | false",
        "Scan             | \"exclusiveStartKey\":{\"id\":\"MARKER\"}         | false",
      })
  void recognisesContinuedPages(String call, String parameter, boolean continued) {
    Activity page =
        Decoded.record(
                RecordJson.onMusic(call, "{\"tableName\":\"Music\"," + parameter + "}").toString())
            .activity();

    assertThat(page.continued()).isEqualTo(continued);
    assertThat(page.toString()).doesNotContain("MARKER");
  }

  @Test
  void appendsHashOfExclusiveStartKeyToKeys() {
    String key = "{\"tableName\":\"Music\",\"key\":{\"Artist\":\"Acme\"}";
    String start = ",\"exclusiveStartKey\":{\"Artist\":\"Acme\",\"Song\":\"Happy Day\"}";
    long[] first = keys(key + "}");
    long[] next = keys(key + start + "}");

    assertThat(first).hasSize(1);
    assertThat(next).hasSize(2).startsWith(first);
    assertThat(keys(key + start.replace("Happy", "Sad") + "}")).isNotEqualTo(next);
    assertThat(keys(key + ",\"exclusiveStartKey\":\"redacted\"}")).isEqualTo(first);
  }

  private static long[] keys(String parameters) {
    return Decoded.record(RecordJson.onMusic("Query", parameters).toString()).activity().keys();
  }

  @ParameterizedTest
  @ValueSource(strings = {"-1", "1.5", "1e3", "99999999999", "\"ten\"", "true", "{}", "null"})
  void ignoresInvalidLimits(String limit) {
    String record = RecordJson.of("Scan").parameters("{\"limit\":" + limit + "}").toString();

    assertThat(Decoded.record(record).activity().limit()).isZero();
  }

  @ParameterizedTest
  @CsvSource({"2147483647, 2147483647", "2147483648, 0", "4294967297, 0", "9999999999999999999, 0"})
  void acceptsLimitsUpToTheGreatestInt(String given, int limit) {
    String record = RecordJson.of("Scan").parameters("{\"limit\":" + given + "}").toString();

    assertThat(Decoded.record(record).activity().limit()).isEqualTo(limit);
  }

  @Test
  void acceptsNumbersAsStringsAndViceVersa() {
    Activity scan =
        Decoded.record(
                RecordJson.of("Scan")
                    .parameters("{\"limit\":\"25\",\"tableName\":7}")
                    .with("recipientAccountId", "111122223333")
                    .toString())
            .activity();

    assertThat(scan.limit()).isEqualTo(25);
    assertThat(scan.resource()).isEqualTo(MUSIC.replace("Music", "7"));
  }

  static Stream<Arguments> wholeTables() {
    String arn = '"' + MUSIC + '"';
    return Stream.of(
        arguments(Operation.EXPORT_TABLE, "{\"s3Bucket\":\"b\",\"tableArn\":" + arn + "}"),
        arguments(Operation.UPDATE_CONTINUOUS_BACKUPS, "{\"tableName\":\"Music\"}"),
        arguments(Operation.CREATE_BACKUP, "{\"backupName\":\"b\",\"tableName\":\"Music\"}"),
        arguments(Operation.START_BACKUP_JOB, "{\"ResourceArn\":" + arn + "}"));
  }

  @ParameterizedTest
  @MethodSource("wholeTables")
  void findsTheTableThatIsCopied(Operation operation, String parameters) {
    String record =
        RecordJson.of(operation.eventName())
            .with("eventSource", '"' + operation.eventSource() + '"')
            .parameters(parameters)
            .resources()
            .toString();
    Activity activity = Decoded.record(record).activity();

    assertThat(activity.operation()).isEqualTo(operation);
    assertThat(activity.resource()).isEqualTo(MUSIC);
  }

  static Stream<Arguments> writes() {
    String item = "{\"tableName\":\"Music\",\"returnValuesOnConditionCheckFailure\":\"ALL_OLD\"}";
    String failing =
        "{\"tableName\":\"Music\",\"ReturnValuesOnConditionCheckFailure\":\"ALL_OLD\"}";
    String silent = "{\"tableName\":\"Music\",\"returnValuesOnConditionCheckFailure\":\"NONE\"}";
    return Stream.of(
        arguments(
            "TransactWriteItems",
            "{\"requestItems\":[" + item + "," + silent + "]}",
            "TransactionCanceledException",
            true),
        arguments("PutItem", "{\"returnValues\":\"ALL_OLD\"}", "", true),
        arguments("UpdateItem", "{\"returnValues\":\"ALL_NEW\"}", "", true),
        arguments("UpdateItem", "{\"returnValues\":\"UPDATED_OLD\"}", "", true),
        arguments("UpdateItem", "{\"returnValues\":\"UPDATED_NEW\"}", "", false),
        arguments("DeleteItem", "{\"ReturnValues\":\"ALL_OLD\"}", "", true),
        arguments("DeleteItem", "{\"returnValues\":\"ALL_OLD\"}", "AccessDenied", false),
        arguments("DeleteItem", failing, "ConditionalCheckFailedException", true),
        arguments("DeleteItem", failing, "", false),
        arguments("DeleteItem", "{}", "ConditionalCheckFailedException", false),
        arguments(
            "TransactWriteItems",
            "{\"requestItems\":[{\"tableName\":\"Music\"}]}",
            "TransactionCanceledException",
            false),
        arguments("DeleteItem", failing, "ThrottlingException", false),
        arguments(
            "TransactWriteItems",
            "{\"requestItems\":[" + item + "]}",
            "TransactionCanceledException",
            true),
        arguments(
            "TransactWriteItems",
            "{\"transactItems\":[{\"ConditionCheck\":" + item + "}]}",
            "TransactionCanceledException",
            true),
        arguments("TransactWriteItems", "{\"requestItems\":[" + item + "]}", "", false));
  }

  @ParameterizedTest
  @MethodSource("writes")
  void recognisesWritesThatReturnItems(
      String eventName, String parameters, String errorCode, boolean readsBack) {
    Activity activity =
        Decoded.record(
                RecordJson.onMusic(eventName, parameters)
                    .with("errorCode", '"' + errorCode + '"')
                    .toString())
            .activity();

    assertThat(activity.operation().isReadBack()).isEqualTo(readsBack);
    assertThat(activity.operation().eventName()).isEqualTo(eventName);
    assertThat(activity.resource()).isEqualTo(MUSIC);
  }

  static Stream<Arguments> restores() {
    String backup = MUSIC + "/backup/01489173575360-b308cd7d";
    return Stream.of(
        arguments(
            Operation.RESTORE_FROM_BACKUP,
            "{\"targetTableName\":\"Artists\",\"backupArn\":\"" + backup + "\"}",
            MUSIC),
        arguments(
            Operation.START_RESTORE_JOB,
            "{\"recoveryPointArn\":\""
                + backup.replace("111122223333", "999988887777")
                + "\",\"metadata\":{\"targetTableName\":\"Artists\",\"originalTableName\":\"Music\"}}",
            MUSIC.replace("111122223333", "999988887777")),
        arguments(
            Operation.RESTORE_TO_POINT_IN_TIME,
            "{\"targetTableName\":\"Artists\",\"sourceTableName\":\"Music\"}",
            MUSIC),
        arguments(
            Operation.RESTORE_TO_POINT_IN_TIME,
            "{\"targetTableName\":\"Artists\",\"sourceTableArn\":\"" + MUSIC + "\"}",
            MUSIC),
        arguments(
            Operation.START_RESTORE_JOB,
            "{\"recoveryPointArn\":\""
                + backup
                + "\",\"metadata\":{\"targetTableName\":\"Artists\"}}",
            MUSIC),
        arguments(
            Operation.START_RESTORE_JOB,
            "{\"recoveryPointArn\":\"arn:aws:backup:us-east-1:111122223333:recovery-point:1\","
                + "\"metadata\":{\"targetTableName\":\"Artists\"}}",
            ""),
        arguments(
            Operation.START_RESTORE_JOB,
            "{\"recoveryPointArn\":\"arn:aws:backup:us-east-1:111122223333:recovery-point:1\","
                + "\"metadata\":{\"targetTableName\":\"Artists\",\"originalTableName\":\"Music\"}}",
            MUSIC));
  }

  @ParameterizedTest
  @MethodSource("restores")
  void findsBothTablesOfARestore(Operation operation, String parameters, String source) {
    Activity activity = Decoded.record(call(operation, parameters)).activity();

    assertThat(activity.resource()).isEqualTo(ARTISTS);
    assertThat(activity.index()).isEqualTo(source);
  }

  @ParameterizedTest
  @CsvSource({
    "DESCRIBE_BACKUP, backupArn, backup/01489173575360-b308cd7d",
    "DESCRIBE_EXPORT, exportArn, export/017-a"
  })
  void findsTheTableOfADescribedCopy(Operation operation, String parameter, String copy) {
    String parameters = "{\"" + parameter + "\":\"" + MUSIC + '/' + copy + "\"}";

    assertThat(Decoded.record(call(operation, parameters)).activity().resource()).isEqualTo(MUSIC);
  }

  @Test
  void ignoresRestoresOfOtherResources() {
    String volume =
        "{\"recoveryPointArn\":\"arn:aws:ec2:us-east-1::snapshot/snap-1\",\"metadata\":{}}";

    assertThat(Decoded.record(call(Operation.START_RESTORE_JOB, volume)).activities).isEmpty();
  }

  private static String call(Operation operation, String parameters) {
    return RecordJson.of(operation.eventName())
        .with("eventSource", '"' + operation.eventSource() + '"')
        .parameters(parameters)
        .toString();
  }

  @ParameterizedTest
  @CsvSource({
    "'', b/AWSDynamoDB/017-a",
    "out, b/out/AWSDynamoDB/017-a",
    "out/, b/out/AWSDynamoDB/017-a"
  })
  void findsDestinationOfExport(String prefix, String folder) {
    String record =
        RecordJson.of("ExportTableToPointInTime")
            .parameters(
                "{\"tableArn\":\""
                    + MUSIC
                    + "\",\"s3Bucket\":\"b\",\"s3Prefix\":\""
                    + prefix
                    + "\"}")
            .with(
                "responseElements",
                "{\"exportDescription\":{\"exportArn\":\"" + MUSIC + "/export/017-a\"}}")
            .toString();

    assertThat(Decoded.record(record).activity().index()).isEqualTo("arn:aws:s3:::" + folder);
  }

  @Test
  void hashesFilesOfExportByNameWithoutVersion() {
    String copy = "{\"bucketName\":\"b\",\"key\":\"mine\",\"x-amz-copy-source\":\"%s\"}";
    String file = "c/AWSDynamoDB/017-a/data/x.json.gz";

    assertThat(fetched(copy.formatted(file + "?versionId=3")))
        .isEqualTo(fetched(copy.formatted(file)))
        .isNotEqualTo(fetched(copy.formatted(file.replace("x.json", "y.json"))));
  }

  private static long[] fetched(String parameters) {
    return Decoded.record(call(Operation.S3_COPY_OBJECT, parameters)).activity().keys();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      nullValues = "-",
      value = {
        "GetObject  | b | AWSDynamoDB/017-a/data/x.json.gz       | -                              |"
            + " b/AWSDynamoDB/017-a",
        "GetObject  | b | out/AWSDynamoDB/017-a/data/x.json.gz   | -                              |"
            + " b/out/AWSDynamoDB/017-a",
        "GetObject  | b | out/AWSDynamoDB/data/x.json.gz         | -                              |"
            + " b/out/AWSDynamoDB/data",
        "GetObject  | b | AWSDynamoDB/AWSDynamoDB/017-a/data/x   | -                              |"
            + " b/AWSDynamoDB/AWSDynamoDB/017-a",
        "GetObject  | b | x/AWSDynamoDB/y/AWSDynamoDB/data/x     | -                              |"
            + " b/x/AWSDynamoDB/y/AWSDynamoDB/data",
        "GetObject  | b | AWSDynamoDB/017-a/manifest-files.json  | -                              |"
            + " -",
        "GetObject  | b | AWSDynamoDB/017-a/data/                | -                              |"
            + " -",
        "GetObject  | b | data/AWSDynamoDB/017-a                 | -                              |"
            + " -",
        "GetObject  | b | photos/AWSDynamoDB.jpg                 | -                              |"
            + " -",
        "GetObject  | b | notAWSDynamoDB/017-a/data/x            | -                              |"
            + " -",
        "SelectObjectContent | b | AWSDynamoDB/017-a/data/x.json.gz | -                          |"
            + " b/AWSDynamoDB/017-a",
        "CopyObject | b | AWSDynamoDB/017-a/data/x               | c/holiday.jpg                  |"
            + " -",
        "CopyObject | b | mine/x                                 | /c/AWSDynamoDB/017-a/data/x    |"
            + " c/AWSDynamoDB/017-a",
        "CopyObject | b | mine/x                                 |"
            + " c%2FAWSDynamoDB%2F017-a%2Fdata%2Fx | c/AWSDynamoDB/017-a",
        "CopyObject | b | mine/x                                 |"
            + " c/%41WSDynamoDB/017-a/data/x%3F?versionId=3 | c/AWSDynamoDB/017-a",
        "CopyObject | b | mine/x                                 |"
            + " c/dt%3D20+26/AWSDynamoDB/017-a/data/x | c/dt=20+26/AWSDynamoDB/017-a",
        "CopyObject | b | mine/x                                 |"
            + " c/50%/AWSDynamoDB/017-a/data/x | c/50%/AWSDynamoDB/017-a"
      })
  void recognisesReadsOfExportedObjects(
      String eventName,
      String bucket,
      String key,
      @Nullable String source,
      @Nullable String folder) {
    String copied = source == null ? "" : ",\"x-amz-copy-source\":\"" + source + '"';
    String record =
        RecordJson.of(eventName)
            .with("eventSource", "\"s3.amazonaws.com\"")
            .parameters("{\"bucketName\":\"" + bucket + "\",\"key\":\"" + key + '"' + copied + '}')
            .toString();
    List<Activity> activities = Decoded.record(record).activities;

    assertThat(activities)
        .extracting(Activity::resource)
        .isEqualTo(folder == null ? List.of() : List.of("arn:aws:s3:::" + folder));
    assertThat(activities).allSatisfy(activity -> assertThat(activity.keys()).hasSize(1));
  }

  /** The record lists the bucket, also if the call names an access point. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      nullValues = "-",
      value = {
        "GetObject  | ap-123-s3alias | AWSDynamoDB/017-a/data/x | -  |"
            + " b/AWSDynamoDB/017-a/data/x  | b/AWSDynamoDB/017-a",
        "GetObject  | arn:aws:s3:us-east-1:111122223333:accesspoint/ap | AWSDynamoDB/017-a/data/x |"
            + " - | b/AWSDynamoDB/017-a/data/x  | b/AWSDynamoDB/017-a",
        "GetObject  | - | AWSDynamoDB/data/x | -  | b/AWSDynamoDB/data/x  | b/AWSDynamoDB/data",
        "GetObject  | - | AWSDynamoDB/data/x | -  | b/other/AWSDynamoDB/data/x  | -",
        "GetObject  | - | AWSDynamoDB/data/x | -  | -  | -",
        "GetObject  | ap-123-s3alias | AWSDynamoDB/data/x | -  | -  | ap-123-s3alias/AWSDynamoDB/data",
        "CopyObject | mine | AWSDynamoDB/data/x | b/AWSDynamoDB/data/x |"
            + " mine/AWSDynamoDB/data/x  | b/AWSDynamoDB/data",
        "CopyObject | mine | x | ap-123-s3alias/AWSDynamoDB/data/x |"
            + " b/AWSDynamoDB/data/x  | b/AWSDynamoDB/data",
        "CopyObject | mine | x |"
            + " arn:aws:s3:us-east-1:111122223333:accesspoint/ap/object/AWSDynamoDB/data/x |"
            + " b/AWSDynamoDB/data/x  | b/AWSDynamoDB/data",
        "CopyObject | mine | x |"
            + " arn%3Aaws%3As3%3Aus-east-1%3A111122223333%3Aaccesspoint%2Fap%2Fobject%2FAWSDynamoDB%2Fdata%2Fx"
            + " | b/AWSDynamoDB/data/x  | b/AWSDynamoDB/data",
        "CopyObject | mine | x |"
            + " arn:aws:s3:us-east-1:111122223333:accesspoint/ap/object/AWSDynamoDB/data/x |"
            + " -  | -",
        "CopyObject | mine | x | arn:aws:s3:us-east-1:111122223333:accesspoint/ap | -  | -",
      })
  void findsExportedObjectsBehindAccessPoints(
      String eventName,
      @Nullable String bucket,
      String key,
      @Nullable String source,
      @Nullable String listed,
      @Nullable String folder) {
    String named = bucket == null ? "" : "\"bucketName\":\"" + bucket + "\",";
    String copied = source == null ? "" : ",\"x-amz-copy-source\":\"" + source + '"';
    RecordJson record =
        RecordJson.of(eventName)
            .with("eventSource", "\"s3.amazonaws.com\"")
            .parameters('{' + named + "\"key\":\"" + key + '"' + copied + '}')
            .resources(
                "arn:aws:s3:us-east-1:111122223333:accesspoint/" + key,
                listed == null ? "arn:aws:s3:::b" : "arn:aws:s3:::" + listed);

    assertThat(Decoded.record(record.toString()).activities)
        .extracting(Activity::resource)
        .isEqualTo(folder == null ? List.of() : List.of("arn:aws:s3:::" + folder));
  }

  @ParameterizedTest
  @CsvSource(
      nullValues = "-",
      value = {
        "AccessDeniedException, arn:aws:dynamodb:us-east-1:111122223333:table/Music,"
            + " arn:aws:dynamodb:us-east-1:111122223333:table/Music",
        "AccessDenied, arn:aws:dynamodb:us-east-1:111122223333:table/Music/index/i,"
            + " arn:aws:dynamodb:us-east-1:111122223333:table/Music",
        "AccessDenied, arn:aws:dynamodb:us-east-1:111122223333:table/*, -",
        "AccessDenied, arn:aws:s3:::bucket, -",
        "ThrottlingException, arn:aws:dynamodb:us-east-1:111122223333:table/Music, -"
      })
  void findsTableInMessageOfDeniedCall(String errorCode, String named, @Nullable String resource) {
    String record =
        RecordJson.of("DescribeTable")
            .with("errorCode", '"' + errorCode + '"')
            .with(
                "errorMessage",
                "\"not authorized to perform: x on resource: " + named + " because\"")
            .toString();

    assertThat(Decoded.record(record).activity().resource())
        .isEqualTo(resource == null ? "" : resource);
  }

  @Test
  void findsTableAtTheEndOfMessageOfDeniedCall() {
    String record =
        RecordJson.of("DescribeTable")
            .with("errorCode", "\"AccessDenied\"")
            .with("errorMessage", "\"not authorized to perform: x on resource: " + MUSIC + "\"")
            .toString();

    assertThat(Decoded.record(record).activity().resource()).isEqualTo(MUSIC);
  }

  static Stream<Arguments> tables() {
    return Stream.of(
        arguments("by name among the resources", "\"Music\"", new String[] {ARTISTS, MUSIC}, MUSIC),
        arguments(
            "in the account of the resource",
            "\"Music\"",
            new String[] {MUSIC.replace("111122223333", "123456789012")},
            MUSIC.replace("111122223333", "123456789012")),
        arguments("built when not listed", "\"Music\"", new String[] {ARTISTS}, MUSIC),
        arguments("built when nothing is listed", "\"Music\"", new String[] {}, MUSIC),
        arguments("an ARN", '"' + MUSIC + '"', new String[] {}, MUSIC),
        arguments("an index ARN", '"' + MUSIC + "/index/by-label\"", new String[] {}, MUSIC),
        arguments("table beside stream", "\"Music\"", new String[] {STREAM, MUSIC}, MUSIC),
        arguments("known by its stream", "\"Music\"", new String[] {STREAM}, MUSIC),
        arguments("only listed", "null", new String[] {MUSIC}, MUSIC),
        arguments("not named at all", "null", new String[] {}, ""));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("tables")
  void findsTheTable(String meaning, String tableName, String[] resources, String expected) {
    String record =
        RecordJson.of("Query")
            .parameters("{\"tableName\":" + tableName + "}")
            .resources(resources)
            .toString();

    assertThat(Decoded.record(record).activity().resource()).as(meaning).isEqualTo(expected);
  }

  /** A caller of another account names a table of ours. */
  @Test
  void buildsArnsInTheAccountOfTheLog() {
    String record =
        RecordJson.of("Query")
            .parameters("{\"tableName\":\"Music\"}")
            .with("userIdentity", RecordJson.ROLE.replace("111122223333", "999988887777"))
            .toString();
    Activity query = Decoded.record(record).activity();

    assertThat(query.resource()).isEqualTo(MUSIC);
    assertThat(query.account()).isEqualTo("111122223333");
    assertThat(query.actor().account()).isEqualTo("999988887777");
  }

  @Test
  void buildsArnsInThePartitionOfTheRegionAndTheCallersAccount() {
    String record =
        RecordJson.of("Query")
            .parameters("{\"tableName\":\"Music\"}")
            .with("awsRegion", "\"cn-north-1\"")
            .without("recipientAccountId")
            .toString();
    Activity query = Decoded.record(record).activity();

    assertThat(query.resource())
        .isEqualTo("arn:aws-cn:dynamodb:cn-north-1:111122223333:table/Music");
    assertThat(query.account()).isEqualTo("111122223333");
  }

  static Stream<Arguments> keyShapes() {
    String key = "{\"Artist\":\"A\",\"Song\":\"S\"}";
    return Stream.of(
        arguments("GetItem", "{\"tableName\":\"Music\",\"key\":" + key + "}"),
        arguments("GetItem", "{\"TableName\":\"Music\",\"Key\":" + key + "}"),
        arguments("GetItem", "{\"key\":{ \"Song\" : \"S\" ,\n\"Artist\":\"A\" }}"),
        arguments("GetItem", "{\"k\\u0065y\":{\"\\u0041rtist\":\"\\u0041\",\"Song\":\"S\"}}"),
        arguments("Query", "{\"tableName\":\"Music\",\"key\":" + key + "}"),
        arguments("PutItem", "{\"tableName\":\"Music\",\"key\":" + key + ",\"items\":[\"a\"]}"),
        arguments("BatchGetItem", "{\"requestItems\":{\"Music\":{\"keys\":[" + key + "]}}}"),
        arguments("BatchGetItem", "{\"RequestItems\":{\"Music\":{\"Keys\":[" + key + "]}}}"),
        arguments(
            "BatchGetItem", "{\"requestItems\":[{\"tableName\":\"Music\",\"key\":" + key + "}]}"),
        arguments(
            "BatchGetItem",
            "{\"requestItems\":[{\"tableName\":\"Music\",\"keys\":[" + key + "]}]}"),
        arguments(
            "BatchWriteItem",
            "{\"requestItems\":{\"Music\":[{\"deleteRequest\":{\"key\":" + key + "}}]}}"),
        arguments(
            "TransactGetItems",
            "{\"requestItems\":[{\"operation\":\"Get\",\"tableName\":\"Music\",\"key\":"
                + key
                + "}]}"),
        arguments(
            "TransactGetItems",
            "{\"transactItems\":[{\"Get\":{\"Key\":" + key + ",\"TableName\":\"Music\"}}]}"),
        arguments(
            "TransactWriteItems",
            "{\"transactItems\":[{\"conditionCheck\":{\"tableName\":\"Music\",\"key\":"
                + key
                + "}}]}"),
        arguments(
            "TransactWriteItems",
            "{\"requestItems\":[{\"key\":" + key + ",\"TableName\":\"" + MUSIC + "\"}]}"));
  }

  @ParameterizedTest
  @MethodSource("keyShapes")
  void hashesEqualKeysEquallyInEveryShape(String eventName, String parameters) {
    Activity plain =
        Decoded.record(
                RecordJson.onMusic("GetItem", "{\"key\":{\"Artist\":\"A\",\"Song\":\"S\"}}")
                    .toString())
            .activity();
    Activity activity =
        Decoded.record(RecordJson.onMusic(eventName, parameters).toString()).activity();

    assertThat(activity.resource()).isEqualTo(MUSIC);
    assertThat(activity.keys()).hasSize(1).isEqualTo(plain.keys());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"Artist\":\"A\"}",
        "{\"Artist\":\"S\",\"Song\":\"A\"}",
        "{\"Artist\":\"A\",\"Song\":\"S \"}",
        "{\"Artist\":\"ASong\",\"\":\"S\"}",
        "{\"Artist\":\"A\",\"Song\":[\"S\"]}",
        "{\"Artist\":\"A\",\"Song\":{\"S\":\"S\"}}"
      })
  void hashesDifferentKeysDifferently(String key) {
    assertThat(keysOf(key)).hasSize(1).isNotEqualTo(keysOf("{\"Artist\":\"A\",\"Song\":\"S\"}"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"requestItems\":[{\"operation\":\"Update\",\"tableName\":\"Music\",\"key\":{\"a\":1}},"
            + "{\"operation\":\"Delete\",\"TableName\":\"Music\",\"Key\":{\"a\":2}},"
            + "{\"operation\":\"Delete\",\"tableName\":\"Music\",\"key\":{\"a\":3}}]}",
        "{\"transactItems\":[{\"update\":{\"tableName\":\"Music\",\"key\":{\"a\":1}}},"
            + "{\"Delete\":{\"TableName\":\"Music\",\"Key\":{\"a\":2}}},"
            + "{\"delete\":{\"tableName\":\"Music\",\"key\":{\"a\":3}}}]}"
      })
  void separatesDeletesFromUpdatesOfATransaction(String parameters) {
    List<Activity> activities =
        Decoded.record(RecordJson.onMusic("TransactWriteItems", parameters).toString()).activities;

    assertThat(activities)
        .extracting(Activity::operation)
        .containsExactly(Operation.TRANSACT_WRITE_ITEMS, Operation.DELETE_ITEM);
    assertThat(activities).allMatch(activity -> activity.resource().equals(MUSIC));
    assertThat(activities.get(0).keys()).isEqualTo(keysOf("{\"a\":1}"));
    assertThat(activities.get(1).keys())
        .containsExactly(keysOf("{\"a\":2}")[0], keysOf("{\"a\":3}")[0]);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"requestItems\":[{\"operation\":\"Put\",\"tableName\":\"Music\",\"key\":{\"a\":1}},"
            + "{\"operation\":\"Delete\",\"tableName\":\"Music\",\"key\":{\"a\":2}}]}",
        "{\"requestItems\":[{\"operation\":\"PutRequest\",\"tableName\":\"Music\",\"key\":{\"a\":1}},"
            + "{\"operation\":\"DeleteRequest\",\"tableName\":\"Music\",\"key\":{\"a\":2}}]}",
        "{\"requestItems\":{\"Music\":[{\"putRequest\":{\"key\":{\"a\":1}}},"
            + "{\"deleteRequest\":{\"key\":{\"a\":2}}}]}}",
        "{\"RequestItems\":{\"Music\":[{\"PutRequest\":{\"Key\":{\"a\":1}}},"
            + "{\"DeleteRequest\":{\"Key\":{\"a\":2}}}]}}"
      })
  void separatesDeletesFromPutsOfABatch(String parameters) {
    List<Activity> activities =
        Decoded.record(RecordJson.onMusic("BatchWriteItem", parameters).toString()).activities;

    assertThat(activities)
        .extracting(Activity::operation)
        .containsExactly(Operation.BATCH_WRITE_ITEM, Operation.DELETE_ITEM);
    assertThat(activities.get(0).keys()).isEqualTo(keysOf("{\"a\":1}"));
    assertThat(activities.get(1).keys()).isEqualTo(keysOf("{\"a\":2}"));
  }

  @Test
  void readsDeleteOnlyTransactionAsDeleteItem() {
    String parameters =
        "{\"requestItems\":[{\"operation\":\"Delete\",\"tableName\":\"Music\",\"key\":{\"a\":2}}]}";

    assertThat(
            Decoded.record(RecordJson.onMusic("TransactWriteItems", parameters).toString())
                .activity()
                .operation())
        .isEqualTo(Operation.DELETE_ITEM);
  }

  @Test
  void hashesKeysAlikeWithAndWithoutQuotes() {
    assertThat(keysOf("{\"Id\":17}")).isEqualTo(keysOf("{\"Id\":\"17\"}"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"null", "{}", "[]", "\"x\"", "[null,[{\"a\":1}]]"})
  void ignoresMalformedKeys(String key) {
    assertThat(keysOf(key)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"tableName\":\"Artists\"}",
        "{\"tableName\":\"Artists\"],\"x\":[0}",
        "null",
        "[{\"tableName\":\"Artists\"}]"
      })
  void usesTheLastOfDuplicateParameters(String others) {
    String music = "{\"tableName\":\"Music\",\"limit\":7}";
    String record = RecordJson.of("Scan").parameters(music).toString();
    String both = "\"requestParameters\":%s,\"requestParameters\":%s";
    String one = "\"requestParameters\":" + music;

    Decoded first = Decoded.record(record.replace(one, both.formatted(music, others)));
    Decoded last = Decoded.record(record.replace(one, both.formatted(others, music)));

    assertThat(first.activity().limit()).isZero();
    assertThat(last.activity().limit()).isEqualTo(7);
    assertThat(last.activity().resource()).endsWith("table/Music");
  }

  @Test
  void emitsOneActivityPerTableWithOneKeyPerItem() {
    Decoded decoded =
        Decoded.record(
            RecordJson.of("BatchGetItem")
                .parameters(
                    """
                    {"requestItems":[{"tableName":"Music","key":{"a":1}},{"tableName":"Artists",\
                    "key":{"a":2}},{"TableName":"%s","Key":{"a":3}}]}\
                    """
                        .formatted(MUSIC))
                .resources(ARTISTS)
                .toString());

    assertThat(decoded.resources()).containsExactly(MUSIC, ARTISTS);
    assertThat(decoded.ids()).containsExactly("id-1", "id-1");
    assertThat(decoded.activities.get(0).keys()).hasSize(2).doesNotHaveDuplicates();
    assertThat(decoded.activities.get(1).keys()).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"null", "{}", "{\"requestItems\":null}", "{\"requestItems\":[7,null]}"})
  void usesListedTablesWhenItemsAreOmitted(String parameters) {
    String record =
        RecordJson.of("BatchGetItem").parameters(parameters).resources(MUSIC, ARTISTS).toString();

    assertThat(Decoded.record(record).resources()).containsExactly(MUSIC, ARTISTS);
  }

  @Test
  void emitsDeniedBatchWithoutTables() {
    String record = RecordJson.of("BatchGetItem").with("errorCode", "\"AccessDenied\"").toString();
    Activity denied = Decoded.record(record).activity();

    assertThat(denied.resource()).isEmpty();
    assertThat(denied.failed()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"requestItems", "transactStatements", "statements", "Statements"})
  void groupsStatementsByTable(String list) {
    String record =
        RecordJson.of("ExecuteTransaction")
            .parameters(
                """
                {"%s":[{"statement":"SELECT a FROM Music"},{"Statement":"SELECT b FROM Artists"},\
                {"statement":"SELECT c, d FROM Music"}]}\
                """
                    .formatted(list))
            .resources(MUSIC)
            .toString();
    Decoded decoded = Decoded.record(record);

    assertThat(decoded.resources()).containsExactly(MUSIC, ARTISTS);
    assertThat(decoded.activities.get(0).statements())
        .extracting(Statement::shape)
        .containsExactly("4 words", "5 words");
  }

  @Test
  void readsTableAndIndexOfStatement() {
    Activity select =
        Decoded.record(
                RecordJson.onMusic(
                        "ExecuteStatement",
                        "{\"statement\":\"SELECT * FROM \\\"Music\\\".\\\"by-label\\\"\"}")
                    .toString())
            .activity();

    assertThat(select.resource()).isEqualTo(MUSIC);
    assertThat(select.index()).isEqualTo("by-label");
    assertThat(select.statements()).hasSize(1);
  }

  @Test
  void attributesUnreadableStatementToListedTable() {
    Activity select =
        Decoded.record(
                RecordJson.onMusic("ExecuteStatement", "{\"statement\":\"SELEC\"}").toString())
            .activity();

    assertThat(select.resource()).isEqualTo(MUSIC);
  }

  static Stream<Arguments> streams() {
    return Stream.of(
        arguments("GetRecords", "{\"shardIterator\":\"" + STREAM + "|1|AAAA/+==\"}", STREAM),
        arguments("GetRecords", "{\"shardIterator\":\"AAAA\"}", STREAM),
        arguments("GetShardIterator", "{\"streamArn\":\"" + STREAM + "\"}", STREAM),
        arguments("DescribeStream", "{\"streamArn\":\"" + STREAM + "\"}", STREAM),
        arguments("DescribeStream", "null", STREAM));
  }

  @ParameterizedTest
  @MethodSource("streams")
  void findsTheStreamOfATable(String eventName, String parameters, String expected) {
    String record =
        RecordJson.of(eventName).parameters(parameters).resources(MUSIC, STREAM).toString();

    assertThat(Decoded.record(record).activity().resource()).isEqualTo(expected);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "GetRecords {\"shardIterator\":\"" + MUSIC + "/stream/2|1|AAAA\"}",
        "GetShardIterator {\"streamArn\":\"" + MUSIC + "/stream/2\"}"
      })
  void prefersTheNamedStreamToListedOnes(String call) {
    String[] nameAndParameters = call.split(" ", 2);
    RecordJson record = RecordJson.of(nameAndParameters[0]).parameters(nameAndParameters[1]);

    assertThat(Decoded.record(record.toString()).activity().resource())
        .isEqualTo(MUSIC + "/stream/2");
    assertThat(Decoded.record(record.resources(MUSIC, STREAM).toString()).activity().resource())
        .isEqualTo(MUSIC + "/stream/2");
  }

  @Test
  void usesTableWhenStreamIsNotNamed() {
    String record = RecordJson.onMusic("GetRecords", "null").toString();

    assertThat(Decoded.record(record).activity().resource()).isEqualTo(MUSIC);
  }

  @Test
  void hashesShardIdOfGetShardIterator() {
    String parameters = "{\"streamArn\":\"" + STREAM + "\",\"shardId\":\"shardId-0001-a\"}";
    Activity activity =
        Decoded.record(RecordJson.of("GetShardIterator").parameters(parameters).toString())
            .activity();

    assertThat(activity.keys()).containsExactly(IdHash.of("shardId-0001-a"));
  }

  static Stream<Arguments> leases() {
    String key = "\"key\":{\"leaseKey\":\"shardId-000000000058\"}";
    return Stream.of(
        arguments("UpdateItem", key, Operation.WRITE_LEASE),
        arguments("PutItem", key, Operation.WRITE_LEASE),
        arguments("UpdateItem", "\"key\":{\"leaseKey\":\"a\",\"n\":1}", Operation.UPDATE_ITEM),
        arguments("UpdateItem", "\"key\":{\"lease\":\"a\"}", Operation.UPDATE_ITEM),
        arguments("PutItem", "\"key\":{\"id\":\"leaseKey\"}", Operation.PUT_ITEM),
        arguments("GetItem", key, Operation.GET_ITEM));
  }

  @ParameterizedTest
  @MethodSource("leases")
  void recognisesLeaseWriteByItsOnlyKeyAttribute(String eventName, String key, Operation expected) {
    String record =
        RecordJson.onMusic(eventName, "{\"tableName\":\"Music\"," + key + "}").toString();
    Activity activity = Decoded.record(record).activity();

    assertThat(activity.operation()).isEqualTo(expected);
    assertThat(activity.resource()).isEqualTo(MUSIC);
    assertThat(activity.keys()).hasSize(1);
  }

  @Test
  void usesKinesisDestinationAsResource() {
    String parameters = "{\"tableName\":\"Music\",\"streamArn\":\"" + KINESIS + "\"}";
    Activity activity =
        Decoded.record(
                RecordJson.onMusic("EnableKinesisStreamingDestination", parameters).toString())
            .activity();

    assertThat(activity.operation()).isEqualTo(Operation.ENABLE_KINESIS_DESTINATION);
    assertThat(activity.resource()).isEqualTo(KINESIS);
  }

  static Stream<Arguments> kinesisStreams() {
    String consumer = KINESIS + "/consumer/app:1700000000";
    return Stream.of(
        arguments("GetRecords", "{\"shardIterator\":\"AAAA\"}", KINESIS),
        arguments("GetRecords", "{\"streamARN\":\"" + KINESIS + "\"}", KINESIS),
        arguments("GetShardIterator", "{\"streamName\":\"changes\"}", KINESIS),
        arguments(
            "GetShardIterator", "{\"streamName\":\"other\"}", KINESIS.replace("changes", "other")),
        arguments("SubscribeToShard", "{\"consumerARN\":\"" + consumer + "\"}", KINESIS),
        arguments("SubscribeToShard", "null", KINESIS));
  }

  @ParameterizedTest
  @MethodSource("kinesisStreams")
  void findsTheKinesisStream(String eventName, String parameters, String expected) {
    String record =
        RecordJson.of(eventName)
            .with("eventSource", "\"kinesis.amazonaws.com\"")
            .parameters(parameters)
            .resources(KINESIS + "/consumer/app:1700000000")
            .toString();
    Activity activity = Decoded.record(record).activity();

    assertThat(activity.resource()).isEqualTo(expected);
    assertThat(activity.operation().name()).startsWith("KINESIS_");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"streamARN\":\"" + KINESIS + "\"}",
        "{\"consumerARN\":\"" + KINESIS + "/consumer/app:1700000000\"}",
        "{\"streamARN\":\"" + KINESIS + "\",\"consumerARN\":\"" + KINESIS + "2/consumer/app:1\"}"
      })
  void findsTheKinesisStreamThatIsNotListed(String parameters) {
    String record =
        RecordJson.of("SubscribeToShard")
            .with("eventSource", "\"kinesis.amazonaws.com\"")
            .parameters(parameters)
            .toString();

    assertThat(Decoded.record(record).activity().resource()).isEqualTo(KINESIS);
  }

  @ParameterizedTest
  @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "WRITE_LEASE")
  void decodesEveryOperation(Operation operation) {
    String parameters =
        """
        {"returnValues":"%s","targetTableName":"Artists","metadata":{"targetTableName":"Artists"},\
        "returnValuesOnConditionCheckFailure":"ALL_OLD","bucketName":"b",\
        "requestItems":[{"returnValuesOnConditionCheckFailure":"ALL_OLD"}],\
        "key":"AWSDynamoDB/017-a/data/x","x-amz-copy-source":"b/AWSDynamoDB/017-a/data/x"}\
        """
            .formatted(operation.isReadBack() ? "ALL_OLD" : "NONE");
    RecordJson record = RecordJson.of(operation.eventName()).parameters(parameters);
    if (operation == Operation.TRANSACT_WRITE_ITEMS_READ_BACK) {
      record.with("errorCode", "\"TransactionCanceledException\"");
    }
    String json = record.with("eventSource", '"' + operation.eventSource() + '"').toString();

    assertThat(Decoded.record(json).activities)
        .extracting(Activity::operation)
        .containsOnly(operation);
  }

  @Test
  void limitsTablesPerRecord() {
    StringBuilder items = new StringBuilder("{\"requestItems\":[");
    for (int i = 0; i < 5000; i++) {
      items.append("{\"tableName\":\"t").append(i).append("\"},");
    }
    String parameters = items.append("{}]}").toString();

    assertThat(
            Decoded.record(RecordJson.of("BatchGetItem").parameters(parameters).toString())
                .activities)
        .hasSize(Request.MAX_PARTS);
  }

  private static long[] keysOf(String key) {
    String record = RecordJson.onMusic("GetItem", "{\"key\":" + key + "}").toString();
    return Decoded.record(record).activity().keys();
  }
}
