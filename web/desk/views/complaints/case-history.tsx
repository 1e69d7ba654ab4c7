import type { Complaint } from '../../../../src/complaints/complaint';
import { Section } from '../../../components/section';
import { label } from '../../../wording/desk/desk-wording';
import { serverNow, useDesk } from '../../desk-context';
import { nameOf, whenOf } from '../../format';
import { timerText } from './timer-text';

/** Everything that happened to it, oldest first: when, who, what, from which stage to which. */
export function CaseHistory({ complaint: { history } }: { complaint: Pick<Complaint, 'history'> }) {
  const { state, wording, language } = useDesk();
  const words = wording.complaints;
  const now = serverNow(state);
  const who = (actor: string) => state.colleagues.get(actor)?.displayName ?? label(wording.actor, actor);
  const lists = [state.words?.pauseReasons, state.words?.remedies, state.words?.causes.flatMap(({ causes }) => causes)];
  // Codes a note may be: a timer, a person, a reason, a remedy, a cause, how a call went. Anything else is words.
  const noteText = (note: string) =>
    timerText(note, wording) ??
    state.colleagues.get(note)?.displayName ??
    lists.map((list) => nameOf(list, note, language)).find((name) => name !== undefined) ??
    label(words.contactOutcome, note);
  return (
    <Section title={words.history}>
      <ol class="timeline">
        {history.map(({ at, actor, event, from, to, note }, index) => (
          <li key={index}>
            <p>
              <b>{label(words.event, event)}</b> <span class="quiet-text">{who(actor)}</span>{' '}
              <time dateTime={new Date(at).toISOString()}>{whenOf(at, now, language)}</time>
            </p>
            {to !== undefined && from !== undefined && to !== from ? (
              <p class="quiet-text">
                {label(wording.complaintStatus, from)} → {label(wording.complaintStatus, to)}
              </p>
            ) : null}
            {note === undefined ? null : <p class="words">{noteText(note)}</p>}
          </li>
        ))}
      </ol>
    </Section>
  );
}
