import type { HandoffDetail } from '../../../../src/desk/desk-api';
import { Section } from '../../../components/section';
import { label } from '../../../wording/desk/desk-wording';
import { filled } from '../../../wording/wording';
import { useDesk } from '../../desk-context';
import { nameOf, slotText, summaryText } from '../../format';
import { Account } from './account';
import { BriefHead } from './brief-head';
import { Complaint } from './complaint';
import { EarlierComplaints } from './earlier-complaints';
import { Files } from './files';
import { History } from './history';
import { Knowledge } from './knowledge';
import { MoodChart } from './mood-chart';
import { Notes } from './notes';
import { Similar } from './similar';

/** The whole story of one customer on one screen, so that nobody has to tell it twice. */
export function Brief({ detail }: { detail: HandoffDetail }) {
  const { desk, wording, language } = useDesk();
  const words = wording.brief;
  const { brief } = detail;
  const here = detail.complaints.filter((one) => one.here);
  const earlier = detail.complaints.filter((one) => !one.here);
  const canWrite = detail.may.includes('message');
  return (
    <section class="brief" aria-label={words.label}>
      <BriefHead detail={detail} />
      {brief.suggestedOpening === '' || detail.status === 'done' ? null : (
        <div class="section opening">
          <h3>{words.opening}</h3>
          <p class="words">{brief.suggestedOpening}</p>
          {canWrite ? (
            <button
              type="button"
              class="quiet small"
              onClick={() => desk.insert(detail.conversationId, brief.suggestedOpening)}
            >
              {words.use}
            </button>
          ) : null}
        </div>
      )}
      <Section title={words.summary}>
        <p class="words lead">{summaryText(detail, language)}</p>
        {brief.wantedOutcome === undefined ? null : (
          <p>
            <span class="quiet-text">{words.wanted}</span>{' '}
            <b class="words">{label(wording.outcome, brief.wantedOutcome)}</b>
          </p>
        )}
      </Section>
      {here.map((complaint) => (
        <Complaint key={complaint.number} complaint={complaint} detail={detail} />
      ))}
      {here.length === 0 && brief.promises.length > 0 ? (
        <Section title={words.promises}>
          <Lines texts={brief.promises} />
        </Section>
      ) : null}
      <Notes detail={detail} />
      <Section title={words.collected}>
        <Slots slots={brief.slots} />
        {detail.missing.length > 0 ? (
          <p class="missing">
            <span>{words.missing}</span>
            {detail.missing.map((slot) => (
              <span key={slot} class="chip warn">
                {label(wording.slot, slot)}
              </span>
            ))}
          </p>
        ) : null}
      </Section>
      {brief.mood.length > 0 ? (
        <Section title={words.mood}>
          <MoodChart mood={brief.mood} wording={wording} />
        </Section>
      ) : null}
      {detail.notUnderstood.length > 0 ? (
        <Section title={words.notUnderstood}>
          <Lines texts={detail.notUnderstood} />
        </Section>
      ) : null}
      {brief.answered.length > 0 ? (
        <Section title={words.answered}>
          <Lines texts={brief.answered} />
        </Section>
      ) : null}
      <Account detail={detail} />
      <EarlierComplaints complaints={earlier} />
      <Files files={brief.attachments} />
      <Knowledge conversationId={detail.conversationId} language={detail.language} canInsert={canWrite} />
      <Similar id={detail.id} />
      <History detail={detail} />
      {detail.callBack?.attempts ? (
        <p class="quiet-text">{filled(words.attempts, { n: detail.callBack.attempts })}</p>
      ) : null}
    </section>
  );
}

const Lines = ({ texts }: { texts: readonly string[] }) => (
  <ul class="lines">
    {texts.map((text, index) => (
      <li key={index} class="words">
        {text}
      </li>
    ))}
  </ul>
);

function Slots({ slots }: { slots: Readonly<Record<string, unknown>> }) {
  const { state, wording, language } = useDesk();
  const thing = (name: string, value: unknown): string | undefined =>
    name === 'item' || name === 'service' ? nameOf(state.words?.items, String(value), language) : undefined;
  const known = Object.entries(slots).filter(([, value]) => value !== undefined && value !== null && value !== '');
  if (known.length === 0) return <p class="empty">{wording.none}</p>;
  return (
    <dl>
      {known.map(([name, value]) => (
        <div key={name}>
          <dt class="words">{label(wording.slot, name)}</dt>
          <dd class="words">{thing(name, value) ?? slotText(name, value, wording)}</dd>
        </div>
      ))}
    </dl>
  );
}
