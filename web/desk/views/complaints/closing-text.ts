import type { ClosingLacks } from '../../../../src/complaints/before-closing';
import type { DeskWording } from '../../../wording/desk/desk-wording';
import { filled } from '../../../wording/wording';

/** What has to come before closing, and what to do about it: a sentence each. */
export function closingText({ told, tries, of, sameTimeOfDay }: ClosingLacks, wording: DeskWording): readonly string[] {
  const words = wording.beforeClosing;
  if (!told) return [words.notTold];
  const numbers = { n: String(tries), of: String(of) };
  return [words.noWord, filled(sameTimeOfDay ? words.sameTime : words.tries, numbers)];
}

/** As a refusal brings it along. */
export function isClosingLacks(value: unknown): value is ClosingLacks {
  if (typeof value !== 'object' || value === null) return false;
  const { told, tries, of, sameTimeOfDay } = value as Partial<Record<keyof ClosingLacks, unknown>>;
  return (
    typeof told === 'boolean' &&
    typeof tries === 'number' &&
    typeof of === 'number' &&
    typeof sameTimeOfDay === 'boolean'
  );
}
