import type { Language } from '../../../../src/ports/language';
import { dateAndTime } from '../../../shared/times';
import { type DeskWording, label } from '../../../wording/desk/desk-wording';
import type { DeskState } from '../../state/desk-state';
import { nameOfStaff } from '../../state/name-of-staff';

/** Anything as large is a moment: the trail holds no such sums. */
const earliestMs = 1_500_000_000_000;

/** The details of an audited act in words; a code there are none for stays as it is. */
export function auditDetails(
  details: Readonly<Record<string, unknown>>,
  wording: DeskWording,
  state: Pick<DeskState, 'words' | 'colleagues'>,
  language: Language,
): string {
  const words = state.words;
  const named = [
    ...(words?.results ?? []),
    ...(words?.causes.flatMap(({ causes }) => causes) ?? []),
    ...(words?.awayReasons ?? []),
    ...(words?.teams ?? []),
  ];
  const inWords = (name: string, value: unknown): string => {
    if (typeof value === 'number' && value >= earliestMs) return dateAndTime(value, language);
    if (typeof value !== 'string') return JSON.stringify(value) ?? '';
    // What people wrote is no code, even where it is spelled like one.
    if (name === 'why') return value;
    if (name === 'agent') return nameOfStaff(state, value);
    if (name === 'status') return label(wording.presence, value);
    const known = named.find(({ code }) => code === value);
    if (known) return known.names[language];
    return label({ ...wording.complaintType, ...wording.auditValue }, value);
  };
  return Object.entries(details)
    .map(([name, value]) => `${label(wording.auditDetail, name)}: ${inWords(name, value)}`)
    .join(' · ');
}
