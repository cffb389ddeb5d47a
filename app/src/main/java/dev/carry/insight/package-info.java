/// The analyst: a model of some provider, or rules, that says of a finding whether it would take
/// it. It may veto and never invent: it is given a sheet of facts, its answer must fit a schema and
/// every number in its words must be among those facts. What it says stands beside the finding and
/// never reaches the engine.
///
/// ```
///   Step ──► Insight ──► Waiting ──► Analyst ──► Answers ──► Grounding ──► Analysis ──► page,
///   (sink)   bounded     worst go    │  │                                             signals,
///                        first       │  └─► Rules, where no model answers             alerts
///                                    └─► Spending: reserved before a call, settled behind it
/// ```
///
/// The sink's thread only takes notes; calls are made by threads of its own. Everything is bounded:
/// who waits, calls at a time and a minute, tries, answers remembered, money a day and a month.
@NullMarked
package dev.carry.insight;

import org.jspecify.annotations.NullMarked;
