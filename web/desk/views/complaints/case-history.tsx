import type { Complaint } from '../../../../src/complaints/complaint';
import { Section } from '../../../components/section';
import { label } from '../../../wording/desk/desk-wording';
import { serverNow, useDesk } from '../../desk-context';
import { whenOf } from '../../format';
import { noteText } from './note-text';

/** Everything that happened to it, oldest first: when, who, what, from which stage to which. */
export function CaseHistory({ complaint: { history } }: { complaint: Pick<Complaint, 'history'> }) {
  const { state, wording, language } = useDesk();
  const words = wording.complaints;
  const now = serverNow(state);
  const who = (actor: string) => state.colleagues.get(actor)?.displayName ?? label(wording.actor, actor);
  const textOf = (event: string, note: string | undefined): string | undefined =>
    note === undefined ? undefined : noteText(event, note, { state, wording, language });
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
            <Note text={textOf(event, note)} />
          </li>
        ))}
      </ol>
    </Section>
  );
}

const Note = ({ text }: { text: string | undefined }) => (text === undefined ? null : <p class="words">{text}</p>);
