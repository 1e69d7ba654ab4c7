import type { Catalogue } from './catalogue';
import { severities } from './complaint';
import { callParts } from './day-part';
import type { HoursData } from './life-schema';
import { row, table } from './render-table';

/** The service standard as a table of docs/complaints.md. */
export function renderStandard({ standard }: Catalogue): string {
  const { line_fault: fault, repeat, severity, work_hours: work } = standard;
  const rows = [
    ...rowsOf('first reply', standard.first_reply_hours, 'working hours'),
    ...rowsOf('solution', standard.resolve_hours, 'hours of working days'),
    row('line fault, town', `${fault.town_hours} h, day and night`),
    row('line fault, country', `${fault.country_hours} h, day and night`),
    ...severities.flatMap((name) => {
      const { first_reply_hours: first, resolve_hours: hours } = severity[name];
      const parts = [
        ...(first === undefined ? [] : [`first reply ${inOneLine(first)}`]),
        ...(hours === undefined ? [] : [`solution ${inOneLine(hours)} working hours`]),
      ];
      return parts.length === 0 ? [] : [row(`assessed \`${name}\`, from then on`, parts.join('; '))];
    }),
    row('working hours', work.map(({ from, until }) => `${from}–${until}`).join(', ')),
    row('around the clock', standard.around_the_clock.map((id) => `\`${id}\``).join(', ')),
    row('answer due (L1)', `${standard.answer_days} calendar days`),
    row('fed back to the department', `${standard.feed_back_days} days after it was handled`),
    row(
      'repeat',
      `same phone and sub-type (where either has none, type) within ${repeat.days} days: raised from ${repeat.raised_from}, urgent from ${repeat.urgent_from} earlier ones`,
    ),
    row('raised', `anger ${standard.raised_anger}`),
    row('urgent', `threat: ${standard.urgent_threats.join(', ')}`),
    row(
      'appeal window',
      `fees ${standard.appeal.fee_months} months, other matters ${standard.appeal.other_months} months`,
    ),
    row('reviewed', `${standard.reviewed}, next by ${standard.review_by}`),
  ];
  return table(['duty', 'value'], rows);
}

const weekdays = ['Sunday', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday'];

/** Every timer: when it fires and who hears of it. */
export function renderFollowUp({ standard }: Catalogue): string {
  const { ladder, recheck, call_backs: calls, greeting } = standard;
  const rows = [
    ...(['first_reply', 'resolve'] as const).flatMap((name) =>
      ladder[name].map(({ percent, to }) =>
        row(
          `\`${name}:${percent}\``,
          `${percent} % of the clock used`,
          to === 'agent' ? 'agent (a note)' : to.replace('_', ' '),
        ),
      ),
    ),
    ...ladder.law.map(({ day, to }) =>
      row(
        `\`law:${day}\``,
        `day ${day} of ${standard.answer_days}`,
        to === 'agent' ? 'agent (a note)' : to.replace('_', ' '),
      ),
    ),
    row(`\`law:${standard.answer_days}\``, `the ${standard.answer_days} days are over`, 'manager'),
    row(
      '`late:resolve`, `late:law`',
      `the clock has run out, or the morning after (${standard.awake.from}–${standard.awake.until})`,
      'customer: we are late',
    ),
    row('`pause:n`', 'the longest time of the pause reason is over', 'work goes on without the customer'),
    row('`told`', `${recheck.told_within_hours} h after the decision, not told yet`, 'agent (a note)'),
    ...recheck.ask_again_hours.map((hours) =>
      row(`\`recheck:${hours}\``, `${hours} h after it was asked, no word yet, by day`, 'customer, asked again'),
    ),
    row(
      '`try:1`, `try:1-again`',
      `the next time for calls (${calls.days.map((day) => weekdays[day]).join(', ')} ${callTimes(calls)}), and the one after it while nobody has called`,
      'agent (a note): call',
    ),
    row('`try:n`', 'after n − 1 tries, the next time for calls that counts', 'agent (a note): call'),
    row('`close`', `${recheck.close_hours} h after the yes, or after the second try`, 'closed by the desk'),
    row('`mark:rechecked`', `${recheck.within_hours} h after it was handled, mark missing`, 'agent (a note), ledger'),
    row(
      '`mark:fedBack`',
      `${standard.feed_back_days} days after it was handled, mark missing`,
      'agent (a note), ledger',
    ),
    row('`remedy:id`', `${standard.remedy_decision_hours} h without a decision on a remedy`, 'team lead'),
    row('`unpaid:id-n`', `${standard.remedy_decision_hours} h after a remedy could not be paid`, 'team lead'),
    row(
      '`greeting`',
      `${greeting.after_days} days after closing, ${greeting.at}`,
      'customer, if the customer agreed to it',
    ),
  ];
  return table(['timer', 'when', 'who'], rows);
}

/** Each part of the day for itself: that is what counts. */
const callTimes = (span: Parameters<typeof callParts>[0]): string =>
  callParts(span)
    .map(({ from, until }) => `${clockText(from)}–${clockText(until)}`)
    .join(' and ');

const clockText = (ms: number): string => {
  const minutes = ms / 60_000;
  return [Math.floor(minutes / 60), minutes % 60].map((part) => String(part).padStart(2, '0')).join(':');
};

export const renderPauses = ({ standard }: Catalogue): string =>
  table(
    ['reason', '名称', 'name', 'days at most'],
    Object.entries(standard.pause_reasons).map(([code, { names, max_days: days }]) =>
      row(`\`${code}\``, names['zh-Hans'], names.en, `${days}`),
    ),
  );

export const renderRemedies = ({ standard }: Catalogue): string =>
  table(
    ['remedy', '名称', 'name', 'proposed', 'an agent alone', 'paid to the account', 'worth'],
    Object.entries(standard.remedies).map(([code, remedy]) => {
      const own = Object.entries(remedy.severity_limit_fen ?? {}).map(([name, fen]) => `${name} ${yuan(fen)}`);
      const limit = remedy.limit_fen === undefined ? '' : [yuan(remedy.limit_fen), ...own].join(', ');
      const from = remedy.proposed_from === undefined ? '' : `from ${remedy.proposed_from}`;
      const paid = remedy.paid ? 'yes' : '';
      const worth = remedy.worth_fen === undefined ? 'said when given' : yuan(remedy.worth_fen);
      return row(`\`${code}\``, remedy.names['zh-Hans'], remedy.names.en, from, limit, paid, remedy.gift ? worth : '');
    }),
  );

const yuan = (fen: number): string => `${fen / 100} yuan`;

const rowsOf = (what: string, { standard, by_type: own }: HoursData, unit: string): string[] => [
  row(what, `${standard} ${unit}`),
  ...Object.entries(own).map(([type, hours]) => row(`${what}, \`${type}\``, `${hours} ${unit}`)),
];

const inOneLine = ({ standard, by_type: own }: HoursData): string =>
  [`${standard}`, ...Object.entries(own).map(([type, hours]) => `\`${type}\` ${hours}`)].join(', ');
