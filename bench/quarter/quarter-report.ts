import type { QuarterResult } from './quarter';
import type { QuarterOptions } from './quarter-options';

const mostShown = 20;
const checks = {
  world: 'what people outside had to see',
  ledger: 'ledger: exactly the omissions that were planted',
  timers: 'timers: each once, none late, none missing, none made up',
  figures: 'figures: equal to a second count',
  problems: 'known problems: suggested, told, attached, repaired and closed as they had to be',
  languages: 'languages: everybody spoken to in the one used last',
  notices: 'notices: exactly those told who had to be, once, by day, none after a refusal',
  customers: 'customers: each answered once, told once, sent once, paid once',
} as const satisfies Record<keyof QuarterResult['faults'], string>;

/** What the simulation found, for people. On one node nothing in it depends on the machine: the same seed prints the same. */
export function quarterReport(
  result: QuarterResult,
  { seed, days, customers, contacts, nodes }: QuarterOptions,
): string {
  const {
    timers,
    planted,
    faults,
    figures,
    customers: told,
    problems,
    languages,
    notices,
    crashes,
    absences,
    replaced,
    asked,
  } = result;
  const lines = [
    `Seed ${seed}: ${days} days, ${customers} customers, ${result.complaints} complaints, ${contacts} other visits.`,
    '',
    `Planted: ${planted.length} omissions (${marksOf(planted)}); the ledger was read ${result.ledgerLooks} times.`,
    `Crashes: ${crashes.map(({ point, at }) => `${point} on ${day(at)}`).join(', ') || 'none'}; absences: ${absences.map(({ from, until }) => `${day(from)}, ${span(until - from)}`).join('; ')}.`,
    ...(nodes === 1
      ? []
      : [
          `Nodes: ${nodes}, asked ${asked.join(' and ')} times; ${replaced.length} times one was away and others went on: ${replaced.map(({ from, until }) => `${day(from)}, ${span(until - from)}`).join('; ')}.`,
        ]),
    `Timers: ${timers.fired} fired, the latest ${timers.latestMs / 1000} s after its time; ${timers.caughtUp} caught up after an absence, at most ${timers.caughtUpMs / 1000} s after its end.`,
    `  ${Object.entries(timers.byName)
      .map(([name, count]) => `${name} ${count}`)
      .join(', ')}`,
    `Figures: ${figures.compared} compared, as a whole and by type, sub-type, channel, area, team and week; ${figures.begunByUs} visits were begun by us and left out. The whole:`,
    ...Object.entries(figures.whole).map(
      ([measure, { n, of, value }]) =>
        `  ${measure.padEnd(28)} ${n} of ${of}${value === undefined ? '' : ` = ${Math.round(value * 1_000) / 1_000}`}`,
    ),
    `Known problems: ${problems.suggested} suggested (${Object.entries(problems.byFate)
      .map(([fate, count]) => `${fate} ${count}`)
      .join(
        ', ',
      )}); ${problems.ticked} complaints attached by supervisors, ${problems.joined} by their customers, ${problems.saidNo} said no; ${problems.repaired} told of the repair, of them ${problems.closed} closed and ${problems.returned} back at work.`,
    `Languages: ${Object.entries(languages.messages)
      .map(([language, count]) => `${language} ${count}`)
      .join(', ')} messages; ${languages.switched} conversations went on in another one.`,
    `Notices: ${notices.customers} customers, ${notices.posts} events posted, ${notices.told} told (${Object.entries(
      notices.bySubject,
    )
      .map(([subject, count]) => `${subject} ${count}`)
      .join(', ')}), ${notices.untold} customers had to hear nothing.`,
    `Customers: ${told.messages} messages, ${told.numbers} numbers, ${told.steps} steps told, ${told.texts} text messages (${told.textsAgain} handed over again after a crash), ${told.paid} payments of ${told.paidFen / 100} yuan.`,
    '',
  ];
  for (const [what, title] of Object.entries(checks)) {
    const found = faults[what as keyof typeof checks];
    lines.push(`${found.length === 0 ? '✓' : '✗'} ${title}: ${found.length} differences`);
    for (const fault of found.slice(0, mostShown)) lines.push(`    ${fault.slice(0, 400)}`);
    if (found.length > mostShown) lines.push(`    … and ${found.length - mostShown} more`);
  }
  return lines.join('\n');
}

function marksOf(planted: QuarterResult['planted']): string {
  const counts = new Map<string, number>();
  for (const name of planted) {
    const mark = name.split(' ')[1] ?? '';
    counts.set(mark, (counts.get(mark) ?? 0) + 1);
  }
  return [...counts].map(([mark, count]) => `${mark} ${count}`).join(', ');
}

const day = (at: number): string => new Date(at + 8 * 3_600_000).toISOString().slice(0, 16).replace('T', ' ');
const span = (ms: number): string =>
  ms >= 3_600_000 ? `${ms / 3_600_000} h` : ms >= 60_000 ? `${ms / 60_000} min` : `${ms / 1_000} s`;
