package dev.carry.launch;

import dev.carry.venue.VenueDescriptor;
import dev.carry.venue.roster.HistoryOnly;
import dev.carry.venue.roster.Venues;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;

/// Venues as users name them.
final class VenueChoice {
  private VenueChoice() {}

  static VenueDescriptor one(CommandSpec spec, String option, String id) {
    return Venues.all().stream()
        .filter(venue -> venue.id().id().equals(id))
        .findFirst()
        .orElseThrow(() -> new ParameterException(spec.commandLine(), unknown(option, id)));
  }

  /// Refuses a name that is of no venue, nor of one of which there are histories.
  static void requireKnown(CommandSpec spec, String option, String id) {
    if (HistoryOnly.all().stream().noneMatch(venue -> venue.id().id().equals(id))) {
      one(spec, option, id);
    }
  }

  /// Names of the venues that can be followed.
  static Set<String> followed() {
    return Venues.all().stream()
        .map(venue -> venue.id().id())
        .collect(Collectors.toCollection(TreeSet::new));
  }

  /// Every name of a venue, of those too of which there are histories alone.
  static List<String> known() {
    return Stream.concat(
            Venues.all().stream().map(venue -> venue.id().id()),
            HistoryOnly.all().stream().map(venue -> venue.id().id()))
        .distinct()
        .toList();
  }

  private static String unknown(String option, String id) {
    return HistoryOnly.all().stream()
        .filter(venue -> venue.id().id().equals(id))
        .map(venue -> option + " " + id + ": history only: " + venue.reason())
        .findFirst()
        .orElseGet(
            () ->
                option
                    + " "
                    + id
                    + ": no such venue; known are "
                    + Venues.all().stream().map(known -> known.id().id()).toList());
  }

  /// The venues of a comma list that can be connected to; empty: all that can.
  static List<VenueDescriptor> some(CommandSpec spec, String option, List<String> ids) {
    if (ids.isEmpty()) {
      return Venues.all().stream().filter(venue -> venue.closed().isEmpty()).toList();
    }
    List<VenueDescriptor> venues = new ArrayList<>();
    for (String id : ids) {
      VenueDescriptor venue = one(spec, option, id.strip());
      venue
          .closed()
          .ifPresent(
              why -> {
                throw new ParameterException(spec.commandLine(), option + " " + id + ": " + why);
              });
      if (!venues.contains(venue)) {
        venues.add(venue);
      }
    }
    return venues;
  }
}
