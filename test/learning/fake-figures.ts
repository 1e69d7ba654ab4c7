import type { Dimension, Figures, FiguresFilter } from '../../src/figures/figures';

export interface FakeComplaint {
  readonly number: string;
  /** `YYYY-MM-DD` */
  readonly day: string;
  readonly team: string;
  readonly cause?: string;
}

/** Counts complaints by cause and team, and contacts by day; every other measure is one of two. */
export function fakeFigures(
  complaints: readonly FakeComplaint[],
  contactsADay: (day: string) => number = () => 0,
): Figures & { asked: number } {
  const value = (one: FakeComplaint, dimension: Dimension): string =>
    dimension === 'cause' ? (one.cause ?? '') : dimension === 'team' ? one.team : '';
  const fitting = ({ from, until, where = {} }: FiguresFilter) =>
    complaints.filter(
      (one) =>
        one.day >= from &&
        one.day <= until &&
        Object.entries(where).every(([name, values]) => values.includes(value(one, name as Dimension))),
    );
  const figures: Figures & { asked: number } = {
    asked: 0,
    async answer(query) {
      figures.asked += 1;
      const { measures, by = [] } = query;
      const groups = new Map<string, FakeComplaint[]>();
      for (const one of fitting(query)) {
        const key = JSON.stringify(by.map((dimension) => value(one, dimension)));
        groups.set(key, [...(groups.get(key) ?? []), one]);
      }
      if (by.length === 0) groups.set('[]', groups.get('[]') ?? []);
      let contacts = 0;
      for (let day = query.from; day <= query.until; day = nextDay(day)) contacts += contactsADay(day);
      return {
        asOf: 0,
        rows: [...groups].map(([key, rows]) => ({
          key: JSON.parse(key) as string[],
          figures: Object.fromEntries(
            measures.map((measure) => {
              if (measure === 'complaints') return [measure, count(rows.length)];
              if (measure === 'contacts') return [measure, count(contacts)];
              return [measure, { n: 1, of: 2, value: 0.5 }];
            }),
          ),
        })),
      };
    },
    async list(query, limit) {
      const items = fitting(query).map(({ number, day }) => ({
        kind: 'complaint' as const,
        id: number,
        at: Date.parse(day),
      }));
      return { total: items.length, items: items.slice(0, limit) };
    },
  };
  return figures;
}

const count = (n: number) => ({ n, of: n, value: n });
const nextDay = (day: string): string => new Date(Date.parse(day) + 86_400_000).toISOString().slice(0, 10);

/** So many complaints with a cause, spread over days. */
export const spread = (
  count: number,
  from: string,
  days: number,
  cause: string,
  team = 'billing',
): readonly FakeComplaint[] =>
  Array.from({ length: count }, (_, n) => ({
    number: `${from}-${cause}-${n}`,
    day: new Date(Date.parse(from) + (n % days) * 86_400_000).toISOString().slice(0, 10),
    team,
    cause,
  }));
