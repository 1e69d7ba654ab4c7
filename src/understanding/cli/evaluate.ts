import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Understander } from '../understanding';
import { type Evaluation, evaluationOf } from './measure/evaluation';
import { readLabelledRows } from './measure/labelled-rows';
import type { Costs } from './measure/threshold-sweep';
import { understoodRows } from './measure/understood-rows';
import { calibrationPlot } from './plots/calibration-plot';
import { confusionPlot } from './plots/confusion-plot';
import { sweepPlot } from './plots/sweep-plot';
import { printEvaluation } from './print-evaluation';

export interface EvaluateOptions {
  /** The same understander with `acceptIntent` 0; without it there is no sweep. */
  readonly open?: { readonly understander: Understander; readonly costs: Costs; readonly acceptIntent?: number };
  /** Where all figures go as JSON. */
  readonly json?: string;
  /** Folder for the pictures; created when missing. */
  readonly plots?: string;
}

/**
 * Prints accuracy, precision and recall, what is confused with what, calibration and what other thresholds would give.
 * @throws Error naming file and line of a row that cannot be read
 */
export async function evaluate(
  understander: Understander,
  files: readonly string[],
  print: (line: string) => void,
  { open, json, plots }: EvaluateOptions = {},
): Promise<number> {
  const labelled = files.flatMap(readLabelledRows);
  const rows = await understoodRows(understander, labelled);
  const { understander: openMinded, ...tuning } = open ?? {};
  const evaluation = evaluationOf(
    rows,
    openMinded && open ? { rows: await understoodRows(openMinded, labelled), ...tuning, costs: open.costs } : undefined,
  );
  printEvaluation(evaluation, print);
  if (json !== undefined) writeFileSync(json, `${JSON.stringify(evaluation, undefined, 2)}\n`);
  if (plots !== undefined) for (const file of writePlots(evaluation, plots)) print(`drawn: ${file}`);
  return 0;
}

function writePlots(evaluation: Evaluation, folder: string): string[] {
  mkdirSync(folder, { recursive: true });
  const drawn: [string, string][] = [
    ['confusion.svg', confusionPlot(evaluation.confusion)],
    ['calibration.svg', calibrationPlot(evaluation.calibration)],
    ...(evaluation.sweep ? [['threshold.svg', sweepPlot(evaluation.sweep)] satisfies [string, string]] : []),
  ];
  return drawn.map(([name, svg]) => {
    const file = join(folder, name);
    writeFileSync(file, svg);
    return file;
  });
}
