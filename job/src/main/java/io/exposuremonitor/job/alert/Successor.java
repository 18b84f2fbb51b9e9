package io.exposuremonitor.job.alert;

/**
 * An incident that goes on with one that a route was told of, and that the route was not told of
 * yet. Part of the state; native types only.
 *
 * @param route name
 * @param incident id
 */
public record Successor(String route, String incident) {}
