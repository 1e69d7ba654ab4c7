import { type Figures, type FiguresFilter, measures } from '../../src/figures/figures';
import { daysBefore } from '../../src/ports/calendar';

export interface Question {
  readonly name: string;
  ask(figures: Figures): Promise<unknown>;
}

/** What the board asks when its views are opened; the spans end today. @param today `YYYY-MM-DD` */
export function boardQuestions(today: string): readonly Question[] {
  const year: FiguresFilter = { from: daysBefore(today, 364), until: today };
  const last = (days: number): FiguresFilter => ({ from: daysBefore(today, days - 1), until: today });
  const some = ['complaints', 'omission_rate', 'dissatisfaction_rate', 'on_time_rate'] as const;
  return [
    { name: 'year · all 24 measures', ask: (figures) => figures.answer({ ...year, measures }) },
    {
      name: 'year · the four rates by week',
      ask: (figures) => figures.answer({ ...year, measures: some, by: ['week'] }),
    },
    {
      name: 'year · containment, hand-off and first-contact by week',
      ask: (figures) =>
        figures.answer({
          ...year,
          measures: ['contacts', 'containment', 'hand_off_rate', 'first_contact_resolution'],
          by: ['week'],
        }),
    },
    {
      name: 'year · complaint rate by channel and week',
      ask: (figures) => figures.answer({ ...year, measures: ['complaint_rate'], by: ['channel', 'week'] }),
    },
    {
      name: 'year · type × channel',
      ask: (figures) => figures.answer({ ...year, measures: some, by: ['type', 'channel'] }),
    },
    {
      name: 'year · Pareto of causes',
      ask: (figures) => figures.answer({ ...year, measures: ['complaints'], by: ['cause'] }),
    },
    {
      name: 'year · hour × weekday',
      ask: (figures) => figures.answer({ ...year, measures: ['complaints'], by: ['hour', 'weekday'] }),
    },
    {
      name: 'year · type of the bot × type',
      ask: (figures) => figures.answer({ ...year, measures: ['complaints'], by: ['botType', 'type'] }),
    },
    {
      name: 'year · times and rates by department, one type',
      ask: (figures) =>
        figures.answer({
          ...year,
          measures: [...some, 'resolve_time', 'first_reply_time'],
          by: ['team'],
          where: { type: ['pricing_billing'] },
        }),
    },
    {
      name: 'year · waiting and handling by team',
      ask: (figures) =>
        figures.answer({ ...year, measures: ['waiting_time', 'handling_time', 'misrouting_rate'], by: ['team'] }),
    },
    {
      name: '90 days · the four rates by day, one channel',
      ask: (figures) => figures.answer({ ...last(90), measures: some, by: ['day'], where: { channel: ['web'] } }),
    },
    { name: 'week · all measures (weekly report)', ask: (figures) => figures.answer({ ...last(7), measures }) },
    {
      name: 'year · list behind the omissions, two pages of 50',
      ask: async (figures) => {
        const query = { ...year, measure: 'omission_rate', part: 'n' } as const;
        const page = await figures.list(query, 50);
        return figures.list(query, 50, page.next);
      },
    },
    {
      name: 'year · list behind all complaints of one department, 50',
      ask: (figures) => figures.list({ ...year, measure: 'complaints', part: 'n', where: { team: ['network'] } }, 50),
    },
  ];
}
