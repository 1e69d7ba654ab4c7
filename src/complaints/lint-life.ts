import type { StandardData } from './catalogue-schema';
import { complaintTypes } from './complaint';
import { hoursOf } from './promise';

/** Checks clocks, ladder and follow-up of the standard beyond their schema. @returns every fault; empty when sound */
export function lintLife(standard: StandardData): string[] {
  const { ladder, recheck, severity, pause_reasons: pauses } = standard;
  return [
    ...(['first_reply', 'resolve'] as const).flatMap((name) => [
      ...rising(ladder[name].map(({ percent }) => percent)).map(() => `ladder.${name}: shares have to rise`),
      ...(ladder[name].at(-1)?.percent === 100 ? [] : [`ladder.${name}: somebody has to hear of 100 %`]),
    ]),
    ...rising(ladder.law.map(({ day }) => day)).map(() => 'ladder.law: days have to rise'),
    ...((ladder.law.at(-1)?.day ?? 0) >= standard.answer_days ? ['ladder.law: warnings come before answer_days'] : []),
    ...rising(recheck.ask_again_hours).map(() => 'recheck.ask_again_hours have to rise'),
    ...((recheck.ask_again_hours.at(-1) ?? 0) >= recheck.within_hours
      ? ['recheck.within_hours: leave time to ask again and to call']
      : []),
    ...(Object.keys(pauses).length === 0 ? ['pause_reasons: name one at least'] : []),
    // The customer's 15 days do not stand still, so neither may we for longer.
    ...Object.entries(pauses)
      .filter(([, { max_days: days }]) => days >= standard.answer_days)
      .map(([code]) => `pause_reasons.${code}: max_days has to be below answer_days`),
    ...complaintTypes.flatMap((type) =>
      (['first_reply_hours', 'resolve_hours'] as const).flatMap((name) => {
        const hours = (['high', 'medium', 'low'] as const).map((level) => {
          const asked = severity[level][name];
          return asked === undefined ? Infinity : hoursOf(asked, type);
        });
        return rising(hours).map(() => `severity: ${name} of ${type} have to be fewer, the more severe it is`);
      }),
    ),
    ...standard.line_fault.sub_types
      .filter((id) => !standard.around_the_clock.includes(id))
      .map((id) => `around_the_clock: the law's hours for the line fault ${id} pass day and night`),
    ...Object.entries(standard.remedies).flatMap(([code, { paid, gift, worth_fen: worth, limit_fen: limit }]) => [
      ...(paid && limit === undefined ? [`remedies.${code}: what is paid needs a limit_fen`] : []),
      ...(gift && limit === undefined ? [`remedies.${code}: a gift needs a limit_fen`] : []),
      ...(gift && paid ? [`remedies.${code}: a gift is not paid to the account`] : []),
      ...(worth !== undefined && !gift ? [`remedies.${code}: worth_fen is for a gift`] : []),
    ]),
  ];
}

/** One element for each place where numbers fail to rise; equal is allowed for what is without end only. */
const rising = (numbers: readonly number[]): readonly number[] =>
  numbers.filter((value, index) => index > 0 && value <= (numbers[index - 1] ?? 0) && value !== Infinity);
