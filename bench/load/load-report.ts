import type { Promised } from '../report';
import type { Summary } from '../statistics';
import { figure, percent, table } from '../table';
import type { GrowthLine } from './growth';
import type { LoadResult } from './load-bench';
import { adapterLineNames, adapterLines, type SameAdapterResult } from './same-adapter';
import type { StepResult, StepsResult } from './steps';

const latencies = ({ p50, p95, p99 }: Summary): string[] => [p50, p95, p99].map(figure);
const size = (count: number): string => count.toLocaleString('en-US');

/** Tables for terminal and Markdown alike. */
export function loadReport(result: LoadResult): string {
  const { sameAdapter, embedded, open, mongo, complaints, knowledge, mongoComplaints, notes } = result;
  return [
    ...(sameAdapter ? [adapterReport(sameAdapter)] : []),
    ...(embedded ? [stepsReport('Embedded store', embedded)] : []),
    ...(open
      ? [
          `Open conversations: ${size(open.conversations)}, each with its stream; then a message of each every ${open.thinkMs / 1000} s`,
          table(
            ['for each 1,000', 'MB resident', 'MB heap', 'cores, listening', 'cores, talking', 'p99 ms'],
            [
              ['embedded store', figure(open.rssMb), figure(open.heapMb)].concat(
                [open.coresListening, open.coresTalking, open.p99].map(figure),
              ),
            ],
          ),
        ]
      : []),
    ...mongo.map((one) =>
      stepsReport(`MongoDB (${result.mongoServer}), ${one.nodes} ${one.nodes === 1 ? 'node' : 'nodes'}`, one),
    ),
    ...(complaints.length > 0 ? [growthReport('stored complaints, embedded store', complaints)] : []),
    ...(knowledge.length > 0 ? [growthReport('knowledge entries', knowledge)] : []),
    ...(mongoComplaints.length > 0
      ? [growthReport(`stored complaints, MongoDB (${result.mongoServer})`, mongoComplaints)]
      : []),
    ...notes.map((note) => `Note: ${note}`),
  ].join('\n\n');
}

function adapterReport(result: SameAdapterResult): string {
  const head = [
    'line',
    'turns a second',
    'p50 ms',
    'p95 ms',
    'p99 ms',
    'p50 opening',
    'CPU ms a turn',
    'cores',
    'MB',
    'client busy',
  ];
  const rows = adapterLineNames.map((line) => {
    const { all, kinds, cores, rssMb, clientBusy, ofWaterfall, ofBare } = result[line];
    const shares = [ofWaterfall, ofBare].map(percent);
    const opening = kinds['greeting']?.p50 ?? Number.NaN;
    const use = [
      figure(opening),
      figure((cores * 1000) / all.perSecond),
      figure(cores),
      figure(rssMb),
      percent(clientBusy),
    ];
    return [adapterLines[line], figure(all.perSecond), ...latencies(all), ...use, ...shares];
  });
  return ['Same adapter, closed loop', table([...head, 'of the waterfall', 'of the bare waterfall'], rows)].join('\n');
}

function stepsReport(title: string, { steps, saturation, half }: StepsResult): string {
  const times = ['p50 ms', 'p95 ms', 'p99 ms', 'p99 question', 'p99 opening'];
  const head = ['due a second', 'answered', 'open', ...times, 'no answer', 'cores', 'client busy'];
  const row = (one: StepResult): string[] => [
    figure(one.offered),
    figure(one.answered),
    size(one.open),
    ...latencies(one.all),
    ...['question', 'greeting'].map((kind) => figure(one.kinds[kind]?.p99 ?? Number.NaN)),
    size(one.faults),
    figure(one.cores),
    percent(one.clientBusy),
  ];
  const kinds = Object.entries(half.kinds).map(([kind, one]) => [kind, size(one.count), ...latencies(one)]);
  return [
    `${title}: open loop, saturation at ${figure(saturation)} turns a second`,
    table(head, steps.map(row)),
    '',
    `At half of saturation, ${figure(half.answered)} turns a second`,
    table(
      ['kind of turn', 'turns', 'p50 ms', 'p95 ms', 'p99 ms'],
      [...kinds, ['all', size(half.all.count), ...latencies(half.all)]],
    ),
  ].join('\n');
}

function growthReport(what: string, lines: readonly GrowthLine[]): string {
  const head = ['turns a second', 'p50 ms', 'p95 ms', 'p99 ms', 'CPU ms a turn', 'MB', 'on disk, MB'];
  const rows = lines.map((line) => [
    size(line.size),
    figure(line.all.perSecond),
    ...latencies(line.all),
    figure(line.cpuMs),
    figure(line.rssMb),
    line.storedMb === undefined ? '' : figure(line.storedMb),
    percent(line.ofFirst),
    percent(line.cpuOfFirst),
  ]);
  return [
    `Growth: ${what}, closed loop in alternation`,
    table([what, ...head, 'turns, of the first', 'CPU, of the first'], rows),
  ].join('\n');
}

/** What issue and requirements ask for, beside what was found. */
export function loadPromises({ sameAdapter, embedded, complaints, knowledge }: LoadResult): Promised[] {
  const promises: Promised[] = [];
  const share = (what: string, least: number, found: number): void => {
    promises.push({ what, promised: `≥ ${least * 100} %`, measured: percent(found), kept: found >= least });
  };
  if (sameAdapter) {
    share("turns a second of the waterfall's on the same adapter", 0.6, sameAdapter.desk.ofWaterfall);
    share("turns a second of the bare waterfall's (R12)", 0.25, sameAdapter.desk.ofBare);
  }
  const question = embedded?.half.kinds['question'];
  if (question) {
    const measured = `${figure(question.p99)} ms`;
    const what = 'p99 of a question turn at half of saturation, embedded store';
    promises.push({ what, promised: '≤ 30 ms', measured, kept: question.p99 <= 30 });
  }
  for (const [what, lines] of [
    ['stored complaints', complaints],
    ['knowledge entries', knowledge],
  ] as const) {
    const [first, last] = [lines[0], lines.at(-1)];
    if (!first || !last || first === last) continue;
    share(`turns a second with ${size(last.size)} ${what} by those with ${size(first.size)}`, 0.9, last.ofFirst);
  }
  return promises;
}
