package dev.carry.alert;

import dev.carry.alert.Alert.Event;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// An alert in words, in English or Thai. Numbers are written the same in both.
public final class Words {
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss xxx", Locale.ROOT);

  private final boolean thai;
  private final ZoneId zone;

  private Words(boolean thai, ZoneId zone) {
    this.thai = thai;
    this.zone = zone;
  }

  /// @param language `en` or `th`
  public static Words of(String language, ZoneId zone) {
    return new Words(language.equals("th"), zone);
  }

  private String say(String english, String inThai) {
    return thai ? inThai : english;
  }

  /// How much it matters, as a mark in front of a line.
  static String mark(Alert alert) {
    if (alert.event() == Event.CLEARED) {
      return "✅";
    }
    return switch (alert.severity()) {
      case INFO -> "ℹ️";
      case WARNING -> "⚠️";
      case CRITICAL -> "🚨";
    };
  }

  /// One line that says what it is.
  public String headline(Alert alert) {
    String what = what(alert);
    return switch (alert.event()) {
      case RAISED -> what;
      case ESCALATED -> say("still so: ", "ยังเป็นอยู่: ") + what;
      case CLEARED -> say("over: ", "จบแล้ว: ") + what;
    };
  }

  private String what(Alert a) {
    if (a.rule().equals(Alert.TEST)) {
      return say("a test: alerts of Carry arrive here", "ทดสอบ: การแจ้งเตือนของ Carry มาถึงที่นี่");
    }
    String value = value(a);
    String of = a.asset().isEmpty() ? a.subject() : a.asset();
    String instrument = a.legs().isEmpty() ? of : a.legs().getFirst();
    return switch (a.condition()) {
      case NET_APR -> of + say(": net ", ": สุทธิ ") + value + say(" a year", " ต่อปี") + legs(a);
      case SPREAD ->
          of
              + say(": funding ", ": funding ต่างกัน ")
              + value
              + say(" a year apart", " ต่อปี")
              + legs(a);
      case BREAK_EVEN -> of + say(": earns its costs within ", ": คุ้มต้นทุนใน ") + value + legs(a);
      case Z_SCORE ->
          instrument
              + say(": funding ", ": funding ห่างจากค่าเฉลี่ย ")
              + value
              + say(" standard deviations from its mean", " ส่วนเบี่ยงเบนมาตรฐาน");
      case PREMIUM ->
          instrument + say(": mark ", ": mark ห่างจาก index ") + value + say(" from its index", "");
      case LIQUIDATIONS -> of + say(": liquidations of ", ": ถูกบังคับปิด ") + value + within(a);
      case FEED -> a.subject() + ": " + detail(a);
      case QUARANTINE -> instrument + say(" is held back: ", " ถูกกันไว้: ") + detail(a);
      case BUDGET ->
          say("the analyst has used ", "นักวิเคราะห์ใช้ไป ")
              + value
              + say(" of the budget of the " + a.subject(), " ของงบ" + period(a.subject()));
      case DRAWDOWN ->
          say("the paper account is ", "บัญชีจำลองต่ำกว่าจุดสูงสุด ")
              + value
              + say(" below its best", "");
      case KILL ->
          say("the kill switch was pulled: nothing is opened", "กดปุ่มหยุดแล้ว: ไม่เปิดอะไรใหม่");
      case CHANNEL -> a.subject() + say(" takes no alerts: ", " ไม่รับการแจ้งเตือน: ") + detail(a);
    };
  }

  private String period(String subject) {
    return subject.equals("day") ? "วันนี้" : "เดือนนี้";
  }

  private static String detail(Alert alert) {
    return alert.detail().isEmpty() ? "–" : alert.detail();
  }

  private String within(Alert a) {
    Double seconds = a.facts().get(Alert.WINDOW_SECONDS);
    return seconds == null
        ? ""
        : say(" within ", " ภายใน ") + time(Duration.ofSeconds(Math.round(seconds)));
  }

  private String legs(Alert alert) {
    List<String> legs = alert.legs().stream().map(this::leg).toList();
    return legs.isEmpty() ? "" : " (" + String.join(", ", legs) + ")";
  }

  private String leg(String text) {
    return thai ? text.replaceFirst("^buy ", "ซื้อ ").replaceFirst("^sell ", "ขาย ") : text;
  }

  /// What more there is to say, line by line.
  public List<String> details(Alert a) {
    List<String> lines = new ArrayList<>();
    Map<String, Double> facts = a.facts();
    if (facts.containsKey(Alert.NET_APR)) {
      List<String> parts = new ArrayList<>();
      if (a.condition() != Condition.NET_APR) {
        parts.add(say("net ", "สุทธิ ") + percent(facts, Alert.NET_APR) + say(" a year", " ต่อปี"));
      }
      if (a.condition() != Condition.SPREAD) {
        parts.add(
            say("before costs ", "ก่อนต้นทุน ")
                + percent(facts, Alert.GROSS_APR)
                + say("", " ต่อปี"));
      }
      Duration breakEven = a.breakEven();
      if (a.condition() != Condition.BREAK_EVEN) {
        parts.add(
            breakEven == null
                ? say("costs are not earned within the horizon", "ไม่คุ้มต้นทุนในเวลาที่ถือ")
                : say("costs earned after ", "คุ้มต้นทุนใน ") + time(breakEven));
      }
      Double perDay = facts.get(Alert.NET_PER_DAY);
      if (perDay != null) {
        parts.add(money(perDay) + say(" a day", " ต่อวัน"));
      }
      lines.add(String.join(", ", parts));
    }
    if (facts.containsKey(Alert.LONG_NOTIONAL)) {
      lines.add(
          say("longs ", "ฝั่งซื้อ ")
              + money(facts.getOrDefault(Alert.LONG_NOTIONAL, 0.0))
              + say(", shorts ", ", ฝั่งขาย ")
              + money(facts.getOrDefault(Alert.SHORT_NOTIONAL, 0.0)));
    }
    if (a.verdict() != null) {
      Double risk = facts.get(Alert.RISK);
      lines.add(
          say("analyst: ", "นักวิเคราะห์: ")
              + verdict(a.verdict())
              + (risk == null
                  ? ""
                  : say(", risk ", ", ความเสี่ยง ") + plain(risk, 0) + say(" of 10", " จาก 10")));
    }
    if (a.event() != Event.RAISED) {
      lines.add(say("for ", "นาน ") + time(Duration.between(a.since(), a.at())));
    }
    lines.add(time(a.at()) + " · " + say("rule ", "กฎ ") + a.rule() + " · " + a.id());
    return lines;
  }

  private String verdict(String verdict) {
    return switch (verdict) {
      case "support" -> say("support", "สนับสนุน");
      case "caution" -> say("caution", "ระวัง");
      case "veto" -> say("veto", "คัดค้าน");
      default -> verdict;
    };
  }

  /// The first line of a message with several alerts.
  String title(Message message) {
    int all = message.alerts().size() + message.more();
    return say(all + " alerts", "การแจ้งเตือน " + all + " รายการ");
  }

  /// Of alerts that are not told one by one.
  String more(int count) {
    return say(
        "and " + count + " more: carry alerts history, or the page",
        "และอีก " + count + " รายการ: ดูที่ carry alerts history หรือหน้าเว็บ");
  }

  /// A message in one line.
  public String subject(Message message) {
    return message.alerts().size() == 1 && message.more() == 0
        ? headline(message.alerts().getFirst())
        : title(message);
  }

  /// The alerts of a message, a line each; those of one situation are one line, as it stands last.
  Map<Alert, Integer> lines(Message message) {
    Map<String, Alert> last = new LinkedHashMap<>();
    Map<String, Integer> counts = new LinkedHashMap<>();
    for (Alert alert : message.alerts()) {
      String situation = alert.rule() + "\n" + alert.about();
      last.put(situation, alert);
      counts.merge(situation, 1, Integer::sum);
    }
    Map<Alert, Integer> lines = new LinkedHashMap<>();
    last.forEach((situation, alert) -> lines.put(alert, counts.getOrDefault(situation, 1)));
    return lines;
  }

  private String value(Alert alert) {
    Double value = alert.value();
    if (value == null) {
      return say("unknown", "ไม่ทราบ");
    }
    return switch (alert.condition().unit()) {
      case RATE -> percent(value);
      case HOURS -> time(Duration.ofMillis(Math.round(value * 3_600_000)));
      case NUMBER -> plain(value, 2);
      case QUOTE -> money(value);
      case STATE -> "";
    };
  }

  private static String percent(Map<String, Double> facts, String name) {
    return percent(facts.getOrDefault(name, Double.NaN));
  }

  private static String percent(double fraction) {
    return plain(fraction * 100, 2) + " %";
  }

  private static String money(double dollars) {
    return "$" + plain(dollars, Math.abs(dollars) < 1_000 ? 2 : 0);
  }

  private static String plain(double value, int digits) {
    return String.format(Locale.ROOT, "%,." + digits + "f", value);
  }

  private String time(Duration duration) {
    long days = duration.toDays();
    int hours = duration.toHoursPart();
    int minutes = duration.toMinutesPart();
    if (days > 0) {
      return days + say(" d ", " วัน ") + hours + say(" h", " ชม.");
    }
    if (hours > 0) {
      return hours + say(" h ", " ชม. ") + minutes + say(" min", " นาที");
    }
    return minutes > 0
        ? minutes + say(" min", " นาที")
        : duration.toSeconds() + say(" s", " วินาที");
  }

  private String time(Instant at) {
    return TIME.format(at.atZone(zone)).replace("+00:00", "UTC");
  }
}
