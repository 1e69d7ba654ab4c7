import type { ComplaintDetail } from '../../../../src/desk/complaint-api';
import { Chip, type Tone } from '../../../components/chip';
import { Section } from '../../../components/section';
import { filled } from '../../../wording/wording';
import { serverNow, useDesk } from '../../desk-context';
import { nameOf, whenOf, yuan } from '../../format';
import { nameOfStaff } from '../../state/name-of-staff';

const tones: Readonly<Record<string, Tone>> = { waiting_approval: 'warn', refused: 'plain', failed: 'bad' };

/** What was given, what waits for approval, what the rules suggest. */
export function Remedies({ detail }: { detail: ComplaintDetail }) {
  const { state, complaints, wording, language } = useDesk();
  const words = wording.complaints;
  const { remedies = [] } = detail.complaint;
  const { proposed, number } = detail;
  const now = serverNow(state);
  const decide = (remedyId: string, approve: boolean) =>
    void complaints.actAtOnce(number, 'decideRemedy', { remedyId, approve });
  const payAgain = (remedyId: string) => void complaints.actAtOnce(number, 'payAgain', { remedyId });
  if (remedies.length === 0 && proposed.length === 0) return null;
  return (
    <Section title={words.remedies}>
      {remedies.length > 0 ? (
        <ul class="lines">
          {remedies.map(({ id, code, amountFen, by, at, status, failure }) => (
            <li key={id} class="line">
              <b>
                {nameOf(proposed, code, language) ?? nameOf(state.words?.remedies, code, language) ?? code}
                {amountFen === undefined ? '' : ` ¥${yuan(amountFen)}`}
              </b>
              <Chip tone={tones[status] ?? 'good'}>{words.remedyStatus[status]}</Chip>
              <small>
                {filled(words.answeredBy, { time: whenOf(at, now, language), who: nameOfStaff(state, by) })}
              </small>
              {status === 'failed' && failure !== undefined ? <small>{words.remedyFailure[failure]}</small> : null}
              {status === 'failed' ? (
                <span class="line">
                  {detail.may.includes('decideRemedy') ? (
                    <button type="button" class="quiet small" onClick={() => decide(id, false)}>
                      {words.dropRemedy}
                    </button>
                  ) : null}
                  {detail.may.includes('payAgain') ? (
                    <button type="button" class="strong small" data-act="payAgain" onClick={() => payAgain(id)}>
                      {words.payAgain}
                    </button>
                  ) : null}
                </span>
              ) : null}
              {status === 'waiting_approval' && detail.may.includes('decideRemedy') ? (
                <span class="line">
                  <button type="button" class="quiet small" onClick={() => decide(id, false)}>
                    {words.refuse}
                  </button>
                  <button type="button" class="strong small" onClick={() => decide(id, true)}>
                    {words.approve}
                  </button>
                </span>
              ) : null}
            </li>
          ))}
        </ul>
      ) : null}
      {proposed.length > 0 ? (
        <p class="quiet-text">
          {filled(words.proposed, {
            names: proposed.map(({ names }) => names[language]).join(language === 'en' ? ', ' : '、'),
          })}
        </p>
      ) : null}
    </Section>
  );
}
