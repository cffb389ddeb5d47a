// The words of the what-if.
export default {
  en: {
    'whatif.title': 'What if',
    'whatif.note': 'Computed by Carry with the formulas the finding was found with, at its rates of now.',
    'whatif.notional': 'Notional of a leg', 'whatif.leverage': 'Leverage', 'whatif.hold': 'Held, days',
    'whatif.longFee': 'Fee of the long leg, %', 'whatif.shortFee': 'Fee of the short leg, %',
    'whatif.make': 'Orders', 'whatif.make.none': 'take on both legs', 'whatif.make.long': 'make the long leg',
    'whatif.make.short': 'make the short leg', 'whatif.make.both': 'make both legs',
    'whatif.maintenance': 'Maintenance margin, %', 'whatif.net': 'Net', 'whatif.netApr': 'Net APR',
    'whatif.breakeven': 'Break-even', 'whatif.never': 'not while it is held', 'whatif.capital': 'Capital bound',
    'whatif.roc': 'Return on capital', 'whatif.liquidation': 'Liquidated at: {venue} {side}',
    'whatif.nowhere': 'at no price', 'whatif.settlements': '{n} settlements', 'whatif.failed': 'Not computed: {why}',
    'whatif.unknown': 'Not counted, because not known: {names}.',
  },
  th: {
    'whatif.title': 'ถ้าหากว่า',
    'whatif.note': 'Carry คำนวณด้วยสูตรเดียวกับที่พบโอกาสนี้ ที่อัตราของตอนนี้',
    'whatif.notional': 'มูลค่าต่อขา', 'whatif.leverage': 'เลเวอเรจ', 'whatif.hold': 'ถือ (วัน)',
    'whatif.longFee': 'ค่าธรรมเนียมขาซื้อ %', 'whatif.shortFee': 'ค่าธรรมเนียมขาขาย %',
    'whatif.make': 'คำสั่ง', 'whatif.make.none': 'taker ทั้งสองขา', 'whatif.make.long': 'maker ขาซื้อ',
    'whatif.make.short': 'maker ขาขาย', 'whatif.make.both': 'maker ทั้งสองขา',
    'whatif.maintenance': 'หลักประกันขั้นต่ำ %', 'whatif.net': 'สุทธิ', 'whatif.netApr': 'สุทธิต่อปี',
    'whatif.breakeven': 'คุ้มทุน', 'whatif.never': 'ไม่คุ้มทุนขณะถือ', 'whatif.capital': 'เงินทุนที่ใช้',
    'whatif.roc': 'ผลตอบแทนต่อเงินทุน', 'whatif.liquidation': 'ถูกบังคับปิดที่: {venue} {side}',
    'whatif.nowhere': 'ไม่มีราคาใด', 'whatif.settlements': '{n} ครั้งที่ชำระ', 'whatif.failed': 'คำนวณไม่ได้: {why}',
    'whatif.unknown': 'ไม่ได้นับเพราะไม่รู้: {names}',
  },
};
