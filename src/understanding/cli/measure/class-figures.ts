/** One answer beside the right one. */
export interface Answer {
  readonly truth: string;
  readonly said: string;
}

/** How well one class is told from the others; shares 0–1, `null` when there is nothing to divide by. */
export interface ClassFigures {
  readonly name: string;
  /** Texts of this class. */
  readonly support: number;
  /** Texts taken for this class. */
  readonly said: number;
  readonly precision: number | null;
  readonly recall: number | null;
  readonly f1: number;
}

export interface Figures {
  readonly rows: number;
  readonly accuracy: number;
  /** Mean F1 over the classes that have texts: a small class counts as much as a large one. */
  readonly macroF1: number;
  readonly classes: readonly ClassFigures[];
}

/** Precision, recall and F1 of every class named or said. */
export function figuresOf(answers: readonly Answer[]): Figures {
  const support = new Map<string, number>();
  const said = new Map<string, number>();
  const right = new Map<string, number>();
  for (const answer of answers) {
    add(support, answer.truth);
    add(said, answer.said);
    if (answer.truth === answer.said) add(right, answer.truth);
  }
  const classes = [...new Set([...support.keys(), ...said.keys()])].sort().map((name): ClassFigures => {
    const [all, taken, hits] = [support.get(name) ?? 0, said.get(name) ?? 0, right.get(name) ?? 0];
    return {
      name,
      support: all,
      said: taken,
      precision: taken === 0 ? null : hits / taken,
      recall: all === 0 ? null : hits / all,
      f1: hits === 0 ? 0 : (2 * hits) / (all + taken),
    };
  });
  const present = classes.filter((one) => one.support > 0);
  const hits = answers.filter(({ truth, said }) => truth === said).length;
  return {
    rows: answers.length,
    accuracy: answers.length === 0 ? 0 : hits / answers.length,
    macroF1: present.length === 0 ? 0 : present.reduce((sum, one) => sum + one.f1, 0) / present.length,
    classes,
  };
}

const add = (counts: Map<string, number>, key: string): void => void counts.set(key, (counts.get(key) ?? 0) + 1);

/** What is taken for what most often, without the diagonal. */
export function confusions(answers: readonly Answer[], most: number): { truth: string; said: string; count: number }[] {
  const counts = new Map<string, { truth: string; said: string; count: number }>();
  for (const { truth, said } of answers) {
    if (truth === said) continue;
    const key = `${truth}\0${said}`;
    const known = counts.get(key);
    if (known) known.count++;
    else counts.set(key, { truth, said, count: 1 });
  }
  return [...counts.values()]
    .sort((a, b) => b.count - a.count || (a.truth + a.said < b.truth + b.said ? -1 : 1))
    .slice(0, most);
}
