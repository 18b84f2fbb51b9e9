package io.exposuremonitor.detectors.policy;

import io.exposuremonitor.detectors.text.NearestName;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Names assigned by AWS: accounts, organisations, Regions. */
final class AwsNames {
  /**
   * The Regions of all partitions at the time of writing (AWS general reference, "AWS service
   * endpoints"). An unknown name in the form of a Region only causes a warning.
   */
  static final List<String> REGIONS =
      List.of(
          "af-south-1",
          "ap-east-1",
          "ap-east-2",
          "ap-northeast-1",
          "ap-northeast-2",
          "ap-northeast-3",
          "ap-south-1",
          "ap-south-2",
          "ap-southeast-1",
          "ap-southeast-2",
          "ap-southeast-3",
          "ap-southeast-4",
          "ap-southeast-5",
          "ap-southeast-6",
          "ap-southeast-7",
          "ca-central-1",
          "ca-west-1",
          "cn-north-1",
          "cn-northwest-1",
          "eu-central-1",
          "eu-isoe-west-1",
          "eu-central-2",
          "eu-north-1",
          "eu-south-1",
          "eu-south-2",
          "eu-west-1",
          "eu-west-2",
          "eu-west-3",
          "eusc-de-east-1",
          "il-central-1",
          "me-central-1",
          "me-south-1",
          "mx-central-1",
          "sa-east-1",
          "us-east-1",
          "us-east-2",
          "us-gov-east-1",
          "us-gov-west-1",
          "us-iso-east-1",
          "us-iso-west-1",
          "us-isob-east-1",
          "us-isof-east-1",
          "us-isof-south-1",
          "us-west-1",
          "us-west-2");

  private AwsNames() {}

  /** An account id of twelve digits. */
  static @Nullable String account(Scalar scalar, Complaints complaints) {
    String text = scalar.text();
    if (text.matches("[0-9]{12}")) {
      if (!scalar.quoted() && text.startsWith("0")) {
        complaints.warning(
            "is a number with a leading zero, which other YAML readers change: quote it",
            ValueTypes.quote(text));
      }
      return text;
    }
    String digits = text.replaceAll("[-_ ]", "");
    if (digits.matches("[0-9]{12}")) {
      complaints.error("must be twelve digits and nothing else", ValueTypes.quote(digits));
    } else if (digits.matches("[0-9]{9,11}")) {
      complaints.error(
          "has " + digits.length() + " digits, not twelve; if leading zeros were lost, quote it",
          ValueTypes.quote("0".repeat(12 - digits.length()) + digits));
    } else {
      complaints.error("must be a twelve-digit account id, in quotes", "");
    }
    return null;
  }

  /**
   * An organisation's id: {@code o-} and 10 to 32 letters or digits (Organizations API reference,
   * Organization.Id).
   */
  static @Nullable String organization(Scalar scalar, Complaints complaints) {
    if (scalar.text().matches("o-[a-z0-9]{10,32}")) {
      return scalar.text();
    }
    complaints.error("must be an organisation id, such as o-a1b2c3d4e5", "");
    return null;
  }

  /** A Region, not an availability zone; only its form is validated. */
  static @Nullable String region(Scalar scalar, Complaints complaints) {
    String text = scalar.text();
    if (REGIONS.contains(text)) {
      return text;
    }
    String nearest = NearestName.of(text, REGIONS);
    if (text.matches("[a-z]{2,4}(-[a-z]+){1,2}-[0-9]{1,2}")) {
      complaints.warning("is not a region that this program knows", nearest);
      return text;
    }
    complaints.error("must be a region, such as eu-west-1", nearest);
    return null;
  }
}
