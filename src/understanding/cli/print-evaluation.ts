import type { Figures } from './measure/class-figures';
import type { Evaluation, Hits } from './measure/evaluation';

type Print = (line: string) => void;

/** Three digits; a dash where there is nothing to divide by. */
export const ratio = (share: number | null): string => (share === null ? '  –  ' : share.toFixed(3));

/** Prints an evaluation as plain tables. */
export function printEvaluation(evaluation: Evaluation, print: Print): void {
  printHits(evaluation.all, print);
  for (const group of [evaluation.byLabel, evaluation.byLang, evaluation.bySource]) {
    print('');
    for (const hits of group) printHits(hits, print);
  }
  print('');
  printHits(evaluation.complaintRows, print);
  for (const { name, rows, share } of evaluation.decisions) printShare(name, rows, share, print);
  printConfusion(evaluation.confusion, print);
  printFigures('label', evaluation.labels, print);
  if (evaluation.intents) printFigures('intent', evaluation.intents, print);
  if (evaluation.intentConfusions.length > 0) {
    print('\nintents taken for another most often');
    for (const { truth, said, count } of evaluation.intentConfusions)
      print(`${String(count).padStart(5)}  ${truth} → ${said}`);
  }
  printComplaints(evaluation, print);
  printMood(evaluation, print);
  printCalibration(evaluation, print);
  printSweep(evaluation, print);
}

function printHits({ name, rows, strict, lenient }: Hits, print: Print): void {
  print(
    `${name.slice(0, 44).padEnd(46)}${String(rows).padStart(5)}  strict ${ratio(strict)}  lenient ${ratio(lenient)}`,
  );
}

const printShare = (name: string, rows: number, share: number | null, print: Print): void =>
  print(`${name.padEnd(46)}${String(rows).padStart(5)}  ${ratio(share)}`);

function printConfusion({ labels, counts }: Evaluation['confusion'], print: Print): void {
  print('\nconfusion (rows: label, columns: understood)');
  print(' '.repeat(28) + labels.map((label) => label.replace('complaint.', 'c.').slice(0, 7).padStart(8)).join(''));
  labels.forEach((label, row) => {
    const cells = labels.map((_, column) => String(counts[row]?.[column] || '·').padStart(8));
    print(label.padEnd(28) + cells.join(''));
  });
}

/** Precision, recall and F1 a class, best known by the worst first. */
export function printFigures(what: string, { classes, macroF1, accuracy, rows }: Figures, print: Print): void {
  print(`\n${what.padEnd(34)} rows   said  precision  recall     F1`);
  for (const { name, support, said, precision, recall, f1 } of classes) {
    print(
      `${name.padEnd(34)}${String(support).padStart(5)}${String(said).padStart(7)}${ratio(precision).padStart(11)}${ratio(recall).padStart(8)}${ratio(f1).padStart(7)}`,
    );
  }
  print(`${`${what}s: accuracy ${ratio(accuracy)}, macro-F1 ${ratio(macroF1)}`.padEnd(34)}  (${rows} rows)`);
}

function printComplaints({ complaints }: Evaluation, print: Print): void {
  print('\ncomplaint types');
  printShare('label named', complaints.rows, complaints.labelNamed, print);
  printShare('a false second type named', complaints.rows, complaints.falseSecond, print);
  printShare('types named a complaint', complaints.rows, complaints.typesPerRow, print);
  printShare('all types listed: precision', complaints.listed.rows, complaints.listed.precision, print);
  printShare('all types listed: recall', complaints.listed.rows, complaints.listed.recall, print);
  print(`${'a type named for what is no complaint'.padEnd(51)}  ${ratio(complaints.falseAlarm)}`);
}

function printMood({ mood }: Evaluation, print: Print): void {
  if (!mood) return;
  print('\nmood                  rows   exact  within 1   bias');
  for (const { name, rows, exact, withinOne, bias } of mood.grades) {
    print(
      `${name.padEnd(20)}${String(rows).padStart(6)}${ratio(exact).padStart(8)}${ratio(withinOne).padStart(10)}${bias.toFixed(2).padStart(7)}`,
    );
  }
  if (mood.threat)
    print(`${'threat'.padEnd(20)}${String(mood.threat.rows).padStart(6)}${ratio(mood.threat.exact).padStart(8)}`);
}

function printCalibration({ calibration }: Evaluation, print: Print): void {
  print('\nscore         rows  claimed    right');
  for (const { from, to, count, claimed, right } of calibration.bins) {
    if (count === 0) continue;
    print(
      `${from.toFixed(1)}–${to.toFixed(1)}${String(count).padStart(11)}${ratio(claimed).padStart(9)}${ratio(right).padStart(9)}`,
    );
  }
  print(`expected calibration error ${ratio(calibration.error)} (lenient ${ratio(calibration.lenientError)})`);
}

function printSweep({ sweep }: Evaluation, print: Print): void {
  if (!sweep) return;
  print(`\nacceptIntent   cost  strict lenient  outside accepted  asked again`);
  const least = Math.min(...sweep.points.map(({ cost }) => cost));
  for (const point of sweep.points) {
    const marks = [
      ...(point.cost === least ? ['least cost'] : []),
      ...(sweep.acceptIntent !== undefined && Math.abs(sweep.acceptIntent - point.acceptIntent) < 0.025
        ? [`in use: ${sweep.acceptIntent}`]
        : []),
    ];
    print(
      `${point.acceptIntent.toFixed(2).padEnd(12)}${ratio(point.cost).padStart(7)}${ratio(point.strict).padStart(8)}${ratio(point.lenient).padStart(8)}${ratio(point.outsideAccepted).padStart(18)}${ratio(point.askedAgain).padStart(13)}  ${marks.join(', ')}`.trimEnd(),
    );
  }
  print(
    `costs: ${Object.entries(sweep.costs)
      .map(([name, cost]) => `${name} ${cost}`)
      .join(', ')}`,
  );
}
