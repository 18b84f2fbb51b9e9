/** The monitor on Amazon Managed Service for Apache Flink, as stacks of the AWS CDK. */
package io.exposuremonitor.cdk;
