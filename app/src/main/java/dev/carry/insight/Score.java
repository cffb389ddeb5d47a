package dev.carry.insight;

import java.math.BigDecimal;

/// How one analyst's verdicts stood against what the findings really paid.
///
/// @param model who said it
/// @param promptVersion with which words it was asked
/// @param scored verdicts that could be held against what was paid
/// @param unscored verdicts that could not: a settlement is missing, or the process ended first
/// @param paidShare share of the scored that paid more than their costs
/// @param brier mean of (chance − what came)²: 0 is perfect, 0.25 is a coin's; NaN of none
/// @param brierOfAll the same for who always says `paidShare`: what is to be beaten
/// @param support what supported findings paid, dollars at the notional of the finding
/// @param caution likewise of those with a caution
/// @param veto likewise of the vetoed: below 0 the vetoes saved money
public record Score(
    String model,
    String promptVersion,
    int scored,
    int unscored,
    double paidShare,
    double brier,
    double brierOfAll,
    BigDecimal support,
    BigDecimal caution,
    BigDecimal veto) {}
