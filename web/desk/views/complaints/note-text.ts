import { readHistoryNote } from '../../../../src/complaints/history-note';
import type { Language } from '../../../../src/ports/language';
import { type DeskWording, label } from '../../../wording/desk/desk-wording';
import { filled } from '../../../wording/wording';
import { nameOf, yuan } from '../../format';
import type { DeskState } from '../../state/desk-state';
import { nameOfStaff } from '../../state/name-of-staff';
import { timerText } from './timer-text';

export interface NoteNames {
  readonly state: Pick<DeskState, 'colleagues' | 'words'>;
  readonly wording: DeskWording;
  readonly language: Language;
}

const line = (parts: readonly (string | undefined)[]): string =>
  parts.filter((part) => part !== undefined && part !== '').join(' · ');

/** A note of the history for people: what is codes by their names, words as they are; `undefined`: nothing to add. */
export function noteText(event: string, note: string, names: NoteNames): string | undefined {
  const { state, wording, language } = names;
  const words = wording.complaints;
  const read = readHistoryNote(event, note);
  switch (read.kind) {
    case 'nothing':
      return undefined;
    case 'notSolved':
      return words.recheckNot;
    case 'assessment':
      return [...(read.from ? [read.from] : []), read].map((one) => assessmentText(one, words)).join(' → ');
    case 'assignment': {
      const [from, to] = [read.from, read.to].map((name) =>
        name === undefined ? words.nobody : nameOfStaff(state, name),
      );
      return line([`${from} → ${to}`, read.why]);
    }
    case 'remedy':
      return line([
        [
          nameOf(state.words?.remedies, read.code, language) ?? read.code,
          ...(read.amountFen === undefined ? [] : [`¥${yuan(read.amountFen)}`]),
        ].join(' '),
        label(words.remedyStatus, read.status),
        read.reason === undefined ? undefined : label(words.remedyFailure, read.reason),
      ]);
    case 'told':
      return line([label(words.way, read.way), filled(words.toldReference, { reference: read.reference })]);
    case 'contact':
      return line([label(words.way, read.way), label(words.contactOutcome, read.outcome)]);
    case 'survey':
      return line([label(words.scores, read.score), read.words]);
    case 'type':
      return [read.from, read.to].map((kind) => kindText(kind, names)).join(' → ');
    case 'words':
      return codeText(read.words, names);
  }
}

const assessmentText = (
  {
    severity,
    complexity,
    impact,
    actAtOnce,
  }: { [Name in 'severity' | 'complexity' | 'impact']: string } & {
    actAtOnce: boolean;
  },
  words: DeskWording['complaints'],
): string =>
  line([
    label(words.severities, severity),
    label(words.complexities, complexity),
    label(words.impacts, impact),
    actAtOnce ? words.actAtOnce : undefined,
  ]);

function kindText({ type, subType }: { type: string; subType?: string }, { state, wording, language }: NoteNames) {
  const subTypes = state.words?.subTypes.filter((one) => one.type === type);
  return line([
    label(wording.complaintType, type),
    subType === undefined ? undefined : (nameOf(subTypes, subType, language) ?? subType),
  ]);
}

/** One code alone: a timer, a person, a reason, a remedy, a cause. Anything else is words. */
function codeText(note: string, { state, wording, language }: NoteNames): string {
  const lists = [state.words?.pauseReasons, state.words?.remedies, state.words?.causes.flatMap(({ causes }) => causes)];
  return (
    timerText(note, wording) ??
    state.colleagues.get(note)?.displayName ??
    lists.map((list) => nameOf(list, note, language)).find((name) => name !== undefined) ??
    note
  );
}
