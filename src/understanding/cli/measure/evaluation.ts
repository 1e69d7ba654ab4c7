import { type Calibration, calibrationOf } from './calibration';
import { confusions, type Figures, figuresOf } from './class-figures';
import { type ComplaintFigures, complaintFigures } from './complaint-figures';
import { isComplaint, outside, person, smalltalk } from './labels';
import { type MoodFigures, moodFigures } from './mood-figures';
import { type Costs, type SweepPoint, sweep } from './threshold-sweep';
import { isLenient, isStrict, type UnderstoodRow } from './understood-rows';

/** Strict: the label; lenient: the label or one of `alt`. */
export interface Hits {
  readonly name: string;
  readonly rows: number;
  readonly strict: number | null;
  readonly lenient: number | null;
}

export interface Share {
  readonly name: string;
  readonly rows: number;
  readonly share: number | null;
}

/** Everything `npm run nlu -- evaluate` measures; plain data, written by `--json`. */
export interface Evaluation {
  readonly all: Hits;
  readonly byLabel: readonly Hits[];
  readonly byLang: readonly Hits[];
  readonly bySource: readonly Hits[];
  readonly complaintRows: Hits;
  readonly decisions: readonly Share[];
  readonly labels: Figures;
  /** Only over the rows that know their intent. */
  readonly intents?: Figures;
  readonly intentConfusions: readonly { readonly truth: string; readonly said: string; readonly count: number }[];
  /** Rows: label, columns: understood. */
  readonly confusion: { readonly labels: readonly string[]; readonly counts: readonly (readonly number[])[] };
  readonly complaints: ComplaintFigures;
  readonly mood?: MoodFigures;
  readonly calibration: Calibration;
  readonly sweep?: { readonly costs: Costs; readonly acceptIntent?: number; readonly points: readonly SweepPoint[] };
}

/** The same rows understood with `acceptIntent` 0, for the sweep. */
export interface SweepInput {
  readonly rows: readonly UnderstoodRow[];
  readonly costs: Costs;
  /** The threshold in use. */
  readonly acceptIntent?: number;
}

/** Measures understood rows in every way the tools know. */
export function evaluationOf(rows: readonly UnderstoodRow[], swept?: SweepInput): Evaluation {
  const complaints = rows.filter((row) => isComplaint(row.label));
  const exact = rows.flatMap((row) =>
    row.intent === undefined ? [] : [{ truth: row.intent, said: row.meaning.intent }],
  );
  const mood = moodFigures(rows);
  return {
    all: hits('all', rows),
    byLabel: grouped(rows, (row) => row.label),
    byLang: grouped(rows, (row) => row.lang),
    bySource: grouped(rows, (row) => row.source),
    complaintRows: hits('complaint rows', complaints),
    decisions: decisions(rows, complaints),
    labels: figuresOf(rows.map(({ label, said }) => ({ truth: label, said }))),
    ...(exact.length > 0 ? { intents: figuresOf(exact) } : {}),
    intentConfusions: confusions(exact, 15),
    confusion: confusion(rows),
    complaints: complaintFigures(rows),
    ...(mood ? { mood } : {}),
    calibration: calibrationOf(rows),
    ...(swept
      ? {
          sweep: {
            costs: swept.costs,
            ...(swept.acceptIntent === undefined ? {} : { acceptIntent: swept.acceptIntent }),
            points: sweep(swept.rows, swept.costs),
          },
        }
      : {}),
  };
}

function decisions(rows: readonly UnderstoodRow[], complaints: readonly UnderstoodRow[]): Share[] {
  const asking = rows.filter((row) => row.label === person);
  const others = rows.filter((row) => row.label !== person && !row.alt.includes(person));
  const away = rows.filter((row) => row.label === outside && row.alt.length === 0);
  const inside = rows.filter((row) => row.label !== outside);
  return [
    share('found as some complaint', complaints, (row) => isComplaint(row.said)),
    share('label among complaintTypes', complaints, (row) =>
      row.meaning.complaintTypes.some(({ type }) => `complaint.${type}` === row.label),
    ),
    share('requests for a person found', asking, (row) => row.said === person),
    share('others taken for such a request', others, (row) => row.said === person),
    share('out of scope, wrongly accepted', away, (row) => row.said !== outside && row.said !== smalltalk),
    share('out of scope, not called so', away, (row) => row.said !== outside),
    share('in scope, called out of scope', inside, (row) => row.said === outside),
  ];
}

const share = (name: string, rows: readonly UnderstoodRow[], holds: (row: UnderstoodRow) => boolean): Share => ({
  name,
  rows: rows.length,
  share: rows.length === 0 ? null : rows.filter(holds).length / rows.length,
});

function hits(name: string, rows: readonly UnderstoodRow[]): Hits {
  return {
    name,
    rows: rows.length,
    strict: share(name, rows, isStrict).share,
    lenient: share(name, rows, isLenient).share,
  };
}

function grouped(rows: readonly UnderstoodRow[], key: (row: UnderstoodRow) => string): Hits[] {
  const groups = new Map<string, UnderstoodRow[]>();
  for (const row of rows) {
    const group = groups.get(key(row));
    if (group) group.push(row);
    else groups.set(key(row), [row]);
  }
  return [...groups].sort(([a], [b]) => (a < b ? -1 : 1)).map(([name, group]) => hits(name, group));
}

function confusion(rows: readonly UnderstoodRow[]): Evaluation['confusion'] {
  const labels = [...new Set(rows.flatMap((row) => [row.label, row.said]))].sort();
  const at = new Map(labels.map((label, index) => [label, index]));
  const counts = labels.map(() => labels.map(() => 0));
  for (const { label, said } of rows) {
    const line = counts[at.get(label) ?? -1];
    const column = at.get(said) ?? -1;
    if (line) line[column] = (line[column] ?? 0) + 1;
  }
  return { labels, counts };
}
