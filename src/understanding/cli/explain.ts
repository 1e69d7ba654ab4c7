import type { LoadedUnderstander } from '../load';
import { padded } from './columns';
import type { Contribution } from './contributions';
import { type Explanation, explanationOf } from './explanation';

export interface ExplainOptions {
  readonly json?: boolean;
  readonly acceptIntent?: number;
}

/** Prints what was understood, which part decided, clause by clause, and which features spoke for and against. */
export async function explain(
  understander: LoadedUnderstander,
  text: string,
  print: (line: string) => void,
  { json = false, acceptIntent }: ExplainOptions = {},
): Promise<number> {
  const explanation = await explanationOf(understander, text, acceptIntent);
  if (json) print(JSON.stringify(explanation, undefined, 2));
  else show(explanation, print);
  return 0;
}

function show(one: Explanation, print: (line: string) => void): void {
  print(`${one.intent}  ${one.score.toFixed(3)}  (${one.language})`);
  for (const reason of one.decidedBy) print(`  ${reason}`);
  if (one.complaintTypes.length > 0)
    print(`complaint types: ${one.complaintTypes.map(({ type, score }) => `${type} ${score.toFixed(3)}`).join(', ')}`);
  print(
    `mood: anger ${one.mood.anger}, urgency ${one.mood.urgency}${one.mood.threat ? `, threat: ${one.mood.threat}` : ''}`,
  );
  const slots = Object.entries(one.slots).filter(([, value]) => !Array.isArray(value) || value.length > 0);
  if (slots.length > 0) print(`told: ${slots.map(([name, value]) => `${name} ${JSON.stringify(value)}`).join('  ')}`);

  print(`\n${padded('family (whole message)', 34)} share   intent (whole message)              share`);
  for (let row = 0; row < Math.max(one.families.length, one.intents.length); row++) {
    const [family, intent] = [one.families[row], one.intents[row]];
    const left = family ? `${padded(family.family, 34)}${family.share.toFixed(3).padStart(6)}` : ' '.repeat(40);
    const right = intent ? `   ${padded(intent.intent, 34)}${intent.score.toFixed(3).padStart(7)}` : '';
    print(left + right);
  }

  const { intent, rival } = one.compared;
  print(`\nfeatures: ${one.features.known} known, ${one.features.unknown} never seen in training`);
  print(`${padded(`for ${intent}:`, 44)}   says   itself ${rival}`);
  for (const feature of one.for) print(line(feature));
  if (one.against.length > 0) print(`against, for ${rival}:`);
  for (const feature of one.against) print(line(feature));

  if (one.clauses.length < 2) return;
  print('\nclause by clause');
  for (const clause of one.clauses) {
    const type = clause.complaintType ? `, grievance: ${clause.complaintType}` : '';
    print(`  ${clause.text.trim()}`);
    print(`      ${clause.intent} ${clause.score.toFixed(3)}${type}; ${clause.words.join(', ')}`);
  }
}

const signed = (value: number): string => `${value < 0 ? '' : '+'}${value.toFixed(2)}`;

const line = ({ name, intent, rival }: Contribution): string =>
  `  ${padded(name, 42)}${signed(intent - rival).padStart(7)}  ${signed(intent).padStart(7)} ${signed(rival).padStart(7)}`;
