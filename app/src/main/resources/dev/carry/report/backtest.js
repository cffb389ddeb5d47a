"use strict";
const data = JSON.parse(document.getElementById("data").textContent);
const lang = document.documentElement.lang;
const WORDS = {
  en: {
    title: "Backtest", net: "net profit", onCapital: "on capital", aYear: "a year, simple",
    fall: "deepest fall", trades: "trades", settlements: "settlements", held: "of the time held",
    turnover: "times the capital traded", liquidations: "legs liquidated", capital: "capital",
    notional: "of one leg", assumed: "Assumed", missing: "Missing: the result is incomplete",
    complete: "Missing", nothingMissing: "Nothing that was held lacks a settlement or a price.",
    unproven: "What these numbers do not prove", equity: "What the account was worth",
    worth: "net profit", bound: "capital in positions", drawdown: "below the highest before",
    attribution: "Where it came from", line: "line", dollars: "USD", share: "of capital",
    baselines: "Without a thought", walk: "How the parameters were chosen",
    walkWords: "Each choice was the best of what was closed before it, and was scored once on what came then.",
    test: "test", chosen: "chosen", none: "nothing had gained before: nothing traded",
    trials: "choices tried", sharpe: "Sharpe ratio a year, of the tests", sharpeAll: "Sharpe ratio a year",
    deflated: "probability that it is more than luck, for so many tries",
    overfit: "probability that the best choice is a worse one later (16 blocks)",
    degradation: "Sharpe ratio kept of each unit in the other half",
    sensitivity: "The last choice and its neighbours, all time", parameter: "parameter", value: "value",
    promised: "Promised and made", promisedWords: "Each trade: the net a year its finding promised, and what it made a year on its notional. What lies below the diagonal was promised too much.",
    promisedAxis: "promised, % a year", madeAxis: "made, % a year",
    byAsset: "By asset", byVenue: "By venue", byPair: "By pair", pair: "pair", name: "", months: "By month",
    month: "month", tradeList: "Trades", first: "the first {n} of {m}; all are in trades.csv",
    opened: "opened", closed: "closed", days: "days", why: "closed because", long: "long", short: "short",
    funding: "funding", price: "price", fees: "fees", spread: "spread", slippage: "slippage",
    borrow: "borrow", conversion: "conversion", transfer: "transfer", total: "net",
    doNothing: "do nothing", holdEverything: "hold everything", bestSpread: "always the best current spread",
    limits: [
      "One past is one path: what happened once need not happen again, and what never happened is not in it.",
      "Trading moved no price, and nobody else traded because of it. Of larger sizes nothing is said.",
      "Venues that failed, stopped withdrawals, changed margins or took a winning leg away are not in it.",
      "Only instruments of which a history is kept were traded: those that vanished early may be missing.",
      "Fees are those of today, at the lowest tier if nothing else is said."],
    stress: "With a shock in it", shock: "what happens", at: "at", against: "against as it was", liquidated: "liquidated",
    sent: "margin sent", coin: "lost on coins", leverage: "largest leverage", needed: "capital for 1 of notional", worse: "more than was tried",
    chosenAfter: "Its parameters were chosen by who knew this past: that alone can make a good result. --walk-forward chooses them without."
  },
  th: {
    title: "ทดสอบย้อนหลัง", net: "กำไรสุทธิ", onCapital: "ต่อเงินทุน", aYear: "ต่อปี (อย่างง่าย)",
    fall: "ลดลงลึกสุด", trades: "ธุรกรรม", settlements: "ครั้งที่ชำระ", held: "ของเวลาที่ถือครอง",
    turnover: "เท่าของเงินทุนที่ซื้อขาย", liquidations: "ขาที่ถูกบังคับปิด", capital: "เงินทุน",
    notional: "ต่อหนึ่งขา", assumed: "ข้อสมมติ", missing: "ขาดหาย: ผลลัพธ์ไม่สมบูรณ์",
    complete: "ขาดหาย", nothingMissing: "สิ่งที่ถือครองไม่ขาดการชำระหรือราคาใด",
    unproven: "ตัวเลขเหล่านี้ไม่ได้พิสูจน์อะไร", equity: "มูลค่าของบัญชี",
    worth: "กำไรสุทธิ", bound: "เงินทุนที่อยู่ในสถานะ", drawdown: "ต่ำกว่าจุดสูงสุดก่อนหน้า",
    attribution: "มาจากไหน", line: "รายการ", dollars: "USD", share: "ของเงินทุน",
    baselines: "หากไม่ต้องคิด", walk: "เลือกพารามิเตอร์อย่างไร",
    walkWords: "แต่ละครั้งเลือกค่าที่ดีที่สุดจากสิ่งที่ปิดไปแล้วก่อนหน้า และให้คะแนนครั้งเดียวจากสิ่งที่ตามมา",
    test: "ช่วงทดสอบ", chosen: "ค่าที่เลือก", none: "ก่อนหน้านั้นไม่มีค่าใดได้กำไร จึงไม่ซื้อขาย",
    trials: "จำนวนค่าที่ลอง", sharpe: "อัตราส่วนชาร์ปต่อปีของช่วงทดสอบ", sharpeAll: "อัตราส่วนชาร์ปต่อปี",
    deflated: "ความน่าจะเป็นที่ไม่ใช่โชค เมื่อลองมากเท่านี้",
    overfit: "ความน่าจะเป็นที่ค่าที่ดีที่สุดจะแย่ลงภายหลัง (16 ช่วง)",
    degradation: "อัตราส่วนชาร์ปที่เหลือในอีกครึ่งหนึ่งต่อหนึ่งหน่วย",
    sensitivity: "ค่าที่เลือกล่าสุดและค่าข้างเคียง ตลอดเวลา", parameter: "พารามิเตอร์", value: "ค่า",
    promised: "ที่คาดไว้กับที่ได้จริง", promisedWords: "แต่ละธุรกรรม: ผลสุทธิต่อปีที่คาดไว้ กับที่ได้จริงต่อปีเทียบกับมูลค่า จุดใต้เส้นทแยงคือคาดไว้สูงเกินไป",
    promisedAxis: "ที่คาดไว้ % ต่อปี", madeAxis: "ที่ได้ % ต่อปี",
    byAsset: "ตามสินทรัพย์", byVenue: "ตามตลาด", byPair: "ตามคู่", pair: "คู่", name: "", months: "ตามเดือน",
    month: "เดือน", tradeList: "ธุรกรรม", first: "{n} รายการแรกจาก {m} ทั้งหมดอยู่ใน trades.csv",
    opened: "เปิด", closed: "ปิด", days: "วัน", why: "ปิดเพราะ", long: "ซื้อ", short: "ขาย",
    funding: "ค่าธรรมเนียมการถือครอง", price: "ราคา", fees: "ค่าธรรมเนียม", spread: "สเปรด", slippage: "สลิปเพจ",
    borrow: "ดอกเบี้ยยืม", conversion: "แลกเหรียญ", transfer: "โอนหลักประกัน", total: "สุทธิ",
    doNothing: "ไม่ทำอะไร", holdEverything: "ถือทุกคู่", bestSpread: "ย้ายไปส่วนต่างที่ดีที่สุดเสมอ",
    limits: [
      "อดีตหนึ่งชุดคือเส้นทางเดียว สิ่งที่เคยเกิดอาจไม่เกิดอีก และสิ่งที่ไม่เคยเกิดไม่อยู่ในนี้",
      "การซื้อขายไม่ได้ขยับราคา และไม่มีใครซื้อขายตาม จึงไม่บอกอะไรเกี่ยวกับขนาดที่ใหญ่กว่านี้",
      "ตลาดที่ล้ม หยุดการถอน เปลี่ยนหลักประกัน หรือปิดขาที่กำไร ไม่อยู่ในนี้",
      "ซื้อขายเฉพาะตราสารที่มีประวัติเก็บไว้ ตราสารที่หายไปก่อนอาจไม่อยู่",
      "ค่าธรรมเนียมเป็นของวันนี้ ระดับต่ำสุดหากไม่ได้ระบุ"],
    stress: "เมื่อมีเหตุรุนแรง", shock: "เกิดอะไรขึ้น", at: "เมื่อ", against: "เทียบกับที่เป็นจริง", liquidated: "ถูกบังคับปิด",
    sent: "โอนหลักประกัน", coin: "เสียไปกับเหรียญ", leverage: "เลเวอเรจสูงสุด", needed: "เงินทุนต่อมูลค่า 1", worse: "มากกว่าที่ลอง",
    chosenAfter: "พารามิเตอร์ถูกเลือกโดยผู้ที่รู้อดีตนี้แล้ว เพียงเท่านั้นก็ทำให้ผลดูดีได้ --walk-forward เลือกโดยไม่รู้"
  }
};
// sentences of the program, so that a report is in one language
const SENTENCES = [
  [/^orders meet the market (.+) after the decision, at the last prices known then, if not older than (.+)$/, "คำสั่งถึงตลาดหลังตัดสินใจ $1 ที่ราคาล่าสุดที่รู้ในตอนนั้น หากไม่เก่ากว่า $2"],
  [/^where no quotes are stored the spread is (.+) of the price and each fill slips by (.+) more, whatever its size$/, "หากไม่มีราคาเสนอเก็บไว้ สเปรดคือ $1 ของราคา และแต่ละคำสั่งเสียเพิ่ม $2 ไม่ว่าขนาดใด"],
  [/^taker fees are those of the venues' tables today, not of then$/, "ค่าธรรมเนียมผู้รับราคาเป็นของวันนี้ ไม่ใช่ของเวลานั้น"],
  [/^taker fees are as said of (.+); else those of the venues' tables today$/, "ค่าธรรมเนียมผู้รับราคาตามที่ระบุ: $1 นอกนั้นเป็นของวันนี้"],
  [/^later ones are expected to go back to the mean of 8 days, half of the way in the half-life of the 30 days before$/, "ครั้งถัด ๆ ไปคาดว่ากลับสู่ค่าเฉลี่ย 8 วัน โดยลดลงครึ่งหนึ่งทุกครึ่งชีวิตที่วัดจาก 30 วันก่อน"],
  [/^rules as set: (.+)$/, "กฎที่ตั้งไว้: $1"], [/^configuration as set: (.+)$/, "การตั้งค่าที่กำหนด: $1"],
  [/^each settlement is expected to be as the last one was, until it is known$/, "คาดว่าการชำระแต่ละครั้งเหมือนครั้งก่อนจนกว่าจะรู้จริง"],
  [/^settlements and prices were known (.+) after they were$/, "การชำระและราคาเป็นที่รู้หลังเกิดขึ้น $1"],
  [/^what is held where stored prices end before those of others is left before they do: (\d+) instruments?$/, "สิ่งที่ถือในตราสารที่ราคาที่เก็บไว้จบก่อนตราสารอื่นจะถูกปิดก่อนราคาหมด: $1 ตราสาร"],
  [/^legs with a margin have (.+) times leverage; (.+) of the notional is kept beside; margin moves in (.+) for (.+); a leg liquidated at the venue loses all its margin$/, "ขาที่มีหลักประกันใช้เลเวอเรจ $1 เท่า เก็บสำรอง $2 ของมูลค่า โอนหลักประกันใช้เวลา $3 ค่าใช้จ่าย $4 ขาที่ถูกบังคับปิดเสียหลักประกันทั้งหมด"],
  [/^USD-like coins are worth one dollar each; changing them costs (.+) each way$/, "เหรียญที่อิงดอลลาร์มีค่าหนึ่งดอลลาร์ การแลกเสีย $1 ต่อเที่ยว"],
  [/^trading moved no price; what venues would have refused is not known$/, "การซื้อขายไม่ขยับราคา และไม่รู้ว่าตลาดจะปฏิเสธอะไร"],
  [/^(.+): ([\d,]+) settlements$/, "$1: การชำระ $2 ครั้ง"],
  [/^(.+): prices of (.+) candles of (.+) from (.+) to (.+) \((.+)\)(.*)$/, "$1: ราคาจากแท่ง $2 ขนาด $3 ตั้งแต่ $4 ถึง $5 ($6)$7"],
  [/^(.+): ([\d,]+) of its prices, the most in a row \(([\d,]+)\) from (.+) on$/, "$1: ราคา $2 จุด ติดกันมากสุด $3 จุดตั้งแต่ $4"],
  [/^(.+): (\d+) settlements? while it was held; the first: the settlement of (.+) was never told$/, "$1: การชำระ $2 ครั้งระหว่างถือครอง ครั้งแรกของ $3 ไม่เคยได้รับแจ้ง"],
  [/^every price of (.+): left out$/, "ราคาทั้งหมดของ $1: ไม่นำมาใช้"],
  [/^everything from (.+) until (.+): one of the series (begins|ends) then$/, "ทุกอย่างตั้งแต่ $1 ถึง $2: ชุดข้อมูลหนึ่งเริ่มหรือจบตรงนั้น"],
  [/^prices of (.+) are not of one instant: typically (.+) bps apart where a bar moves (.+) bps; (.+)\. Mend: (.+)$/, "ราคาของ $1 ไม่ใช่ของเวลาเดียวกัน ห่างกันปกติ $2 bps ขณะที่หนึ่งแท่งขยับ $3 bps วิธีแก้: $5"],
  [/^(.+): the settlement of (.+), of which sources say (.+)$/, "$1: การชำระของ $2 ซึ่งแหล่งข้อมูลบอกต่างกัน $3"],
  [/^a hedge: the legs are of two assets, (.+) and (.+)$/, "การป้องกันความเสี่ยง: สองขาเป็นคนละสินทรัพย์ $1 และ $2"],
  [/^the baseline hold everything: it opened nothing: (.+)$/, "ผลของการถือทุกคู่: ไม่ได้เปิดสถานะใด ($1)"],
  [/^the baseline always the best current spread: it opened nothing: (.+)$/, "ผลของการย้ายไปส่วนต่างที่ดีที่สุดเสมอ: ไม่ได้เปิดสถานะใด ($1)"],
  [/^the position: it was never opened, (.+)$/, "สถานะ: ไม่เคยเปิด ($1)"],
  [/^pays (.+) a year, less than (.+)$/, "จ่าย $1 ต่อปี น้อยกว่า $2"],
  [/^held for (.+)$/, "ถือครบ $1"], [/^the time is over$/, "หมดเวลา"], [/^held to the end$/, "ถือจนจบ"], [/^the end$/, "จบ"],
  [/^a leg was liquidated$/, "ขาหนึ่งถูกบังคับปิด"], [/^kill switch$/, "สวิตช์หยุดฉุกเฉิน"],
  [/^lost (.+), more than the stop allows$/, "ขาดทุน $1 เกินจุดตัดขาดทุน"], [/^a leg is being delisted, or its prices end$/, "ขาหนึ่งกำลังถูกถอด หรือราคาที่เก็บไว้จบลง"],
  [/^as it was$/, "ตามที่เป็นจริง"], [/^nothing was held that it could hurt$/, "ไม่ได้ถือครองสิ่งที่เหตุนี้กระทบ"],
  [/^prices of (.+) are (.+) lower for (\d+) minutes?$/, "ราคาของ $1 ต่ำลง $2 นาน $3 นาที"],
  [/^prices of (.+) are (.+) higher for (\d+) minutes?$/, "ราคาของ $1 สูงขึ้น $2 นาน $3 นาที"],
  [/^prices fall within (\d+) minutes? \((.+), others (.+)\), on (.+) by (.+) more$/, "ราคาร่วงภายใน $1 นาที ($2 อื่น ๆ $3) ที่ $4 ลึกกว่าอีก $5"],
  [/^prices fall within (\d+) minutes? \((.+), others (.+)\)$/, "ราคาร่วงภายใน $1 นาที ($2 อื่น ๆ $3)"],
  [/^(.+) is out for (\d+) minutes?$/, "$1 ใช้งานไม่ได้ $2 นาที"],
  [/^longs pay the cap and shorts the floor for (\d+) settlements? \(where no cap is known: (.+) each\)$/, "ขาซื้อจ่ายเพดานและขาขายจ่ายพื้น $1 ครั้ง (หากไม่รู้เพดาน: ครั้งละ $2)"],
  [/^at the bottom of the crash (.+) closes the shorts that won there$/, "ที่จุดต่ำสุด $1 ปิดขาขายที่ได้กำไร"],
  [/^(.+) loses (.+) of its dollar for good$/, "$1 หลุดจากดอลลาร์ $2 ถาวร"],
  [/^a leg was auto-deleveraged$/, "ขาหนึ่งถูกตลาดปิดเพื่อลดเลเวอเรจ"],
  [/^shocks strike an hour before the end of the first, the middle or the last day on which most is held, .+$/, "เหตุเกิดหนึ่งชั่วโมงก่อนสิ้นวันแรก วันกลาง หรือวันสุดท้ายที่ถือมากที่สุด ที่ตลาดและขาที่เสียหายที่สุด เลือกกรณีที่เหลือน้อยที่สุด"],
  [/^shocks strike at (.+), at the venue and leg they hurt most$/, "เหตุเกิดเมื่อ $1 ที่ตลาดและขาที่เสียหายที่สุด"],
  [/^who trades what is found may trade otherwise under a shock: .+$/, "ผู้ที่ซื้อขายตามสิ่งที่พบอาจซื้อขายต่างไปเมื่อเกิดเหตุ หากการซื้อขายนั้นขาดทุน การซื้อขายน้อยลงจะดูดีขึ้น"],
  [/^while a shock lasts the last known prices are told anew every minute, .+$/, "ระหว่างเกิดเหตุ ราคาล่าสุดถูกแจ้งใหม่ทุกนาที (ตลาดหยุดหรือเหรียญหลุด: ทุกห้านาที) พร้อมผลของเหตุ ราคาที่บันทึกระหว่างนั้นก็เช่นกัน"],
  [/^leverage is the largest of up to (.+) at which nothing is liquidated, .+$/, "เลเวอเรจคือค่าสูงสุดไม่เกิน $1 ที่ไม่มีขาใดถูกบังคับปิด เงินสำรองคงเดิม เงินทุนคือหลักประกันสองขากับเงินสำรองที่น้อยที่สุดต่อมูลค่า 1 ที่ไม่ถูกบังคับปิดและไม่ต้องลดขนาดเพราะเงินไม่พอ จากค่าที่ลอง"],
  [/^a coin that falls is worth less where it lies: .+$/, "เหรียญที่หลุดมีค่าน้อยลงในหลักประกัน ในสิ่งที่จ่ายเต็ม และในกำไร ส่วนเงินสำรองและเงินที่ว่างเป็นดอลลาร์"],
  [/^unless said otherwise prices fall as on 10 October 2025; .+$/, "หากไม่ได้ระบุ ราคาร่วงเหมือนวันที่ 10 ตุลาคม 2025 ส่วนราคาที่ต่างกัน ตลาดหยุด เพดาน สเปรด และเหรียญหลุดเป็นการประมาณ"]
];
const w = WORDS[lang] ?? WORDS.en;
const say = text => {
  if (lang !== "th") return text;
  for (const [pattern, thai] of SENTENCES) if (pattern.test(text)) return text.replace(pattern, thai);
  return text;
};
const money = x => x.toLocaleString("en-US", { minimumFractionDigits: 2, maximumFractionDigits: 2 });
const whole = x => x.toLocaleString("en-US", { maximumFractionDigits: 0 });
const percent = x => (100 * x).toFixed(2) + " %";
const signed = x => x > 0 ? "good" : x < 0 ? "bad" : "";
const css = name => { // a chart knows no light-dark(): ask for the colour in force
  const probe = document.createElement("i");
  probe.style.color = `var(${name})`;
  document.body.append(probe);
  const colour = getComputedStyle(probe).color;
  probe.remove();
  return colour;
};
const el = (tag, options = {}, ...children) => {
  const node = document.createElement(tag);
  for (const [key, value] of Object.entries(options)) node[key] = value;
  node.append(...children.filter(child => child !== null && child !== undefined));
  return node;
};
const root = document.getElementById("report");
const heading = text => root.append(el("h2", { textContent: text }));
const list = items => el("ul", {}, ...items.map(item => el("li", { textContent: say(item) })));
const table = (columns, rows) => el("div", { className: "wide" }, el("table", {},
  el("thead", {}, el("tr", {}, ...columns.map(c => el("th", { textContent: c.title, className: c.n ? "n" : "" })))),
  el("tbody", {}, ...rows.map(row => el("tr", {}, ...columns.map((c, i) => {
    const value = row[i];
    const number = typeof value === "number";
    return el("td", {
      textContent: number ? (c.as ?? money)(value) : value ?? "",
      className: (c.n ? "n " : "") + (c.sign && number ? signed(value) : "")
    });
  }))))));
const chart = (options, low = false) => {
  const node = el("div", { className: low ? "chart low" : "chart" });
  root.append(node);
  const drawn = echarts.init(node, null, { renderer: "svg" });
  drawn.setOption({
    animation: false, textStyle: { color: css("--ink"), fontFamily: getComputedStyle(document.body).fontFamily },
    grid: { left: 70, right: 24, top: 30, bottom: 40 }, ...options
  });
  addEventListener("resize", () => drawn.resize());
};
const axis = (name, more = {}) => ({ name, nameLocation: "middle", nameGap: 26, axisLine: { lineStyle: { color: css("--line") } },
  splitLine: { lineStyle: { color: css("--line") } }, axisLabel: { color: css("--muted") }, nameTextStyle: { color: css("--muted") }, ...more });

const r = data.result;
document.title = `Carry: ${w.title} ${r.strategy}`;
const lines = Object.keys(r.attribution);
const day = text => text.slice(0, 10);

root.append(el("h1", { textContent: `${w.title}: ${r.strategy}` }),
  el("p", { className: "muted", textContent: `${day(r.from)} – ${day(r.to)} UTC · ${whole(r.notional)} ${w.notional} · ${whole(r.capital)} ${w.capital}` }));
root.append(el("div", { className: "figures" }, ...[
  [money(r.netPnl), w.net, r.netPnl], [percent(r.returnOnCapital), w.onCapital, r.returnOnCapital],
  [percent(r.annualised), w.aYear, r.annualised], [percent(r.maxDrawdown), w.fall, 0],
  [whole(r.trades), w.trades, 0], [whole(r.settlements), w.settlements, 0], [percent(r.timeInMarket), w.held, 0],
  [r.turnover.toFixed(1), w.turnover, 0], [whole(r.liquidations), w.liquidations, -r.liquidations]
].map(([figure, words, sign]) => el("div", {}, el("b", { textContent: figure, className: signed(sign) }), el("span", { textContent: words })))));
const missing = r.missing ?? [];
root.append(el("div", { className: "first" },
  el("section", {}, el("h3", { textContent: w.assumed }), list(r.assumptions)),
  el("section", { className: missing.length ? "incomplete" : "" },
    el("h3", { textContent: missing.length ? w.missing : w.complete }),
    missing.length ? list(missing) : el("p", { textContent: w.nothingMissing })),
  el("section", {}, el("h3", { textContent: w.unproven }), list(r.folds ? w.limits : [...w.limits, w.chosenAfter]))));

heading(w.equity);
let highest = 0;
const falls = data.equity.map(([at, pnl]) => { highest = Math.max(highest, pnl); return [at, pnl - highest]; });
chart({
  tooltip: { trigger: "axis", valueFormatter: money }, legend: { top: 0, textStyle: { color: css("--ink") } },
  grid: [{ left: 80, right: 24, top: 30, height: 170 }, { left: 80, right: 24, top: 232, height: 60 }],
  xAxis: [axis("", { type: "time", gridIndex: 0, axisLabel: { show: false } }), axis("", { type: "time", gridIndex: 1 })],
  yAxis: [axis("", { gridIndex: 0, axisLabel: { formatter: whole, color: css("--muted") } }), axis("", { gridIndex: 1, splitNumber: 2, axisLabel: { formatter: whole, color: css("--muted"), hideOverlap: true } })],
  series: [
    { name: w.worth, type: "line", showSymbol: false, data: data.equity.map(([at, pnl]) => [at, pnl]), lineStyle: { width: 1.6 }, color: css("--accent") },
    { name: w.drawdown, type: "line", showSymbol: false, areaStyle: { opacity: 0.3 }, lineStyle: { width: 0.8 }, color: css("--bad"), xAxisIndex: 1, yAxisIndex: 1, data: falls }]
});

heading(w.attribution);
const baselines = Object.entries(r.baselines).map(([name, pnl]) =>
  [{ "do nothing": w.doNothing, "hold everything": w.holdEverything, "always the best current spread": w.bestSpread }[name] ?? name, pnl, pnl / r.capital]);
root.append(el("div", { className: "pair" },
  table([{ title: w.line }, { title: w.dollars, n: true, sign: true }, { title: w.share, n: true, as: percent }],
    [...lines.map(line => [w[line], r.attribution[line], r.attribution[line] / r.capital]), [w.total, r.netPnl, r.returnOnCapital]]),
  table([{ title: w.baselines }, { title: w.dollars, n: true, sign: true }, { title: w.share, n: true, as: percent }], baselines)));

if (r.folds) {
  heading(w.walk);
  root.append(el("p", { textContent: w.walkWords }));
  root.append(table([{ title: w.test }, { title: w.chosen }, { title: w.dollars, n: true, sign: true }],
    r.folds.map(fold => [`${day(fold.testFrom)} – ${day(fold.testTo)}`,
      fold.chosen ? Object.entries(fold.chosen).map(([key, value]) => `${key}=${value}`).join("  ") : w.none, fold.netPnl])));
  const two = x => x === undefined ? "–" : x.toFixed(2);
  root.append(el("p"), table([{ title: "" }, { title: "", n: true }], [
    [w.trials, whole(r.trials)], [w.sharpe, two(r.sharpe)], [w.deflated, r.deflatedSharpe === undefined ? "–" : r.deflatedSharpe.toFixed(3)],
    [w.overfit, two(r.probabilityOfOverfitting)], [w.degradation, two(r.degradation)]]));
  if (r.sensitivity.length) {
    root.append(el("h3", { textContent: w.sensitivity, style: "margin-top:18px" }));
    root.append(table([{ title: w.parameter }, { title: w.value }, { title: w.sharpeAll, n: true, as: x => x.toFixed(2) }, { title: w.dollars, n: true, sign: true }],
      r.sensitivity.map(n => [n.key, n.value + (n.chosen ? " ◂" : ""), n.sharpe ?? "–", n.netPnl])));
  }
}

if (r.stress) {
  heading(w.stress);
  root.append(table([{ title: w.shock }, { title: w.at }, { title: w.total, n: true, sign: true }, { title: w.against, n: true, sign: true },
    { title: w.fall, n: true, as: percent }, { title: w.liquidated, n: true, as: whole }, { title: w.sent, n: true, as: whole },
    { title: w.coin, n: true }, { title: w.leverage, n: true, as: x => String(x) }, { title: w.needed, n: true }],
    r.stress.map(s => [say(s.words), (s.at ?? "").slice(0, 16).replace("T", " "), s.netPnl, s.difference, s.maxDrawdown, s.liquidations, s.transfers,
      s.coinLoss, s.largestLeverage ?? "–", s.capitalNeeded === undefined ? w.worse : `${s.capitalNeeded.toFixed(2)} (${s.atLeverage}×)`])));
  root.append(list(r.stressAssumptions));
}

const years = trade => (Date.parse(trade.closed) - Date.parse(trade.opened)) / 31536e6;
const promised = data.trades.filter(trade => trade.expected !== undefined && years(trade) > 0);
if (promised.length > 1) {
  heading(w.promised);
  root.append(el("p", { textContent: w.promisedWords }));
  const points = promised.map(trade => [100 * trade.expected, 100 * trade.netPnl / r.notional / years(trade)]);
  const sorted = points.map(p => p[1]).sort((a, b) => a - b);
  const low = sorted[Math.floor(0.02 * (sorted.length - 1))], high = sorted[Math.ceil(0.98 * (sorted.length - 1))];
  const most = Math.max(...points.map(p => p[0]));
  chart({
    xAxis: axis(w.promisedAxis, { type: "value" }), yAxis: axis(w.madeAxis, { type: "value", min: Math.floor(Math.min(low, 0)), max: Math.ceil(Math.max(high, most)), nameGap: 50, axisLabel: { color: css("--muted"), showMinLabel: false, showMaxLabel: false } }),
    series: [{ type: "scatter", symbolSize: 4, itemStyle: { color: css("--accent"), opacity: 0.5 }, data: points },
      { type: "line", showSymbol: false, lineStyle: { type: "dashed", color: css("--muted"), width: 1 }, data: [[0, 0], [most, most]] }]
  });
}

const grouped = key => {
  const groups = new Map();
  for (const trade of data.trades) {
    for (const name of key(trade)) {
      const sum = groups.get(name) ?? { trades: 0, netPnl: 0, funding: 0, price: 0, costs: 0 };
      sum.trades++; sum.netPnl += trade.netPnl; sum.funding += trade.lines.funding ?? 0; sum.price += trade.lines.price ?? 0;
      sum.costs += trade.netPnl - (trade.lines.funding ?? 0) - (trade.lines.price ?? 0);
      groups.set(name, sum);
    }
  }
  return [...groups].sort((a, b) => b[1].netPnl - a[1].netPnl).map(([name, s]) => [name, s.trades, s.netPnl, s.funding, s.price, s.costs]);
};
const columns = name => [{ title: name }, { title: w.trades, n: true, as: whole }, { title: w.total, n: true, sign: true },
  { title: w.funding, n: true }, { title: w.price, n: true }, { title: w.fees + " …", n: true }];
if (data.trades.length > 1) {
  heading(w.byPair);
  root.append(table(columns(w.pair), grouped(trade => [`${trade.long} / ${trade.short}`])));
  heading(w.byAsset);
  root.append(table(columns(w.name), grouped(trade => [trade.asset])));
  heading(w.months);
  root.append(table(columns(w.month), grouped(trade => [trade.closed.slice(0, 7)]).sort((a, b) => a[0].localeCompare(b[0]))));
}
if (data.trades.length) {
  heading(w.tradeList);
  const shown = data.trades.slice(0, 500);
  if (shown.length < data.trades.length) root.append(el("p", { className: "muted", textContent: w.first.replace("{n}", shown.length).replace("{m}", data.trades.length) }));
  root.append(table([{ title: w.opened }, { title: w.closed }, { title: w.long }, { title: w.short }, { title: w.days, n: true, as: x => x.toFixed(1) },
    { title: w.funding, n: true }, { title: w.price, n: true }, { title: w.total, n: true, sign: true }, { title: w.why }],
    shown.map(trade => [trade.opened.slice(0, 16).replace("T", " "), trade.closed.slice(0, 16).replace("T", " "), trade.long, trade.short,
      years(trade) * 365, trade.lines.funding ?? 0, trade.lines.price ?? 0, trade.netPnl, say(trade.because)])));
}
