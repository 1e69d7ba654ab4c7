import { fill, type TemplateValues } from '../complaints/template';
import type { Figure, Measure, MeasureWords } from '../figures/figures';
import { shanghaiDay, shanghaiMinute } from '../ports/calendar';
import type { Language, Localized } from '../ports/language';
import { stateOf } from './action-table';
import type { Digest } from './learning';
import type { LetterLine, MailWording } from './mail-wording';
import { daysOfWeek } from './week';

/** What measures, causes and departments are called. */
export interface DigestNames {
  readonly measures: readonly MeasureWords[];
  readonly names: Readonly<Record<'cause' | 'team', Readonly<Record<string, Localized>>>>;
}

/** Omissions listed in a letter; the rest is counted. */
const mostListed = 50;

export interface Letter {
  readonly subject: string;
  readonly text: string;
}

/**
 * A department's week as a letter in plain text: numbers of complaints and counts only. What people wrote (texts of actions,
 * who answers for them) stays behind the sign-in; it may name a customer.
 * @param link where it stands in full
 */
export function digestLetter(
  digest: Digest,
  language: Language,
  wording: MailWording,
  names: DigestNames,
  link?: string,
): Letter {
  const line = (name: LetterLine, values: TemplateValues = {}): string =>
    fill(wording.letter[name][language], values).text;
  const owner = nameOf(names.names.team, digest.owner, language);
  const cause = (code: string): string => nameOf(names.names.cause, code, language);
  const days = daysOfWeek(digest.week);
  const open = digest.actions.filter((action) => stateOf(action) === 'open');
  const text = [
    [line('title', { owner, week: digest.week, from: days?.from, until: days?.until })],
    [line('complaints', { count: String(digest.complaints.n) })],
    digest.omissions.length === 0
      ? [line('no_omissions')]
      : [
          line('omissions', { count: String(digest.omissions.length) }),
          ...digest.omissions
            .slice(0, mostListed)
            .map(({ number, mark, dueAt }) =>
              line('omission', { number, mark: markName(mark, wording, language), due: shanghaiMinute(dueAt) }),
            ),
          ...(digest.omissions.length > mostListed
            ? [line('omissions_more', { count: String(digest.omissions.length - mostListed) })]
            : []),
        ],
    [
      line('figures'),
      ...digest.figures.map(({ measure, now, before }) =>
        line('figure', {
          name: names.measures.find((one) => one.measure === measure)?.names[language] ?? measure,
          now: shown(measure, now, language, wording, names),
          before: shown(measure, before, language, wording, names),
        }),
      ),
    ],
    digest.causes.length === 0
      ? [line('no_causes')]
      : [
          line('causes'),
          ...digest.causes.map(({ cause: code, count, countBefore, numbers }) =>
            line('cause', {
              cause: cause(code),
              count: String(count),
              before: String(countBefore),
              numbers: numbers.length > 0 ? numbers.join(language === 'en' ? ', ' : '、') : undefined,
            }),
          ),
        ],
    [
      line('actions', { open: String(open.length), overdue: String(open.filter(({ overdue }) => overdue).length) }),
      ...open.map((action) =>
        line(action.overdue ? 'action_overdue' : 'action', { cause: cause(action.cause), due: action.dueOn }),
      ),
      ...digest.actions.flatMap(({ cause: code, doneAt, effect }) =>
        doneAt === undefined || !effect
          ? []
          : [
              line('action_done', {
                cause: cause(code),
                done: shanghaiDay(doneAt),
                days: String(effect.days),
                before: String(effect.before),
                after: String(effect.after),
                verdict: wording.verdicts[effect.verdict][language],
              }),
            ],
      ),
    ],
    [...(link === undefined ? [] : [line('link', { link })]), line('footer')],
  ]
    .map((part) => part.join('\n'))
    .join('\n\n');
  const counts = { count: String(digest.complaints.n), omissions: String(digest.omissions.length) };
  return { subject: line('subject', { owner, week: digest.week, ...counts }), text: `${text}\n` };
}

/** A code without a name is shown as it is. */
export const nameOf = (names: Readonly<Record<string, Localized>>, code: string, language: Language): string =>
  (Object.hasOwn(names, code) ? names[code]?.[language] : undefined) ?? code;

export const markName = (mark: string, { marks }: MailWording, language: Language): string =>
  nameOf(marks, mark, language);

/** A figure as a number in its unit: per cent, hours, yuan; `undefined`: there was nothing to count. */
export function numberOf(unit: DigestNames['measures'][number]['unit'], { n, of, value }: Figure): number | undefined {
  if (unit === 'count') return n;
  if (value === undefined || of === 0) return undefined;
  const scaled = { share: (n * 100) / of, per_10000: (n * 10_000) / of, ms: value / 3_600_000, fen: value / 100 }[unit];
  // Money to the fen, as the account and the board have it.
  const steps = unit === 'fen' ? 100 : 10;
  return Math.round(scaled * steps) / steps;
}

/** With what it was counted of: half of two is no half of two hundred. */
function shown(
  measure: Measure,
  figure: Figure,
  language: Language,
  wording: MailWording,
  { measures }: DigestNames,
): string {
  const unit = measures.find((one) => one.measure === measure)?.unit ?? 'count';
  const value = numberOf(unit, figure);
  const { n, of } = figure;
  const template = wording.units[value === undefined ? 'none' : unit][language];
  return fill(template, { value: String(value), n: String(n), of: String(of) }).text;
}
