// The sentences the engine and the venues' sessions write, in English: their values as the page
// writes numbers, and in Thai the whole sentence. One table: pattern, Thai. A named group says what
// its value is (see `VALUES`; a digit tells two of a kind apart), an unnamed one stays as it is.
// A sentence that is not here stays English, untouched.
import { lang, t } from './i18n.js';
import * as f from './format.js';

const TABLE = [
  // risks of a pair
  [/^both rates are estimates until they settle, then may differ$/, 'อัตราทั้งสองเป็นค่าประมาณจนกว่าจะชำระ และอาจต่างไปได้'],
  [/^the rate is an estimate until it settles, then may differ$/, 'อัตราเป็นค่าประมาณจนกว่าจะชำระ และอาจต่างไปได้'],
  [/^(?<number>\S+) bps of the basis are counted as earned at the exit$/, 'นับ basis {number} bps เป็นรายได้ตอนออก'],
  [/^futures deliver at their index: a spot market may be elsewhere then$/, 'สัญญามีวันหมดอายุส่งมอบที่ราคาดัชนี ราคา spot ตอนนั้นอาจต่างไป'],
  [/^from (?<at>\S+) on the asset itself is held in the nearer's place: its costs are those of (\S+) now$/, 'ตั้งแต่ {at} ถือเหรียญเองแทนสัญญาใกล้: ต้นทุนคิดตาม $2 ตอนนี้'],
  [/^the asset itself is borrowed: the loan may be called or become dearer$/, 'ต้องยืมเหรียญ: อาจถูกเรียกคืนหรือดอกเบี้ยสูงขึ้น'],
  [/^counted on: (\S+) goes back to (?<apr>\S+) a year, half of the way in (?<span>\S+)$/, 'คาดว่า $1 จะกลับไปที่ {apr} ต่อปี ครึ่งทางใน {span}'],
  [/^costs are not earned back within (?<span>\S+)$/, 'รายได้ไม่พอคืนต้นทุนภายใน {span}'],
  [/^(?<number>\S+) bps are paid out before income comes$/, 'ต้องจ่ายออก {number} bps ก่อนจะมีรายได้'],
  [/^of (\d+) past episodes (\d+) lived to break-even$/, 'ในอดีต $2 จาก $1 ช่วงอยู่นานถึงจุดคุ้มทุน'],
  [/^the entry gives up (?<number>\S+) bps of price$/, 'ตอนเข้าเสียราคา {number} bps'],
  [/^slippage is not known: no sizes at the touch$/, 'ไม่ทราบ slippage: ไม่มีปริมาณที่ราคาเสนอ'],
  [/^slippage is not known: the touch holds (?<money1>\S+) of (?<money2>\S+) asked$/, 'ไม่ทราบ slippage: ราคาเสนอรับได้ {money1} จากที่ต้องการ {money2}'],
  [/^slippage on exit is not known: the touch holds less than (?<money>\S+)$/, 'ไม่ทราบ slippage ตอนออก: ราคาเสนอรับได้น้อยกว่า {money}'],
  [/^prices are in (\S+) and (\S+): the coins may drift apart$/, 'ราคาของสองขาเป็น $1 และ $2 ซึ่งมูลค่าอาจห่างกันได้'],
  [/^legs settle in (\S+) and (\S+): the coins may drift apart$/, 'สองขาชำระเป็น $1 และ $2 ซึ่งมูลค่าอาจห่างกันได้'],
  [/^margin of (\S+) is held in (\S+): (?<share>\S+) of the notional moves with its price$/, 'หลักประกันของ $1 เป็น $2: {share} ของมูลค่าขาเคลื่อนตามราคาเหรียญ'],
  [/^(\S+) pays in (\S+) at a fixed rate: the hedge drifts with its price$/, '$1 จ่ายเป็น $2 ด้วยอัตราคงที่: การป้องกันความเสี่ยงเคลื่อนตามราคาเหรียญ'],

  // why a pair is turned down or closed
  [/^net APR below the threshold (?<apr>\S+)$/, 'APR สุทธิต่ำกว่าเกณฑ์ {apr}'],
  [/^net APR fell below the closing threshold (?<apr>\S+)$/, 'APR สุทธิตกต่ำกว่าเกณฑ์ปิด {apr}'],
  [/^no borrow rate is known for (\S+)$/, 'ไม่ทราบอัตราดอกเบี้ยยืมของ $1'],
  [/^(\S+) delivers within (?<span>\S+)$/, '$1 จะหมดอายุภายใน {span}'],
  [/^no spot market is known where the asset itself could be held$/, 'ไม่พบตลาด spot ที่จะถือเหรียญเองได้'],
  [/^gross APR below that of a candidate$/, 'APR ก่อนหักต่ำกว่าเกณฑ์ที่จะพิจารณา'],
  [/^now offered$/, 'ผ่านเกณฑ์แล้ว'],
  [/^the other leg pays more now$/, 'ตอนนี้อีกขาจ่ายมากกว่า'],
  [/^Carry stopped$/, 'Carry หยุดทำงาน'],
  [/^stopped by the kill switch$/, 'ถูกหยุดด้วยปุ่มหยุด'],
  [/^a leg is no longer listed$/, 'ขาหนึ่งไม่อยู่ในรายการของตลาดแล้ว'],
  [/^a rate cannot be valued$/, 'มีอัตราที่ประเมินค่าไม่ได้'],
  [/^(\S+) no longer trades: (?<status>.+)$/, '$1 ไม่เปิดให้เทรดแล้ว: {status}'],
  [/^(\S+) is quarantined: (?<told>.+)$/, '$1 ถูกกักไว้: {told}'],
  [/^(\S+) has no rate that can be valued$/, '$1 ไม่มีอัตราที่ประเมินค่าได้'],
  [/^(\S+) has no two-sided quote$/, '$1 ไม่มีราคาเสนอสองด้าน'],

  // why an alert was held back, and why a channel takes nothing
  [/^the analyst vetoed it$/, 'นักวิเคราะห์คัดค้าน'],
  [/^the analyst said nothing of it in time$/, 'นักวิเคราะห์ไม่ตอบทันเวลา'],
  [/^it answered (\d+): (.*)$/, 'ตอบ $1: $2'],
  [/^it did not answer within (\S+) s$/, 'ไม่ตอบภายใน $1 วินาที'],
  [/^it cannot be reached$/, 'ติดต่อไม่ได้'],
  [/^it cannot be reached \((.+)\)$/, 'ติดต่อไม่ได้ ($1)'],
  [/^the connection broke \((.+)\)$/, 'การเชื่อมต่อขาด ($1)'],

  // why rules answered and no model
  [/^no model is set up \((.+)\)$/, 'ยังไม่ได้ตั้งโมเดล ($1)'],
  [/^there is no key: (\S+) is not set$/, 'ไม่มีกุญแจ: ไม่ได้ตั้ง $1'],
  [/^(\S+) is set, and neither insight\.provider nor insight\.base-url says whose key it is$/, 'ตั้ง $1 แล้ว แต่ไม่มี insight.provider หรือ insight.base-url บอกว่าเป็นกุญแจของใคร'],
  [/^more than (\d+) findings wait for the model$/, 'มีมากกว่า $1 รายการรอโมเดล'],
  [/^it leaves less than insight\.least-net-apr$/, 'เหลือน้อยกว่า insight.least-net-apr'],
  [/^the budget of the day is (\S+) dollars, of which (\S+) are spent or put aside; this call may cost (\S+)$/, 'งบของวันคือ $1 ดอลลาร์ ใช้หรือกันไว้แล้ว $2 การถามนี้อาจเสีย $3'],
  [/^the budget of the month is (\S+) dollars, of which (\S+) are spent or put aside; this call may cost (\S+)$/, 'งบของเดือนคือ $1 ดอลลาร์ ใช้หรือกันไว้แล้ว $2 การถามนี้อาจเสีย $3'],
  [/^the provider wants to be left alone for another (\d+) s$/, 'ผู้ให้บริการขอให้รออีก $1 วินาที'],
  [/^the provider is left alone for a while: it (.+)$/, 'พักการถามผู้ให้บริการไว้ก่อน: $1'],
  [/^more than (\d+) calls a minute are not made$/, 'ไม่ถามเกิน $1 ครั้งต่อนาที'],
  [/^the provider gave no answer within (\S+) s$/, 'ผู้ให้บริการไม่ตอบภายใน $1 วินาที'],
  [/^the provider cannot be reached \((.+)\)$/, 'ติดต่อผู้ให้บริการไม่ได้ ($1)'],
  [/^the provider broke off \((.+)\)$/, 'การเชื่อมต่อกับผู้ให้บริการขาด ($1)'],
  [/^the provider answered (.+)$/, 'ผู้ให้บริการตอบ $1'],
  [/^the answer could not be used: (.+)$/, 'คำตอบใช้ไม่ได้: $1'],

  // the account that trades on paper: why it closed, and incidents
  [/^pays (?<apr1>-?[\d.E-]+) a year, less than (?<apr2>-?[\d.E-]+)$/, 'จ่าย {apr1} ต่อปี น้อยกว่า {apr2}'],
  [/^held for (?<span>\S+)$/, 'ถือครบ {span}'],
  [/^the view is over$/, 'มุมมองสิ้นสุดแล้ว'],
  [/^kill switch$/, 'ปุ่มหยุด'],
  [/^a leg is being delisted, or its prices end$/, 'ขาหนึ่งกำลังถูกถอดจากรายการ หรือราคาสิ้นสุดลง'],
  [/^a future is about to expire$/, 'สัญญากำลังจะหมดอายุ'],
  [/^lost (?<money>\S+), more than the stop allows$/, 'ขาดทุน {money} เกินที่กำหนดให้หยุด'],
  [/^a leg was liquidated$/, 'ขาหนึ่งถูกบังคับปิด'],
  [/^a leg was auto-deleveraged$/, 'ขาหนึ่งถูกลดสถานะอัตโนมัติ'],
  [/^at (?<price>\S+) the venue closed what had gained$/, 'ที่ราคา {price} ตลาดปิดขาที่มีกำไร'],
  [/^neither leg filled$/, 'ไม่ได้ราคาทั้งสองขา'],
  [/^one leg did not fill$/, 'ขาหนึ่งไม่ได้ราคา'],
  [/^of the long leg (\S+ %) filled, of the short (\S+ %)$/, 'ขาซื้อได้ $1 ขาขายได้ $2'],
  [/^margin runs low at (?<price>\S+); more arrives at (?<at>\S+)$/, 'หลักประกันเหลือน้อยที่ราคา {price} ส่วนที่เติมจะถึง {at}'],
  [/^at (?<price>\S+) its margin of (?<money>\S+) was used up$/, 'ที่ราคา {price} หลักประกัน {money} หมดลง'],
  [/^the settlement of (?<at>\S+) was never told$/, 'ไม่เคยมีการแจ้งการชำระของ {at}'],
  [/^no price is known to pay the settlement of (?<at>\S+) on$/, 'ไม่ทราบราคาที่จะใช้ชำระของ {at}'],
  [/^the settlement of (?<at1>\S+) is paid on a price of (?<at2>\S+)$/, 'ชำระของ {at1} ด้วยราคาของ {at2}'],
  [/^not known$/, 'ไม่รู้จัก'],
  [/^no quote is known$/, 'ไม่ทราบราคาเสนอ'],
  [/^the last quote is of (?<at1>\S+), too old at (?<at2>\S+)$/, 'ราคาเสนอล่าสุดเป็นของ {at1} เก่าเกินไปเมื่อ {at2}'],
  [/^no size at the touch and no slippage declared$/, 'ไม่มีปริมาณที่ราคาเสนอ และไม่ได้กำหนด slippage'],
  [/^a side of the book is empty$/, 'สมุดคำสั่งว่างด้านหนึ่ง'],
  [/^nothing is offered within the slippage allowed$/, 'ไม่มีปริมาณภายใน slippage ที่ยอมรับ'],
  [/^(\S+) expected to fall$/, 'คาดว่า funding ของ $1 จะลดลง'],
  [/^(\S+) expected to rise$/, 'คาดว่า funding ของ $1 จะสูงขึ้น'],

  // trades of options: risks, why they are turned down or closed; bursts without a chain
  [/^(\d+) orders must fill together, on prices of up to (?<time>[\d.]+ s) ago$/, 'คำสั่ง $1 รายการต้องได้พร้อมกัน ที่ราคาเก่าสุด {time} ก่อน'],
  [/^(\S+) has no expiry: funding until then is counted as (?<number>\S+) bps, as the rate is now, and it is left at its price of then$/, '$1 ไม่มีวันหมดอายุ: คิด funding จนถึงวันนั้น {number} bps ตามอัตราตอนนี้ และปิดที่ราคาในวันนั้น'],
  [/^option and future settle on the indexes of two venues, which may differ$/, 'ออปชันกับฟิวเจอร์สชำระตามดัชนีของสองตลาด ซึ่งอาจต่างกัน'],
  [/^premiums in coin are counted at the price of (\S+): it must be traded too$/, 'premium ที่เป็นเหรียญคิดตามราคาของ $1: ต้องเทรดด้วย'],
  [/^bought at an implied volatility of (?<word1>none|[\d.]+ %), sold at one of (?<word2>none|[\d.]+ %); the venues may settle on different prices$/, 'ซื้อที่ความผันผวนแฝง {word1} ขายที่ {word2} สองตลาดอาจชำระที่ราคาต่างกัน'],
  [/^edge of (?<number1>\S+) bps after costs is below the minimum (?<number2>\S+)$/, 'เหลือ {number1} bps หลังต้นทุน ต่ำกว่าขั้นต่ำ {number2}'],
  [/^an edge of (?<number>\S+) bps is more than a market leaves: one of its prices is wrong$/, 'ส่วนต่าง {number} bps มากกว่าที่ตลาดจะปล่อยไว้: ราคาใดราคาหนึ่งผิด'],
  [/^a price of it is missing or too old$/, 'มีราคาที่ขาดหรือเก่าเกินไป'],
  [/^the burst is over$/, 'การบังคับปิดเป็นชุดจบแล้ว'],
  [/^no options of (\S+) are followed$/, 'ไม่ได้ติดตามออปชันของ $1'],
  [/^the chain is stale: its youngest price is (?<time>[\d.]+ s) old$/, 'ราคาออปชันเก่า: ราคาล่าสุดมีอายุ {time}'],
  [/^no strike is within (?<number>\S+) bps of (?<price>\S+)$/, 'ไม่มีราคาใช้สิทธิภายใน {number} bps ของ {price}'],

  // gates: unit, cap, sign, staleness, clock, price ratio, settlement window
  [/^the venue lists it as without funding$/, 'ตลาดระบุว่าไม่มี funding'],
  [/^no funding period is known: a rate without its period cannot be valued$/, 'ไม่ทราบรอบเวลาของ funding: อัตราที่ไม่มีรอบเวลาประเมินค่าไม่ได้'],
  [/^period (?<span1>\S+): from (?<span2>\S+) to (?<span3>\S+) is allowed$/, 'รอบเวลา {span1}: ยอมรับตั้งแต่ {span2} ถึง {span3}'],
  [/^no settlement time is known$/, 'ไม่ทราบเวลาชำระ'],
  [/^it settles at (?<at>[^\s,]+), further away than its period (?<span>[^\s:]+): one of them is wrong$/, 'ชำระเมื่อ {at} ซึ่งไกลกว่ารอบเวลา {span}: อย่างใดอย่างหนึ่งผิด'],
  [/^rate (?<rate1>\S+) is above the venue's cap (?<rate2>\S+)$/, 'อัตรา {rate1} สูงกว่าเพดานของตลาด {rate2}'],
  [/^rate (?<rate1>\S+) is below the venue's floor (?<rate2>\S+)$/, 'อัตรา {rate1} ต่ำกว่าพื้นของตลาด {rate2}'],
  [/^rate (?<rate>\S+) per (?<span>\S+) is more than (?<share>\S+) an hour$/, 'อัตรา {rate} ต่อ {span} เกิน {share} ต่อชั่วโมง'],
  [/^rate (?<rate>\S+) against a premium of (?<bps>\S+)$/, 'อัตรา {rate} สวนทางกับ premium {bps}'],
  [/^mark (?<price>\S+): more than 0 is allowed$/, 'mark {price}: ต้องมากกว่า 0'],
  [/^index (?<price>\S+): more than 0 is allowed$/, 'index {price}: ต้องมากกว่า 0'],
  [/^bid (?<price1>\S+), ask (?<price2>\S+): more than 0 is allowed$/, 'bid {price1}, ask {price2}: ต้องมากกว่า 0'],
  [/^bid (?<price1>\S+) is above ask (?<price2>\S+)$/, 'bid {price1} สูงกว่า ask {price2}'],
  [/^its settlement has passed and no newer one came$/, 'ผ่านเวลาชำระแล้วแต่ยังไม่มีรอบใหม่'],
  [/^last heard (?<time>\d+ s) ago$/, 'ได้รับล่าสุดเมื่อ {time} ก่อน'],
  [/^received at (?<at>[^\s,]+), more than (?<span>\S+) ahead of the last tick$/, 'ได้รับเมื่อ {at} ล้ำหน้านาฬิกาเกิน {span}'],
  [/^within (?<span>\S+) after a settlement$/, 'อยู่ในช่วง {span} หลังการชำระ'],
  [/^price is (?<number>\S+) of the median over (\d+) instruments: another coin or unit$/, 'ราคาเป็น {number} เท่าของค่ากลางจาก $2 สัญญา: อาจเป็นคนละเหรียญหรือคนละหน่วย'],
  [/^the prices of this and (\S+) differ by a factor of (?<number>[^\s:]+): another coin or unit$/, 'ราคาของสัญญานี้กับ $1 ต่างกัน {number} เท่า: อาจเป็นคนละเหรียญหรือคนละหน่วย'],

  // why a listing is the asset it is
  [/^the ticker$/, 'ตาม ticker'],
  [/^the ticker names its unit$/, 'ticker บอกหน่วยไว้'],
  [/^the venue's own name of it$/, 'ชื่อที่ตลาดใช้เอง'],
  [/^one price is for a tenth of what other venues price$/, 'ราคาหนึ่งเป็นของหนึ่งในสิบหน่วยที่ตลาดอื่นตั้งราคา'],
  [/^another asset than (\S+), the (\S+) of (\S+) and (\S+)$/, 'คนละเหรียญกับ $1 ซึ่งเป็น $2 ของ $3 และ $4'],
  [/^another asset than the (\S+) of (\S+) and (\S+)$/, 'คนละเหรียญกับ $1 ของ $2 และ $3'],
  [/^a thousand: the number stands behind the name$/, 'หนึ่งพันหน่วย: ตัวเลขอยู่ท้ายชื่อ'],
  [/^the M in front of the name is a million$/, 'M หน้าชื่อคือหนึ่งล้าน'],
  [/^(\S+)'s (\S+) is the (\S+) of (Binance)$/, '$2 ของ $1 คือ $3 ของ $4'],
  [/^(\S+)'s (\S+) is the coin that others list as (\S+)$/, '$2 ของ $1 คือเหรียญที่ตลาดอื่นเรียกว่า $3'],
  [/^(\S+)'s (\S+) is the (\S+) of (\d{4})(?:; the older coin is (\S+))?$/, '$2 ของ $1 คือ $3 ของปี $4'],
  [/^(\S+) kept (\S+) for the older coin, which others list as (\S+)$/, '$1 ยังใช้ $2 กับเหรียญเก่า ซึ่งตลาดอื่นเรียกว่า $3'],

  // feeds
  [/^(?<fact>[a-z -]+) of any instrument silent for (?<time1>[\d.]+ \w+) \(allowed (?<time2>[\d.]+ \w+)\)(?<streams>; \d+ streams in all)?$/, '{fact} ของทุกสัญญาเงียบไป {time1} (ยอมได้ {time2}){streams}'],
  [/^(?<fact>[a-z -]+) of (\S+) silent for (?<time1>[\d.]+ \w+) \(allowed (?<time2>[\d.]+ \w+)\)(?<streams>; \d+ streams in all)?$/, '{fact} ของ $2 เงียบไป {time1} (ยอมได้ {time2}){streams}'],
  [/^(?<fact>[a-z -]+) of any instrument gave no first message for (?<time1>[\d.]+ \w+) \(allowed (?<time2>[\d.]+ \w+)\)(?<streams>; \d+ streams in all)?$/, '{fact} ของทุกสัญญายังไม่มาเลยเป็นเวลา {time1} (ยอมได้ {time2}){streams}'],
  [/^(?<fact>[a-z -]+) of (\S+) gave no first message for (?<time1>[\d.]+ \w+) \(allowed (?<time2>[\d.]+ \w+)\)(?<streams>; \d+ streams in all)?$/, '{fact} ของ $2 ยังไม่มาเลยเป็นเวลา {time1} (ยอมได้ {time2}){streams}'],
  [/^nothing of the market for (?<time>[\d.]+ \w+), longer than ever before$/, 'ไม่มีข้อมูลตลาดมา {time} นานกว่าที่เคย'],
  [/^no byte for (?<time>[\d.]+ \w+): the connection is dead$/, 'ไม่ได้รับข้อมูลใดมา {time}: การเชื่อมต่อตายแล้ว'],
  [/^closed by us$/, 'เราเป็นผู้ปิด'],
  [/^closed by the venue or the network without a word$/, 'ตลาดหรือเครือข่ายปิดโดยไม่บอกเหตุผล'],
  [/^closed by the venue with code (\d+)(.*)$/, 'ตลาดปิดด้วยรหัส $1$2'],
  [/^the venue refused the socket with status (\d+)$/, 'ตลาดไม่รับการเชื่อมต่อ สถานะ $1'],
  [/^did not open within (?<time>[\d.]+ \w+)$/, 'เปิดการเชื่อมต่อไม่สำเร็จภายใน {time}'],
  [/^did not open at (\S+): (.*)$/, 'เปิดการเชื่อมต่อที่ $1 ไม่สำเร็จ: $2'],
  [/^host (\S+) is not known: check network and DNS$/, 'ไม่รู้จักโฮสต์ $1: ตรวจเครือข่ายและ DNS'],
  [/^no secure connection \((.*)\): check this machine's clock, its certificates and any proxy in between$/, 'เชื่อมต่ออย่างปลอดภัยไม่ได้ ($1): ตรวจนาฬิกา ใบรับรอง และพร็อกซีของเครื่องนี้'],
  [/^the network did not close in time$/, 'เครือข่ายปิดไม่ทันเวลา'],
  [/^socket failed: (.*)$/, 'การเชื่อมต่อล้มเหลว: $1'],
  [/^not sent: (.*)$/, 'ส่งไม่สำเร็จ: $1'],
  [/^a message larger than (?<money>\d+) bytes$/, 'ข้อความใหญ่เกิน {money} ไบต์'],
  [/^a fault of ours: (.*)$/, 'ความผิดพลาดของ Carry เอง: $1'],
  [/^instruments not read$/, 'อ่านรายการสัญญาไม่ได้'],
  [/^instruments not read \((\S+) (?<told>.*)\)$/, 'อ่านรายการสัญญาไม่ได้ ($1: {told})'],
  [/^not reached \((.*)\): check network, DNS and firewall$/, 'ติดต่อไม่ได้ ($1): ตรวจเครือข่าย DNS และไฟร์วอลล์'],
  [/^no complete answer within (?<time>[\d.]+ \w+): venue or network is slow$/, 'ตอบไม่ครบภายใน {time}: ตลาดหรือเครือข่ายช้า'],
  [/^connection broke \((.*)\)$/, 'การเชื่อมต่อขาด ($1)'],
  [/^refused with status (\d+)(.*): the call itself is wrong$/, 'ตลาดปฏิเสธด้วยสถานะ $1$2: คำขอเองผิด'],
  [/^venue failed with status (\d+)(.*)$/, 'ตลาดขัดข้อง สถานะ $1$2'],
  [/^asked to slow down \(status 429\): nothing is asked before (?<at>\S+)$/, 'ตลาดขอให้ช้าลง (สถานะ 429): จะไม่ขอก่อน {at}'],
  [/^shut out with status (\d+): staying away until (?<at>[^\s;]+); look for other programs that use this address$/, 'ถูกกันออกด้วยสถานะ $1: จะรอจนถึง {at} ตรวจว่ามีโปรแกรมอื่นใช้ address นี้หรือไม่'],
  [/^lost$/, 'ขาดการเชื่อมต่อ'],
  [/^lost in the recording$/, 'ขาดการเชื่อมต่อในข้อมูลที่บันทึกไว้'],
  [/^order book of (\S+): a change after (\d+) came, known is (\d+)$/, 'สมุดคำสั่งของ $1: ได้รับการเปลี่ยนแปลงที่ต่อจาก $2 แต่ที่มีอยู่คือ $3'],
  [/^order book of (\S+): its checksum is (-?\d+), ours (-?\d+)$/, 'สมุดคำสั่งของ $1: checksum ของตลาดคือ $2 ของเราคือ $3'],
  [/^order book of (\S+): its sides cross$/, 'สมุดคำสั่งของ $1: bid ไม่ต่ำกว่า ask'],
  [/^trades of (\S+) after number (\d+) and before (\d+)$/, 'การเทรดของ $1 ขาดหายระหว่างหมายเลข $2 กับ $3'],
  [/^messages (\d+) to (\d+) of the connection$/, 'ข้อความหมายเลข $1 ถึง $2 ของการเชื่อมต่อขาดหาย'],

  // what venues do not offer, and where their periods come from
  [/^published only as candles over REST; live, mark and index give the premium$/, 'เผยแพร่เป็นแท่งเทียนผ่าน REST เท่านั้น ค่าสดคำนวณได้จาก mark กับ index'],
  [/^Bybit publishes no live premium index, only candles of it \((\S+)\)$/, 'Bybit ไม่เผยแพร่ดัชนี premium แบบสด มีเพียงแท่งเทียน ($1)'],
  [/^Deribit publishes none: its funding follows mark against index at each instant$/, 'Deribit ไม่เผยแพร่: funding ตาม mark เทียบ index ทุกขณะ'],
  [/^Deribit has candles of trades only, and does not say when one is final$/, 'Deribit มีเพียงแท่งเทียนของการเทรด และไม่บอกว่าแท่งใดจบแล้ว'],
  [/^nextFundingTime − fundingTime of funding-rate, which travels with each estimate; absent when either is missing$/, 'nextFundingTime − fundingTime ของ funding-rate ซึ่งมากับค่าประมาณทุกครั้ง ไม่มีเมื่อขาดค่าใดค่าหนึ่ง'],
  [/^each ticker's fundingIntervalHour; until one came, instruments-info fundingInterval$/, 'fundingIntervalHour ของแต่ละ ticker ก่อนได้รับใช้ fundingInterval จาก instruments-info'],
  [/^fundingInfo lists symbols whose period was ever adjusted; the others have 8 hours$/, 'fundingInfo บอกสัญญาที่เคยปรับรอบเวลา ที่เหลือใช้ 8 ชั่วโมง'],
  [/^constant: current_funding is a rate per 8 h that accrues continuously; settled history is per hour$/, 'คงที่: current_funding เป็นอัตราต่อ 8 ชั่วโมงที่สะสมต่อเนื่อง ประวัติที่ชำระแล้วเป็นรายชั่วโมง'],

  // the same of spot venues, which name where their contracts are
  [/^none: spot pays no funding$/, 'ไม่มี: spot ไม่จ่าย funding'],
  [/^spot pays no funding(?<contracts>; contracts are at .+)?$/, 'spot ไม่จ่าย funding{contracts}'],
  [/^spot is priced by its own trades(?<contracts>; contracts are at .+)?$/, 'spot ใช้ราคาจากการเทรดของตัวเอง{contracts}'],
  [/^the venue tells of no liquidations of spot on margin(?<contracts>; contracts are at .+)?$/, 'ตลาดไม่แจ้ง liquidation ของ spot แบบ margin{contracts}'],
  [/^spot has no open positions(?<contracts>; contracts are at .+)?$/, 'spot ไม่มีสถานะคงค้าง{contracts}'],
  [/^spot is no option(?<contracts>; contracts are at .+)?$/, 'spot ไม่ใช่ option{contracts}'],

  // lacks: options
  [/^a venue of its own here: (\S+)$/, 'ที่นี่แยกเป็นอีกตลาดหนึ่ง: $1'],
  [/^options not offered by this venue$/, 'ตลาดนี้ไม่มี option'],
  [/^(?:none: )?options pay no funding$/, 'option ไม่มี funding'],
  [/^not followed: of a chain's thousands of options the touch is told, and no more$/, 'ไม่ได้ติดตาม: option มีหลายพันตัว จึงติดตามเพียงราคาเสนอที่ดีที่สุดของแต่ละตัว'],
  [/^told with the option itself$/, 'มาพร้อมกับข้อมูลของ option แต่ละตัว'],
  [/^told with each option, as what it is valued on$/, 'มาพร้อมกับ option แต่ละตัว เป็นราคาที่ใช้คิดมูลค่า'],
  [/^the venue lists none$/, 'ไม่มีในรายการของตลาดนี้'],
  [/^(\S+) lists none$/, 'ไม่มีในรายการของ $1'],
  [/^options of (\S+) are not read$/, 'ไม่ได้อ่าน option ของ $1'],
  [/^its options are not read$/, 'ไม่ได้อ่าน option ของตลาดนี้'],
  [/^its options were traded by request alone; MOVE contracts are none$/, 'option ของที่นี่ซื้อขายผ่านการขอราคาเท่านั้น และสัญญา MOVE ไม่ใช่ option'],
  [/^it published none$/, 'ที่นี่ไม่เผยแพร่'],
  [/^its answers do not say whose they are$/, 'คำตอบไม่บอกว่าเป็นของสัญญาใด'],
  [/^an hour for every perpetual, always$/, 'หนึ่งชั่วโมงทุกสัญญา perpetual เสมอ'],

  // lacks: premium, liquidations, candles
  [/^the averaged premium behind the rate is not published$/, 'ไม่เผยแพร่ premium เฉลี่ยที่ใช้คำนวณอัตรา'],
  [/^the averaged premium behind the rate is not published; the ticker's premium is mark against index, rounded to a tenth of a percent$/, 'ไม่เผยแพร่ premium เฉลี่ยที่ใช้คำนวณอัตรา ส่วน premium ของ ticker คือ mark เทียบ index ปัดเหลือทศนิยมหนึ่งตำแหน่งของเปอร์เซ็นต์'],
  [/^published only as candles of the past, one call a contract$/, 'เผยแพร่เป็นแท่งเทียนย้อนหลังเท่านั้น ต้องขอทีละสัญญา'],
  [/^(\S+) does not publish the premium index its funding is made of$/, '$1 ไม่เผยแพร่ดัชนี premium ที่ใช้คำนวณ funding'],
  [/^premiums are voted and sampled on the chain, and the indexer does not tell them$/, 'premium มาจากการโหวตและเก็บตัวอย่างบนเชน ซึ่ง indexer ไม่แจ้ง'],
  [/^published as indexes of their own such as (\S+), which are not read$/, 'เผยแพร่เป็นดัชนีแยกต่างหาก เช่น $1 ซึ่งไม่ได้อ่าน'],
  [/^no public feed tells the liquidations of all users, only those of an address one knows$/, 'ไม่มีฟีดสาธารณะที่แจ้ง liquidation ของผู้ใช้ทุกคน มีเพียงของ address ที่รู้อยู่แล้ว'],
  [/^(.+) has no channel of candles; those of the past are asked for$/, '$1 ไม่มีช่องส่งแท่งเทียน จึงขอเฉพาะแท่งในอดีต'],
  [/^(.+) does not say when a candle is final; those of the past are asked for$/, '$1 ไม่บอกว่าแท่งเทียนใดจบแล้ว จึงขอเฉพาะแท่งในอดีต'],

  // periods
  [/^constant: one hour since (\S+ \S+ UTC), four hours before; rates are written per hour in both times$/, 'คงที่: 1 ชั่วโมงตั้งแต่ $1 ก่อนหน้านั้น 4 ชั่วโมง โดยเขียนอัตราเป็นรายชั่วโมงทั้งสองช่วง'],
  [/^constant: an hour, as documented; eight hours before (\S+), as its history shows\. No message names a settlement: it is the coming whole hour UTC$/, 'คงที่: 1 ชั่วโมงตามเอกสาร ก่อน $1 เป็น 8 ชั่วโมงตามที่ประวัติแสดง ไม่มีข้อความใดบอกเวลาชำระ จึงเป็นต้นชั่วโมงถัดไปตาม UTC'],
  [/^constant: an hour, as documented\. No message names a settlement: it is the coming whole hour UTC$/, 'คงที่: 1 ชั่วโมงตามเอกสาร ไม่มีข้อความใดบอกเวลาชำระ จึงเป็นต้นชั่วโมงถัดไปตาม UTC'],
  [/^fundingInterval of the markets, in milliseconds; absent for a market not listed yet\. Of settled rates the distance of three settlements$/, 'fundingInterval จาก markets เป็นมิลลิวินาที ไม่มีเมื่อสัญญายังไม่อยู่ในรายการ ส่วนอัตราที่ชำระแล้วใช้ระยะห่างของการชำระสามครั้ง'],
  [/^funding_interval of the contract list and of each pushed ticker, in seconds; of settled rates the distance of settlements, where two distances agree$/, 'funding_interval จากรายการสัญญาและจาก ticker ที่ส่งมาแต่ละครั้ง เป็นวินาที ส่วนอัตราที่ชำระแล้วใช้ระยะห่างของการชำระเมื่อสองระยะตรงกัน'],
  [/^fundingRateInterval of current-fund-rate in hours, which travels with each of its rates, and fundInterval of the contract list for the rates of tickers; of settled rates the distance of settlements, where two distances agree$/, 'fundingRateInterval ของ current-fund-rate เป็นชั่วโมง ซึ่งมากับอัตราทุกครั้ง และ fundInterval จากรายการสัญญาสำหรับอัตราของ ticker ส่วนอัตราที่ชำระแล้วใช้ระยะห่างของการชำระเมื่อสองระยะตรงกัน'],
  [/^fundingInterval of the instrument, a date-time that long after (\S+)$/, 'fundingInterval ของสัญญา เขียนเป็นวันเวลาที่ห่างจาก $1 เท่ากับรอบเวลา'],
];

/** How the page writes a value, by the name of its group. */
const VALUES = {
  apr: (x) => f.apr(Number(x)),
  rate: (x) => f.rate(Number(x)),
  share: (x) => f.share(Number(x), Number(x) < 0.1 ? 2 : 0),
  bps: (x) => f.bps(Number(x)),
  number: (x) => f.plain(Number(x), 4),
  money: (x) => f.plain(Number(x)),
  price: (x) => f.price(Number(x)),
  span: (x) => f.duration(f.millis(x)),
  time: (x) => x.replace(/ (ms|s|min|h)$/, (_, unit) => ` ${t(`unit.${unit}`)}`),
  at: (x) => `${f.moment(Date.parse(x))} ${t('utc')}`,
  fact: (x) => t(`fact.${x.replaceAll(' ', '-')}`),
  status: (x) => t(`status.${x.replaceAll(' ', '-')}`),
  streams: (x) => t('streams', { n: x.replace(/\D/g, '') }),
  contracts: (x) => t('contracts', { venues: x.replace('; contracts are at ', '').split(' and ').join(t('and')) }),
  word: (x) => (x === 'none' ? '–' : x),
  told: (x) => told(x),
};

/** A value as the page writes it; as it came where that is not a number, time or word we know. */
function written(name, text) {
  const words = VALUES[name.replace(/\d+$/, '')](text);
  return /NaN|Invalid|^(fact|status)\./.test(words) ? text : words;
}

/** A sentence of the engine in the reader's language, its values as the page writes them. */
export function told(text) {
  for (const [pattern, thai] of TABLE) {
    const match = pattern.exec(text);
    if (match) {
      const values = Object.entries(match.groups ?? {}).map(([name, raw]) => [name, raw ?? '', raw ? written(name, raw) : '']);
      return lang() === 'th' ? inThai(thai, match, values) : inEnglish(text, values);
    }
  }
  return text;
}

const inThai = (thai, match, values) => values.reduce(
  (words, [name, , value]) => words.replace(`{${name}}`, () => value),
  thai.replace(/\$(\d)/g, (_, n) => match[n] ?? ''),
);

/** The values come in the order they stand in, so each is looked for behind the one before. */
function inEnglish(text, values) {
  let [done, rest] = ['', text];
  for (const [, raw, value] of values.filter(([, raw]) => raw)) {
    const at = rest.indexOf(raw);
    done += rest.slice(0, at) + value;
    rest = rest.slice(at + raw.length);
  }
  return done + rest;
}
