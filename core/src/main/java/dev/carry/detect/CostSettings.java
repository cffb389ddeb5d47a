package dev.carry.detect;

import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// What a user knows of costs that no venue's feed tells.
///
/// @param conversionPerWay cost of changing one USD-like coin into another, one way (fraction)
/// @param financingApr interest on the capital bound (fraction a year); absent: not known
/// @param transfer cost of moving margin (fraction of notional); absent: not known
/// @param borrowApr interest on a borrowed asset (fraction a year) by canonical asset; an asset not
///     named cannot be borrowed
public record CostSettings(
    double conversionPerWay,
    @Nullable Double financingApr,
    @Nullable Double transfer,
    Map<String, Double> borrowApr) {

  public static final CostSettings DEFAULT =
      new CostSettings(0.0002, null, null, Collections.emptyMap());

  public CostSettings {
    if (!(conversionPerWay >= 0)) {
      throw new IllegalArgumentException("costs: conversion must be at least 0");
    }
    borrowApr = Collections.unmodifiableMap(new TreeMap<>(borrowApr));
  }
}
