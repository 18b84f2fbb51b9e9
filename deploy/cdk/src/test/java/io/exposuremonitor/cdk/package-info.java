/** Tests of the templates, read as the services that receive them read them. */
package io.exposuremonitor.cdk;
