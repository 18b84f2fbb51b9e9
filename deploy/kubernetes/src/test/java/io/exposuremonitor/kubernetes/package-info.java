/** What is written for Kubernetes, compose and the image, read as strictly as it will be read. */
package io.exposuremonitor.kubernetes;
