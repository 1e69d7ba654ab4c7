import type { HandoffDetail } from '../../../../src/desk/desk-api';
import { Section } from '../../../components/section';
import { label } from '../../../wording/desk/desk-wording';
import { serverNow, useDesk } from '../../desk-context';
import { nameOf, whenOf } from '../../format';

/** Everything that happened to it, oldest first. */
export function History({ detail }: { detail: HandoffDetail }) {
  const { state, wording, language } = useDesk();
  const now = serverNow(state);
  if (detail.history.length === 0) return null;
  const who = (actor: string) => state.colleagues.get(actor)?.displayName ?? label(wording.actor, actor);
  const { colleagues, words } = state;
  const named = [words?.teams, words?.results, words?.causes.flatMap(({ causes }) => causes)];
  // Codes of what it concerned: a person, a team, how and why it ended, a reason, a kind of note.
  const what = (code: string): string =>
    colleagues.get(code)?.displayName ??
    named.map((list) => nameOf(list, code, language)).find((name) => name !== undefined) ??
    label({ ...wording.reason, ...wording.brief.noteKind, ...wording.event }, code);
  return (
    <Section title={wording.brief.history} open={false}>
      <ol class="history">
        {detail.history.map(({ at, actor, event, note }, index) => (
          <li key={index}>
            <time dateTime={new Date(at).toISOString()}>{whenOf(at, now, language)}</time>
            <span class="words">
              {who(actor)} · {label(wording.event, event)}
              {note === undefined ? '' : ` · ${note.split(' ').map(what).join(' · ')}`}
            </span>
          </li>
        ))}
      </ol>
    </Section>
  );
}
