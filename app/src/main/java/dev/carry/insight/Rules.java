package dev.carry.insight;

import dev.carry.insight.Answers.Draft;
import dev.carry.model.Analysis.Task;
import dev.carry.model.Analysis.Verdict;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;

/// The analyst that needs nobody: the same facts always give the same analysis. It answers where
/// no model does, and says so.
final class Rules {
  /// Names the rules below: told beside what they say, as a prompt's version is.
  static final String VERSION = "rules-1";

  private static final int VETO_FROM = 8;
  private static final int CAUTION_FROM = 5;
  private static final int MOST_FACTORS = 5;

  /// What the least risky trade gets of the capital, percent.
  private static final double MOST_SHARE = 20;

  private static final Map<Task, List<Rule>> RULES = new EnumMap<>(Task.class);

  static {
    RULES.put(Task.FINDING, finding());
    RULES.put(Task.FUNDING_PATTERN, pattern());
    RULES.put(Task.BASIS_REPORT, basis());
    RULES.put(Task.BACKTEST_REPORT, backtest());
  }

  private Rules() {}

  private static List<Rule> finding() {
    return List.of(
        Rule.below(
            "netAprPercent",
            0,
            7,
            "After costs it makes {netAprPercent} % a year.",
            "หลังหักต้นทุนแล้วได้ {netAprPercent} % ต่อปี"),
        Rule.absent(
            "breakEvenHours",
            4,
            "Its costs of {costsBps} bps are not earned back within {horizonHours} hours.",
            "ต้นทุน {costsBps} bps ไม่คืนทุนภายใน {horizonHours} ชั่วโมง"),
        Rule.below(
            "pastExpectedPercent",
            0,
            3,
            "Those who held it before got {pastExpectedPercent} % on average.",
            "ผู้ที่เคยถือก่อนหน้านี้ได้เฉลี่ย {pastExpectedPercent} %"),
        Rule.below(
            "pastShareLivedToBreakEvenPercent",
            30,
            3,
            "Of {pastEpisodes} past episodes only {pastShareLivedToBreakEvenPercent} % lived to"
                + " break-even.",
            "จาก {pastEpisodes} ช่วงในอดีต มีเพียง {pastShareLivedToBreakEvenPercent} %"
                + " ที่อยู่ถึงจุดคุ้มทุน"),
        Rule.absent(
            "pastEpisodes",
            1,
            "No past episode of this pair is known.",
            "ไม่มีข้อมูลช่วงในอดีตของคู่นี้"),
        Rule.absent(
            "capacityDollars",
            2,
            "How much can be filled is not known.",
            "ไม่ทราบว่าซื้อขายได้มากเท่าใด"),
        new Rule(
            sheet ->
                sheet.get("capacityDollars").orElse(Double.MAX_VALUE)
                    < sheet.get("notionalDollars").orElse(0),
            2,
            "Only {capacityDollars} dollars of {notionalDollars} fill.",
            "ซื้อขายได้เพียง {capacityDollars} ดอลลาร์จาก {notionalDollars}"),
        Rule.above(
            "unknownCostLines",
            0,
            1,
            "{unknownCostLines} of its cost lines are not known.",
            "ต้นทุน {unknownCostLines} รายการไม่ทราบค่า"),
        new Rule(
            sheet ->
                sheet.get("priceGapBps").orElse(0) < 0
                    && -sheet.get("priceGapBps").orElse(0)
                        > 100 * sheet.get("netOverHorizonPercent").orElse(0),
            2,
            "The prices stand {priceGapBps} bps apart at the entry, against what it earns"
                + " ({netOverHorizonPercent} %).",
            "ราคาตอนเข้าห่างกัน {priceGapBps} bps เทียบกับที่จะได้ ({netOverHorizonPercent} %)"),
        Rule.above(
            "oldestEvidenceAgeSeconds",
            120,
            2,
            "The oldest fact is {oldestEvidenceAgeSeconds} seconds old.",
            "ข้อมูลที่เก่าที่สุดมีอายุ {oldestEvidenceAgeSeconds} วินาที"),
        Rule.above(
            "netAprPercent",
            100,
            2,
            "{netAprPercent} % a year is too good to last.",
            "{netAprPercent} % ต่อปีดีเกินกว่าจะอยู่ได้นาน"),
        Rule.above(
            "feedsDownMost",
            0,
            2,
            "A venue of it has {feedsDownMost} feeds that do not hold now.",
            "ตลาดหนึ่งมี {feedsDownMost} ฟีดที่ใช้ไม่ได้ในขณะนี้"));
  }

  private static List<Rule> pattern() {
    return List.of(
        Rule.below(
            "settlements",
            50,
            3,
            "Only {settlements} settlements are known.",
            "มีข้อมูลเพียง {settlements} ครั้ง"),
        Rule.above(
            "deviationAprPercent",
            50,
            2,
            "Its rates scatter by {deviationAprPercent} % a year.",
            "อัตราแกว่ง {deviationAprPercent} % ต่อปี"),
        Rule.above(
            "signChanges",
            10,
            2,
            "It changed its sign {signChanges} times.",
            "เปลี่ยนเครื่องหมาย {signChanges} ครั้ง"),
        new Rule(
            sheet -> Math.abs(sheet.get("zScore").orElse(0)) > 2,
            2,
            "The last rate is far from its mean: z {zScore}.",
            "อัตราล่าสุดห่างจากค่าเฉลี่ย: z {zScore}"),
        Rule.absent(
            "halfLifeHours",
            2,
            "It does not go back to its mean in a time that can be measured.",
            "ไม่พบว่ากลับสู่ค่าเฉลี่ยในเวลาที่วัดได้"));
  }

  private static List<Rule> basis() {
    return List.of(
        Rule.below(
            "coveredSharePercent",
            50,
            4,
            "Only {coveredSharePercent} % of {episodes} episodes covered their costs.",
            "มีเพียง {coveredSharePercent} % จาก {episodes} ช่วงที่คุ้มต้นทุน"),
        Rule.below(
            "episodes", 10, 3, "Only {episodes} episodes are known.", "มีเพียง {episodes} ช่วง"),
        new Rule(
            sheet -> sheet.get("unjoined").orElse(0) > 0.1 * sheet.get("joined").orElse(0),
            2,
            "{unjoined} marks had no index near enough, {joined} had one.",
            "{unjoined} ราคา mark ไม่มี index ที่ใกล้พอ {joined} มี"));
  }

  private static List<Rule> backtest() {
    return List.of(
        Rule.below(
            "netPnlDollars",
            0,
            5,
            "It made {netPnlDollars} dollars.",
            "ได้ {netPnlDollars} ดอลลาร์"),
        Rule.above(
            "probabilityOfOverfittingPercent",
            50,
            3,
            "The probability of overfitting is {probabilityOfOverfittingPercent} %.",
            "ความน่าจะเป็นที่ปรับเข้ากับอดีตเกินไปคือ {probabilityOfOverfittingPercent} %"),
        Rule.below(
            "deflatedSharpePercent",
            95,
            2,
            "The deflated Sharpe ratio is {deflatedSharpePercent} %: luck explains it.",
            "Deflated Sharpe คือ {deflatedSharpePercent} %: อาจเป็นเพียงโชค"),
        new Rule(
            sheet ->
                sheet.get("baselineHoldEverythingDollars").orElse(Double.NEGATIVE_INFINITY)
                    > sheet.get("netPnlDollars").orElse(0),
            2,
            "To hold everything made {baselineHoldEverythingDollars} dollars, more than the rules.",
            "ถือทุกอย่างได้ {baselineHoldEverythingDollars} ดอลลาร์ มากกว่ากฎ"),
        Rule.above(
            "liquidations",
            0,
            2,
            "{liquidations} legs were liquidated.",
            "ถูกบังคับปิด {liquidations} ขา"),
        Rule.above(
            "missingLines",
            0,
            1,
            "The result is incomplete: {missingLines} things are missing.",
            "ผลลัพธ์ไม่สมบูรณ์: ขาด {missingLines} รายการ"),
        Rule.below(
            "trades", 30, 2, "{trades} trades prove little.", "{trades} รายการพิสูจน์ได้น้อย"));
  }

  static Draft judge(FactSheet sheet, String language) {
    List<Rule> hit = new ArrayList<>();
    for (Rule rule : RULES.getOrDefault(sheet.task(), List.of())) {
      if (rule.applies().test(sheet)) {
        hit.add(rule);
      }
    }
    hit.sort(Comparator.comparingInt(Rule::weight).reversed());
    int risk = Math.min(10, 2 + hit.stream().mapToInt(Rule::weight).sum());
    Verdict verdict =
        risk >= VETO_FROM ? Verdict.VETO : risk >= CAUTION_FROM ? Verdict.CAUTION : Verdict.SUPPORT;
    return new Draft(
        verdict,
        risk,
        share(sheet, verdict, risk),
        hit.stream().limit(MOST_FACTORS).map(rule -> rule.words(sheet, language)).toList(),
        timing(sheet, language),
        reasoning(sheet, verdict, language));
  }

  /// Less the riskier; never more than the measured size.
  private static double share(FactSheet sheet, Verdict verdict, int risk) {
    if (verdict == Verdict.VETO) {
      return 0;
    }
    double byRisk = MOST_SHARE * (VETO_FROM - risk) / (VETO_FROM - 2.0);
    OptionalDouble measured = sheet.get("sizePerCapitalTimes");
    double share = measured.isPresent() ? Math.min(byRisk, 100 * measured.getAsDouble()) : byRisk;
    return Math.round(10 * share) / 10.0;
  }

  private static String timing(FactSheet sheet, String language) {
    boolean thai = language.equals("th");
    if (sheet.task() != Task.FINDING) {
      return thai ? "ไม่เกี่ยวกับเวลา" : "Timing does not matter.";
    }
    if (sheet.get("breakEvenHours").isEmpty()) {
      return thai ? "ยังไม่ควรเข้า" : "Do not go in yet.";
    }
    return Rule.fill(
        thai
            ? "ถืออย่างน้อย {breakEvenHours} ชั่วโมงจึงจะคุ้มทุน ออกเมื่อส่วนต่างปิด"
            : "Hold at least {breakEvenHours} hours to break even; leave when the difference"
                + " closes.",
        sheet);
  }

  private static String reasoning(FactSheet sheet, Verdict verdict, String language) {
    boolean thai = language.equals("th");
    String numbers =
        switch (sheet.task()) {
          case FINDING ->
              thai
                  ? "สุทธิ {netAprPercent} % ต่อปี หลังต้นทุน {costsBps} bps"
                  : "Net {netAprPercent} % a year after costs of {costsBps} bps.";
          case FUNDING_PATTERN ->
              thai
                  ? "เฉลี่ย {meanAprPercent} % ต่อปี ล่าสุด {lastAprPercent} %"
                  : "Mean {meanAprPercent} % a year, last {lastAprPercent} %.";
          case BASIS_REPORT ->
              thai
                  ? "ค่ามัธยฐาน {medianBps} bps เกินเกณฑ์ {beyondSharePercent} % ของเวลา"
                  : "Median {medianBps} bps, beyond the threshold {beyondSharePercent} % of the"
                      + " time.";
          case BACKTEST_REPORT ->
              thai
                  ? "ผลสุทธิ {netPnlDollars} ดอลลาร์ จาก {trades} รายการ"
                  : "Net {netPnlDollars} dollars in {trades} trades.";
        };
    String judged =
        switch (verdict) {
          case SUPPORT ->
              thai ? "กฎไม่พบเหตุที่จะปฏิเสธ" : "The rules find no reason to refuse it.";
          case CAUTION -> thai ? "กฎแนะนำให้ระวัง" : "The rules ask for caution.";
          case VETO -> thai ? "กฎปฏิเสธ" : "The rules refuse it.";
        };
    return Rule.fill(numbers, sheet) + " " + judged;
  }
}
