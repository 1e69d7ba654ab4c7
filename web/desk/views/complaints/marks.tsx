import type { ComplaintDetail } from '../../../../src/desk/complaint-api';
import { Icon } from '../../../components/icon';
import { Section } from '../../../components/section';
import { label } from '../../../wording/desk/desk-wording';
import { filled } from '../../../wording/wording';
import { serverNow, useDesk } from '../../desk-context';
import { whenOf } from '../../format';

/** Recorded, handled, re-checked, fed back (四不漏): by whom and when, and what was left out. */
export function Marks({ detail }: { detail: ComplaintDetail }) {
  const { state, wording, language } = useDesk();
  const words = wording.complaints;
  const now = serverNow(state);
  const timeOf = (at: number) => whenOf(at, now, language);
  const who = (actor: string) => state.colleagues.get(actor)?.displayName ?? label(wording.actor, actor);
  const missed = detail.marks.filter((one) => one.missed).map(({ mark }) => words.mark[mark]);
  return (
    <Section title={words.marks}>
      {missed.length > 0 ? (
        <p class="fault left-out">{filled(words.missed, { marks: missed.join(language === 'en' ? ', ' : '、') })}</p>
      ) : null}
      <ul class="marks">
        {detail.marks.map(({ mark, at, actor, dueAt, missed: isMissed }) => (
          <li key={mark} class={at !== undefined ? 'done' : isMissed ? 'missed' : ''} data-mark={mark}>
            <Icon name={at !== undefined ? 'check' : isMissed ? 'alert' : 'clock'} />
            <b>{words.mark[mark]}</b>
            <small>
              {at !== undefined
                ? filled(words.markDone, { time: timeOf(at), who: who(actor ?? '') })
                : filled(isMissed ? words.markMissed : words.until, { time: timeOf(dueAt) })}
            </small>
          </li>
        ))}
      </ul>
    </Section>
  );
}
