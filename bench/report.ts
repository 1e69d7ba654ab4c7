import type { Summary } from './statistics';
import { figure, percent, table, times } from './table';
import { type TurnsResult, turnLineNames, turnLines } from './turns/turns-bench';
import { lineNames, lines, type UnderstandingResult } from './understanding/understanding-bench';

/** A promise of the project beside what was measured. */
export interface Promised {
  readonly what: string;
  readonly promised: string;
  readonly measured: string;
  readonly kept: boolean;
}

const ms = (value: number): string => `${figure(value)} ms`;
const latencies = ({ p50, p95, p99 }: Summary): string[] => [p50, p95, p99].map(figure);

export function understandingReport(result: UnderstandingResult): string {
  const { texts, ours, nodeNlp } = result;
  const head = ['one text, ms', 'texts a second', 'p50', 'p95', 'p99', 'p99, over 120 characters'];
  const rows = lineNames.map((line) => [
    lines[line],
    figure(result.lines[line].perSecond),
    ...latencies(result.lines[line]),
    figure(result.longTexts[line].p99),
  ]);
  const cost = [
    [
      'ours, from cache',
      ms(ours.loadFromCacheMs),
      figure(ours.memory.rss),
      figure(ours.memory.heap),
      `${figure(ours.memoryWarm.rss)} with the recognizers' worker warm`,
    ],
    ['ours, trained at start', ms(ours.loadAndTrainMs), '', '', ''],
    ['node-nlp, package alone', ms(nodeNlp.loadMs), '', '', ''],
    ['node-nlp, trained', ms(nodeNlp.loadAndTrainMs), figure(nodeNlp.memory.rss), figure(nodeNlp.memory.heap), ''],
  ];
  return [
    `Understanding: ${texts.count} texts, half of them over ${texts.medianChars} characters, the longest ${texts.longestChars}`,
    table(head, rows),
    `node-nlp with its NER takes ${times(result.speedUp.byMean)} as long as ours (median text: ${times(result.speedUp.byMedian)})`,
    '',
    table(['ready after', 'time', 'resident MB added', 'heap MB added', 'in use'], cost),
  ].join('\n');
}

export function turnsReport(result: TurnsResult, connections: number): string {
  const rows = turnLineNames.map((line) => {
    const { all, cpuMs, rssMb, ofWaterfall } = result[line];
    const share = percent(ofWaterfall);
    return [turnLines[line], figure(all.perSecond), ...latencies(all), figure(cpuMs), figure(rssMb), share];
  });
  const kinds = Object.entries(result.real.kinds).map(([kind, one]) => [
    kind,
    figure(one.perSecond),
    ...latencies(one),
    figure(result.recorded.kinds[kind]?.p50 ?? Number.NaN),
  ]);
  return [
    `Turns: ${connections} connections, a turn of the desk is a POST and the GETs until its answer`,
    table(['line', 'turns a second', 'p50 ms', 'p95 ms', 'p99 ms', 'CPU ms a turn', 'MB', 'of the waterfall'], rows),
    '',
    table(['kind, with understanding', 'turns a second', 'p50 ms', 'p95 ms', 'p99 ms', 'p50 without'], kinds),
  ].join('\n');
}

export function understandingPromises({ lines: found, speedUp, ours }: UnderstandingResult): Promised[] {
  const { p50, p99 } = found.understand;
  const memory = ours.memoryWarm.rss;
  return [
    { what: 'a prediction, median', promised: '≤ 0.5 ms', measured: ms(p50), kept: p50 <= 0.5 },
    { what: 'a prediction, p99', promised: '≤ 2 ms', measured: ms(p99), kept: p99 <= 2 },
    {
      what: "faster than node-nlp's pipeline with its NER",
      promised: '≥ 20 ×',
      measured: times(speedUp.byMean),
      kept: speedUp.byMean >= 20,
    },
    {
      what: 'memory added, worker included',
      promised: '≤ 120 MB',
      measured: `${figure(memory)} MB`,
      kept: memory <= 120,
    },
  ];
}

export function turnsPromises({ recorded, real }: TurnsResult): Promised[] {
  const share = (what: string, least: number, found: number): Promised => ({
    what: `${what}, turns a second of the waterfall's`,
    promised: `≥ ${least * 100} %`,
    measured: percent(found),
    kept: found >= least,
  });
  const slowest = (what: string, most: number, found: number): Promised => ({
    what: `${what}, p99`,
    promised: `≤ ${most} ms`,
    measured: ms(found),
    kept: found <= most,
  });
  return [
    share('turn without understanding', 0.5, recorded.ofWaterfall),
    share('turn with understanding', 0.25, real.ofWaterfall),
    slowest('turn without understanding', 60, recorded.all.p99),
    slowest('turn with understanding', 100, real.all.p99),
  ];
}

export const promisesReport = (promises: readonly Promised[]): string =>
  table(
    ['promise', 'promised', 'measured', ''],
    promises.map(({ what, promised, measured, kept }) => [what, promised, measured, kept ? 'kept' : 'MISSED']),
  );
