import type { ComplaintCard, HandoffDetail } from '../../../../src/desk/desk-api';
import { Chip } from '../../../components/chip';
import { Section } from '../../../components/section';
import { useTick } from '../../../components/use-tick';
import { label } from '../../../wording/desk/desk-wording';
import { filled } from '../../../wording/wording';
import { serverNow, useDesk } from '../../desk-context';
import { nameOf, spanOf, whenOf, yuan } from '../../format';
import { hashOf } from '../../state/route';
import { CorrectType } from './correct-type';

/** One complaint of this conversation: what it is, how sure, until when what was promised, what may be given. */
export function Complaint({ complaint, detail }: { complaint: ComplaintCard; detail: HandoffDetail }) {
  const { state, wording, language } = useDesk();
  const words = wording.brief;
  useTick(30_000);
  const now = serverNow(state);
  const subType = nameOf(
    state.words?.subTypes.filter(({ type }) => type === complaint.type),
    complaint.subType ?? '',
    language,
  );
  return (
    <Section
      class="complaint"
      title={
        <>
          {words.complaint} <span class="number words">{complaint.number}</span>
        </>
      }
    >
      <p>
        <b>
          {[label(wording.complaintType, complaint.type), subType ?? complaint.subType].filter(Boolean).join(' · ')}
        </b>
      </p>
      <div class="line">
        <Chip tone={complaint.score === undefined ? 'good' : complaint.score < 0.6 ? 'warn' : 'plain'}>
          {complaint.score === undefined
            ? words.confirmed
            : filled(words.confidence, { n: Math.round(complaint.score * 100) })}
        </Chip>
        {detail.may.includes('correct_type') ? <CorrectType complaint={complaint} id={detail.id} /> : null}
      </div>
      <p class="facts">
        {[
          label(wording.complaintStatus, complaint.status),
          filled(words.owner, {
            owner:
              nameOf(state.words?.owners, complaint.owner, language) ??
              nameOf(state.words?.teams, complaint.owner, language) ??
              label(wording.skill, complaint.owner),
          }),
          ...(complaint.repeatCount > 0 ? [filled(words.repeat, { n: complaint.repeatCount + 1 })] : []),
        ].join(' · ')}
      </p>
      {complaint.promises.length > 0 ? (
        <ul class="promises" aria-label={words.promises}>
          {complaint.promises.map(({ what, by }) => (
            <li key={what}>
              <span>{words.promise[what]}</span>
              <time dateTime={new Date(by).toISOString()}>{whenOf(by, now, language)}</time>
              <span class={by < now ? 'late' : by - now < 3_600_000 ? 'soon' : ''}>
                {filled(by < now ? words.overdue : words.left, { time: spanOf(Math.abs(by - now), wording) })}
              </span>
            </li>
          ))}
        </ul>
      ) : null}
      {complaint.remedies.length > 0 ? (
        <p class="remedies">
          <span class="quiet-text">{words.remedies}</span>
          {complaint.remedies.map(({ code, names, limitFen }) => (
            <Chip key={code}>
              {names[language]}
              {limitFen === undefined ? '' : ` ${filled(words.limit, { amount: yuan(limitFen).replace('.00', '') })}`}
            </Chip>
          ))}
        </p>
      ) : null}
      <p>
        <a class="open-complaint" href={hashOf({ view: 'complaints', number: complaint.number })}>
          {wording.complaints.openFromBrief}
        </a>
      </p>
    </Section>
  );
}
