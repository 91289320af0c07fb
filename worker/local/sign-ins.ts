import type { DemoCity } from '../../items/demo/city.ts';
import { formatCode } from '../../scoring/journal/code.ts';
import { getWaiting } from './fill.ts';

/** The seat whose card is shown for a first try. */
const SEAT = 7;

/** What to open and whom to sign in as, in a box, both languages. */
export function drawSignIns({
  base,
  demo,
  cards,
  over,
}: {
  base: string;
  demo: DemoCity;
  cards: string;
  /** The sitting of the printed card has ended. */
  over: boolean;
}): string {
  const { plan } = getWaiting(demo);
  const card = formatCode(plan.cards.find(({ seat }) => seat === SEAT)?.card ?? '');
  const group = demo.city.classes.find(({ id }) => id === plan.class);
  const school = demo.city.schools.find(({ id }) => id === group?.school);
  const nameOf = (account: string) =>
    demo.city.staff.find(({ id }) => id === account)?.name['zh-TW'] ?? account;
  const place = `${school?.name['zh-TW'] ?? ''} ${group?.name ?? ''} 班 ${SEAT} 號`;
  return drawBox([
    '運算思維評量平台：虛構的示範城市，沒有一個真的學生',
    'Computational thinking assessment: a fictional city, no real pupil in it',
    '',
    `老師 Teacher   ${base}/teacher/   按 press 「${nameOf('demo-teacher')}」`,
    over
      ? `              這個場次已經結束；從頭再試 it is over, start afresh: STATE=.state-2 npm start`
      : `              先按「開始測驗」，學生才看得到題目。 Press 開始測驗 first.`,
    `學生 Pupil     ${base}/#card=${card}`,
    `              登入卡 card  ${card}（${place}）`,
    `              全班的登入卡 the class's cards: ${cards}`,
    `學校 School    ${base}/teacher/   按 press 「${nameOf('demo-school')}」`,
    `教育處 Office  ${base}/office/    按 press 「${nameOf('demo-office')}」`,
    '',
    '停止 stop: Ctrl+C',
  ]);
}

function drawBox(lines: string[]): string {
  const width = Math.max(...lines.map(widthOf));
  const rows = lines.map((line) => `│ ${line}${' '.repeat(width - widthOf(line))} │`);
  const edge = '─'.repeat(width + 2);
  return [`┌${edge}┐`, ...rows, `└${edge}┘`].join('\n');
}

/** Columns of a terminal: Chinese signs and full-width punctuation take two. */
export function widthOf(text: string): number {
  let width = 0;
  for (const sign of text) width += /[⺀-鿿豈-﫿︰-﹏！-｠「-〟]/u.test(sign) ? 2 : 1;
  return width;
}
