package io.exposuremonitor.job.simulation;

/** Exports of tables, and what is done with their files, as CloudTrail tells of them. */
final class ExportCalls {
  private static final Api EXPORT = Api.change("ExportTableToPointInTime");
  private static final Api GET_OBJECT = Api.otherData("s3", "GetObject", true);
  private static final Api COPY_OBJECT = Api.otherData("s3", "CopyObject", false);

  private ExportCalls() {}

  /**
   * Exports a table in full.
   *
   * @param id the export's, which names its folder
   */
  static Call export(Caller caller, Table table, String bucket, String id) {
    JsonText parameters = new JsonText().object().field("tableArn", table.arn());
    parameters.field("s3Bucket", bucket).field("s3BucketOwner", table.account());
    parameters.field("exportFormat", "DYNAMODB_JSON").field("exportType", "FULL_EXPORT");
    JsonText response = new JsonText().object().object("exportDescription");
    response.field("exportArn", table.arn() + "/export/" + id).endObject().endObject();
    return Call.onItems(caller, EXPORT, table, parameters.endObject()).withResponse(response);
  }

  /** Fetches an object. */
  static Call get(Caller caller, String region, String bucket, String key) {
    JsonText parameters = new JsonText().object().field("bucketName", bucket).field("key", key);
    return Call.plain(caller, GET_OBJECT, region, parameters.endObject());
  }

  /** Has S3 copy an object to a bucket elsewhere. */
  static Call copy(Caller caller, String region, String bucket, String key, String target) {
    JsonText parameters = new JsonText().object().field("bucketName", target).field("key", "in");
    parameters.field("x-amz-copy-source", bucket + '/' + key).endObject();
    return Call.plain(caller, COPY_OBJECT, region, parameters);
  }

  /** Where an export puts one of its files. */
  static String file(String id, int number) {
    return "AWSDynamoDB/" + id + "/data/part" + number + ".json.gz";
  }
}
