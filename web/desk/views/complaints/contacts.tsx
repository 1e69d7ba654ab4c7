import type { ComplaintDetail } from '../../../../src/desk/complaint-api';
import { Section } from '../../../components/section';
import { clockTime } from '../../../shared/times';
import { label } from '../../../wording/desk/desk-wording';
import { filled } from '../../../wording/wording';
import { serverNow, useDesk } from '../../desk-context';
import { whenOf } from '../../format';
import { nameOfStaff } from '../../state/name-of-staff';

interface Known {
  readonly complaint: Pick<ComplaintDetail['complaint'], 'contacts'>;
  readonly nextCall: ComplaintDetail['nextCall'] | undefined;
}

/** Tries to reach the customer after the answer, and when the next one is planned. */
export function Contacts({ complaint: { contacts = [] }, nextCall }: Known) {
  const { state, wording, language } = useDesk();
  const words = wording.complaints;
  if (contacts.length === 0 && nextCall === undefined) return null;
  const now = serverNow(state);
  return (
    <Section title={words.contacts}>
      {nextCall === undefined ? null : (
        <p class="quiet-text">
          {filled(words.nextCall, { from: whenOf(nextCall.from, now, language), until: clockTime(nextCall.until) })}
        </p>
      )}
      {contacts.length === 0 ? null : (
        <ul class="lines">
          {contacts.map(({ at, by, way, outcome }, index) => (
            <li key={index}>
              {label(words.way, way)} · {label(words.contactOutcome, outcome)}
              <small>
                {whenOf(at, now, language)} · {nameOfStaff(state, by)}
              </small>
            </li>
          ))}
        </ul>
      )}
    </Section>
  );
}
