import { resolve } from 'node:path';
import { systemClock } from '../../ports/clock';
import { type LoadedUnderstander, loadUnderstander } from '../load';
import { evaluate } from './evaluate';
import { explain } from './explain';
import { lint } from './lint';
import { predict } from './predict';

const usage = `npm run nlu -- predict            JSONL {"id","text","lang"?} from stdin, meanings as JSONL to stdout
npm run nlu -- evaluate FILE…     figures against labelled JSONL (text, label, alt, lang, source)
npm run nlu -- lint               checks the data files under nlp-models
npm run nlu -- train              trains and caches the model, so that the next start is quick
npm run nlu -- explain "TEXT"     what was understood, and which features spoke for it`;

/**
 * The commands of `npm run nlu`.
 * @param root folder that holds `nlp-models`
 * @returns exit code
 */
export async function nlu(args: readonly string[], root: string): Promise<number> {
  const [command, ...rest] = args;
  const dataDir = resolve(root, 'nlp-models');
  const load = (): Promise<LoadedUnderstander> =>
    loadUnderstander({ dataDir, cacheDir: resolve(root, 'dist', 'models'), clock: systemClock });
  const print = (line: string): void => void process.stdout.write(`${line}\n`);
  switch (command) {
    case 'predict':
      return predict(await load(), process.stdin, print);
    case 'evaluate':
      if (rest.length > 0) return evaluate(await load(), rest, print);
      break;
    case 'train':
      print(`${(await load()).model.labels.length} intents trained`);
      return 0;
    case 'lint':
      return lint(dataDir, print);
    case 'explain':
      if (rest.length > 0) return explain(await load(), rest.join(' '), print);
      break;
  }
  process.stderr.write(`${usage}\n`);
  return 2;
}
