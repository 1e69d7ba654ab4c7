import { shanghaiDay, shanghaiMinute } from '../ports/calendar';
import type { Language } from '../ports/language';
import { type DigestNames, markName, nameOf, numberOf } from './digest-letter';
import type { Digest } from './learning';
import type { MailWording } from './mail-wording';

type Cell = string | number | undefined;

/** A digest as one table, for spreadsheets: headings, then figures, causes, actions and omissions. */
export function digestRows(
  digest: Digest,
  language: Language,
  wording: MailWording,
  names: DigestNames,
): { readonly headings: readonly string[]; readonly rows: readonly (readonly Cell[])[] } {
  const { columns, parts, unit_names: unitNames, verdicts } = wording;
  const cause = (code: string): string => nameOf(names.names.cause, code, language);
  const count = unitNames.count[language];
  const measureName = (measure: string): string =>
    names.measures.find((one) => one.measure === measure)?.names[language] ?? measure;
  return {
    headings: Object.values(columns).map((column) => column[language]),
    rows: [
      [parts.figure[language], measureName('complaints'), digest.complaints.n, undefined, count],
      ...digest.figures.map(({ measure, now, before }): Cell[] => {
        const unit = names.measures.find((one) => one.measure === measure)?.unit ?? 'count';
        const name = measureName(measure);
        return [parts.figure[language], name, numberOf(unit, now), numberOf(unit, before), unitNames[unit][language]];
      }),
      ...digest.causes.map(({ cause: code, count: now, countBefore, numbers }): Cell[] => [
        ...[parts.cause[language], cause(code), now, countBefore, count],
        ...[undefined, undefined, numbers.join(' ')],
      ]),
      ...digest.actions.map(({ cause: code, effect, dueOn, responsible, text, doneAt }): Cell[] => {
        const done = doneAt === undefined ? [] : [shanghaiDay(doneAt)];
        const became = effect ? [verdicts[effect.verdict][language]] : [];
        return [
          ...[parts.action[language], cause(code), effect?.after, effect?.before, effect ? count : undefined],
          ...[dueOn, responsible, [text, ...done, ...became].join(' · ')],
        ];
      }),
      ...digest.omissions.map(({ number, mark, dueAt }): Cell[] => [
        ...[parts.omission[language], number, undefined, undefined, undefined, shanghaiMinute(dueAt), undefined],
        markName(mark, wording, language),
      ]),
    ],
  };
}
