import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Document, isMap, isScalar, isSeq, parseDocument, type Scalar, YAMLMap, YAMLSeq } from 'yaml';
import { intentNames } from '../../intents';

/** A text a person has labelled. */
export interface Reviewed {
  readonly text: string;
  readonly intents: readonly string[];
}

const head = `# Messages of customers that were not understood, labelled by a person and taken over with
# "npm run nlu -- misses import" (docs/understanding-tools.md). Masked. Intents in their usual order, texts sorted;
# comments stay where they are.
intents: {}
`;

/**
 * Adds labelled texts to `intents/reviewed.yaml`: the same texts always give the same file, whatever order they came
 * in; comments are kept. Written aside and renamed, so that a crash leaves the old file or the new one.
 * @throws Error when the file is no training data
 */
export function addReviewed(dataDir: string, reviewed: readonly Reviewed[]): void {
  if (reviewed.length === 0) return;
  const file = join(dataDir, 'intents', 'reviewed.yaml');
  const document = parseDocument(existsSync(file) ? readFileSync(file, 'utf8') : head);
  if (document.errors.length > 0 || !isMap(document.contents))
    throw new Error('nlp-models/intents/reviewed.yaml is no training data. Run: npm run nlu -- lint');
  for (const { text, intents } of reviewed) {
    if (intents.length === 1) seqIn(document, ['intents', intents[0] ?? '']).add(document.createNode(text));
    else seqIn(document, ['several']).add(document.createNode({ text, intents }));
  }
  sort(document);
  const draft = `${file}.${process.pid}.tmp`;
  writeFileSync(draft, document.toString({ lineWidth: 0, flowCollectionPadding: false }));
  renameSync(draft, file);
}

function seqIn(document: Document, path: readonly string[]): YAMLSeq {
  const known = document.getIn(path);
  if (isSeq(known)) return known;
  const [first, second] = path;
  if (second !== undefined && !isMap(document.get(first))) document.set(first, new YAMLMap());
  const parent = document.get(first);
  // A map written {} would keep all its texts on one line.
  if (isMap(parent)) parent.flow = false;
  const seq = new YAMLSeq();
  document.setIn(path, seq);
  return seq;
}

function sort(document: Document): void {
  const intents = document.get('intents');
  if (isMap(intents)) {
    const order = new Map<string, number>(intentNames.map((name, at) => [name, at]));
    const rank = (key: unknown): number => order.get(String(isScalar(key) ? key.value : key)) ?? order.size;
    intents.items.sort((a, b) => rank(a.key) - rank(b.key));
    for (const { value } of intents.items)
      if (isSeq(value)) sortTexts(value, (item) => String(isScalar(item) ? item.value : item));
  }
  const several = document.get('several');
  if (isSeq(several)) sortTexts(several, (item) => String(isMap(item) ? item.get('text') : item));
}

function sortTexts(seq: YAMLSeq, textOf: (item: unknown) => string): void {
  // A comment above the first text belongs to the list, and so stays at its head.
  seq.items.sort((a, b) => {
    const [one, other] = [textOf(a as Scalar), textOf(b as Scalar)];
    return one < other ? -1 : one > other ? 1 : 0;
  });
}
