import { readFileSync } from 'node:fs';
import type { Understander, Understanding } from '../understanding';

interface Row {
  readonly text: string;
  readonly label: string;
  readonly alt: readonly string[];
  readonly lang: string;
  readonly source: string;
  readonly said: string;
  readonly meaning: Understanding;
}

const prefixes: readonly (readonly [string, string])[] = [
  ['billing.', 'faq.billing'],
  ['data_usage.', 'faq.data_usage'],
  ['ring_back_tone.', 'faq.ring_back_tone'],
  ['service.', 'other_service'],
  ['ticket.', 'other_service'],
  ['agent.', 'agent_request'],
  ['smalltalk.', 'smalltalk'],
  ['control.', 'smalltalk'],
];

/** The label a labelled file uses for one of our intents. */
export function labelOf(intent: string): string {
  if (intent.startsWith('complaint.')) return intent;
  return prefixes.find(([prefix]) => intent.startsWith(prefix))?.[1] ?? 'out_of_scope';
}

/** Prints accuracy (strict: the label; lenient: the label or one of `alt`) and what is confused with what. */
export async function evaluate(
  understander: Understander,
  files: readonly string[],
  print: (line: string) => void,
): Promise<number> {
  const rows: Row[] = [];
  for (const file of files) {
    for (const line of readFileSync(file, 'utf8').split('\n')) {
      if (line.trim() === '') continue;
      const row = JSON.parse(line) as {
        text: string;
        label: string | null;
        alt?: string[];
        lang?: string;
        source?: string;
      };
      if (row.label === null) continue;
      const meaning = await understander.understand(row.text);
      rows.push({
        text: row.text,
        label: row.label,
        alt: row.alt ?? [],
        lang: row.lang ?? '?',
        source: row.source ?? '?',
        said: labelOf(meaning.intent),
        meaning,
      });
    }
  }
  report(rows, print);
  return 0;
}

function report(rows: readonly Row[], print: (line: string) => void): void {
  line(print, 'all', rows);
  print('');
  for (const [name, group] of grouped(rows, (row) => row.label)) line(print, name, group);
  print('');
  for (const [name, group] of grouped(rows, (row) => row.lang)) line(print, name, group);
  print('');
  for (const [name, group] of grouped(rows, (row) => row.source)) line(print, name, group);
  print('');
  const complaints = rows.filter((row) => row.label.startsWith('complaint.'));
  line(print, 'complaint rows', complaints);
  share(print, 'found as some complaint', complaints, (row) => row.said.startsWith('complaint.'));
  share(print, 'label among complaintTypes', complaints, (row) =>
    row.meaning.complaintTypes.some(({ type }) => `complaint.${type}` === row.label),
  );
  const asking = rows.filter((row) => row.label === 'agent_request');
  share(print, 'requests for a person found', asking, (row) => row.said === 'agent_request');
  const others = rows.filter((row) => row.label !== 'agent_request' && !row.alt.includes('agent_request'));
  share(print, 'others taken for such a request', others, (row) => row.said === 'agent_request');
  const outside = rows.filter((row) => row.label === 'out_of_scope' && row.alt.length === 0);
  share(
    print,
    'out of scope, wrongly accepted',
    outside,
    (row) => row.said !== 'out_of_scope' && row.said !== 'smalltalk',
  );
  share(print, 'out of scope, not called so', outside, (row) => row.said !== 'out_of_scope');
  share(
    print,
    'in scope, called out of scope',
    rows.filter((row) => row.label !== 'out_of_scope'),
    (row) => row.said === 'out_of_scope',
  );
  matrix(rows, print);
}

const isLenient = (row: Row): boolean => row.said === row.label || row.alt.includes(row.said);

function line(print: (line: string) => void, name: string, rows: readonly Row[]): void {
  const strict = rows.filter((row) => row.said === row.label).length;
  const lenient = rows.filter(isLenient).length;
  print(
    `${name.slice(0, 44).padEnd(46)}${String(rows.length).padStart(5)}  strict ${ratio(strict, rows)}  lenient ${ratio(lenient, rows)}`,
  );
}

function share(print: (line: string) => void, name: string, rows: readonly Row[], holds: (row: Row) => boolean): void {
  print(`${name.padEnd(46)}${String(rows.length).padStart(5)}  ${ratio(rows.filter(holds).length, rows)}`);
}

const ratio = (part: number, rows: readonly Row[]): string =>
  rows.length === 0 ? '  – ' : (part / rows.length).toFixed(3);

function grouped(rows: readonly Row[], key: (row: Row) => string): [string, Row[]][] {
  const groups = new Map<string, Row[]>();
  for (const row of rows) groups.set(key(row), [...(groups.get(key(row)) ?? []), row]);
  return [...groups].sort(([a], [b]) => (a < b ? -1 : 1));
}

function matrix(rows: readonly Row[], print: (line: string) => void): void {
  const labels = [...new Set(rows.flatMap((row) => [row.label, row.said]))].sort();
  print('\nconfusion (rows: label, columns: understood)');
  print(' '.repeat(28) + labels.map((label) => label.replace('complaint.', 'c.').slice(0, 7).padStart(8)).join(''));
  for (const label of labels) {
    const cells = labels.map((said) =>
      String(rows.filter((row) => row.label === label && row.said === said).length || '·').padStart(8),
    );
    print(label.padEnd(28) + cells.join(''));
  }
}
