/** The job's jar, and the job run from it on a cluster of processes. */
package io.exposuremonitor.cluster;
