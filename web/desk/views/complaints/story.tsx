import type { ComplaintDetail } from '../../../../src/desk/complaint-api';
import { Section } from '../../../components/section';
import { label } from '../../../wording/desk/desk-wording';
import { filled } from '../../../wording/wording';
import { serverNow, useDesk } from '../../desk-context';
import { nameOf, slotText, whenOf, yuan } from '../../format';
import { Attachment } from '../attachment';

/** The customer's words, what was added, what was sent, what was collected, what is wanted. */
export function Story({ complaint }: { complaint: ComplaintDetail['complaint'] }) {
  const { state, wording, language } = useDesk();
  const words = wording.complaints;
  const now = serverNow(state);
  const { story, additions, evidence, bill, slots, wantedOutcome, contact } = complaint;
  const known = Object.entries(slots).filter(([, value]) => value !== undefined && value !== '');
  const thing = (name: string, value: unknown) =>
    name === 'item' || name === 'service' ? nameOf(state.words?.items, String(value), language) : undefined;
  return (
    <>
      <Section title={words.story}>
        <p class="words lead">{story}</p>
        {additions.length > 0 ? (
          <>
            <h4>{words.additions}</h4>
            <ul class="lines">
              {additions.map(({ at, text }, index) => (
                <li key={index} class="words">
                  <small>{whenOf(at, now, language)}</small>
                  {text}
                </li>
              ))}
            </ul>
          </>
        ) : null}
        {evidence.length > 0 ? (
          <>
            <h4>{words.evidence}</h4>
            <p class="files">
              {evidence.map((id, index) => (
                <Attachment
                  key={id}
                  forComplaint={complaint.number}
                  file={{ id, name: filled(words.file, { n: index + 1 }), contentType: '' }}
                />
              ))}
            </p>
          </>
        ) : null}
        {bill ? (
          <>
            <h4>{words.bill}</h4>
            <dl>
              {bill.lines.map(({ name, nameEn, amountFen }, index) => (
                <div key={index}>
                  <dt class="words">{language === 'en' ? nameEn : name}</dt>
                  <dd>¥{yuan(amountFen)}</dd>
                </div>
              ))}
              <div>
                <dt>{words.billTotal}</dt>
                <dd>¥{yuan(bill.totalFen)}</dd>
              </div>
            </dl>
            <small>{filled(words.billAsOf, { month: bill.month, time: whenOf(bill.at, now, language) })}</small>
          </>
        ) : null}
      </Section>
      <Section title={words.collected}>
        <dl>
          {wantedOutcome ? (
            <div>
              <dt>{words.wanted}</dt>
              <dd class="words">
                <b>{label(wording.outcome, wantedOutcome.kind)}</b>
                {wantedOutcome.words === '' ? '' : ` · ${wantedOutcome.words}`}
              </dd>
            </div>
          ) : null}
          {known.map(([name, value]) => (
            <div key={name}>
              <dt class="words">{label(wording.slot, name)}</dt>
              <dd class="words">{thing(name, value) ?? slotText(name, value, wording)}</dd>
            </div>
          ))}
          {contact?.time !== undefined || contact?.channel !== undefined ? (
            <div>
              <dt>{words.contactWish}</dt>
              <dd class="words">
                {[contact.time, contact.channel === undefined ? undefined : label(words.way, contact.channel)]
                  .filter(Boolean)
                  .join(' · ')}
              </dd>
            </div>
          ) : null}
        </dl>
      </Section>
    </>
  );
}
