import { writeFileSync } from 'node:fs';
import { loadTrainingData } from '../classifier/training-data';
import type { LoadedUnderstander } from '../load';
import { type Answer, confusions, figuresOf } from './measure/class-figures';
import { foldsOf } from './measure/folds';
import { labelOf } from './measure/labels';
import { textKey } from './measure/text-key';
import { trainingFiles, utteranceId } from './measure/training-files';
import { onTunedCopy } from './measure/tuned-copy';
import { printFigures, ratio } from './print-evaluation';

export interface CrossvalidateOptions {
  readonly folds: number;
  readonly json?: string;
  readonly progress?: (done: number, total: number, note: string) => void;
}

interface Tested extends Answer {
  readonly fold: number;
}

/**
 * Trains on all folds but one and asks about that one, in turn: how well the data explain themselves. The whole
 * understander is asked, not only the classifier. Texts with several intents count as right when one of them is said.
 * @param load trains an understander on a folder like `nlp-models`
 */
export async function crossvalidate(
  dataDir: string,
  load: (dataDir: string) => Promise<LoadedUnderstander>,
  print: (line: string) => void,
  { folds, json, progress = () => {} }: CrossvalidateOptions,
): Promise<number> {
  const { utterances } = loadTrainingData(dataDir);
  const fold = foldsOf(utterances, folds, textKey());
  const tested: Tested[] = [];
  let done = 0;
  for (let held = 0; held < folds; held++) {
    const note = `fold ${held + 1} of ${folds}`;
    progress(done, utterances.length, `${note}: training`);
    const asked = utterances.filter((_, at) => fold[at] === held);
    const left = new Set(asked.map(({ file, intents, text }) => utteranceId(file, intents, text)));
    await onTunedCopy(dataDir, { intents: trainingFiles(dataDir, (id) => !left.has(id)) }, async (copy) => {
      const understander = await load(copy);
      for (const { text, intents } of asked) {
        const { intent } = await understander.understand(text);
        tested.push({ fold: held, truth: intents.includes(intent) ? intent : (intents[0] ?? ''), said: intent });
        done++;
        if (done % 200 === 0) progress(done, utterances.length, `${note}: asking`);
      }
      await understander.close();
    });
  }
  progress(utterances.length, utterances.length, 'done');
  const result = {
    folds: Array.from({ length: folds }, (_, held) => summary(tested.filter((one) => one.fold === held))),
    intents: figuresOf(tested),
    labels: figuresOf(tested.map(labelled)),
    confusions: confusions(tested, 25),
  };
  printFigures('intent', result.intents, print);
  printFigures('label', result.labels, print);
  print('\nmost often taken for another');
  for (const { truth, said, count } of result.confusions) print(`${String(count).padStart(5)}  ${truth} → ${said}`);
  print(`\nfold        rows  accuracy  macro-F1 intents  macro-F1 labels`);
  result.folds.forEach((one, at) => {
    print(
      `${String(at + 1).padEnd(8)}${String(one.rows).padStart(8)}${ratio(one.accuracy).padStart(10)}${ratio(one.macroF1Intents).padStart(18)}${ratio(one.macroF1Labels).padStart(17)}`,
    );
  });
  if (json !== undefined) writeFileSync(json, `${JSON.stringify(result, undefined, 2)}\n`);
  return 0;
}

const labelled = ({ truth, said }: Answer): Answer => ({ truth: labelOf(truth), said: labelOf(said) });

function summary(answers: readonly Answer[]) {
  const { rows, accuracy, macroF1 } = figuresOf(answers);
  return { rows, accuracy, macroF1Intents: macroF1, macroF1Labels: figuresOf(answers.map(labelled)).macroF1 };
}
