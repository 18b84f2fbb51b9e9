/**
 * Tests of the Kubernetes manifests, the compose file and the image, as strict as their readers.
 */
package io.exposuremonitor.kubernetes;
