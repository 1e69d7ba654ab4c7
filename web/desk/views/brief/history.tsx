import type { HandoffDetail } from '../../../../src/desk/desk-api';
import { Section } from '../../../components/section';
import { label } from '../../../wording/desk/desk-wording';
import { serverNow, useDesk } from '../../desk-context';
import { whenOf } from '../../format';

/** Everything that happened to it, oldest first. */
export function History({ detail }: { detail: HandoffDetail }) {
  const { state, wording, language } = useDesk();
  const now = serverNow(state);
  if (detail.history.length === 0) return null;
  const who = (actor: string) => state.colleagues.get(actor)?.displayName ?? label(wording.actor, actor);
  return (
    <Section title={wording.brief.history} open={false}>
      <ol class="history">
        {detail.history.map(({ at, actor, event, note }, index) => (
          <li key={index}>
            <time dateTime={new Date(at).toISOString()}>{whenOf(at, now, language)}</time>
            <span class="words">
              {who(actor)} · {label(wording.event, event)}
              {note === undefined ? '' : ` · ${note}`}
            </span>
          </li>
        ))}
      </ol>
    </Section>
  );
}
