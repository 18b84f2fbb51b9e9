/** What the templates say, looked at as the services that read them would. */
package io.exposuremonitor.cdk;
