package io.exposuremonitor.job.simulation;

/** Exports of tables, and reads of the exported files, as CloudTrail records them. */
final class ExportCalls {
  private static final Api EXPORT = Api.change("ExportTableToPointInTime");
  private static final Api GET_OBJECT = Api.data("s3", "GetObject", true);
  private static final Api COPY_OBJECT = Api.data("s3", "CopyObject", false);

  private ExportCalls() {}

  /**
   * A full export of a table.
   *
   * @param id id of the export, which is also the name of its folder
   */
  static Call export(Caller caller, Table table, String bucket, String id) {
    JsonText parameters = new JsonText().object().field("tableArn", table.arn());
    parameters.field("s3Bucket", bucket).field("s3BucketOwner", table.account());
    parameters.field("exportFormat", "DYNAMODB_JSON").field("exportType", "FULL_EXPORT");
    JsonText response = new JsonText().object().object("exportDescription");
    response.field("exportArn", table.arn() + "/export/" + id).endObject().endObject();
    return Call.onItems(caller, EXPORT, table, parameters.endObject()).withResponse(response);
  }

  /** A download of an object. */
  static Call get(Caller caller, String region, String bucket, String key) {
    JsonText parameters = new JsonText().object().field("bucketName", bucket).field("key", key);
    return Call.withoutResources(caller, GET_OBJECT, region, parameters.endObject());
  }

  /** A copy of an object to another bucket within S3. */
  static Call copy(Caller caller, String region, String bucket, String key, String target) {
    JsonText parameters = new JsonText().object().field("bucketName", target).field("key", "in");
    parameters.field("x-amz-copy-source", bucket + '/' + key).endObject();
    return Call.withoutResources(caller, COPY_OBJECT, region, parameters);
  }

  /** Key of an exported file. */
  static String file(String id, int number) {
    return "AWSDynamoDB/" + id + "/data/part" + number + ".json.gz";
  }
}
