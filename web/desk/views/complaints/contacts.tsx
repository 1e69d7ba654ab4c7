import type { Complaint } from '../../../../src/complaints/complaint';
import { Section } from '../../../components/section';
import { label } from '../../../wording/desk/desk-wording';
import { serverNow, useDesk } from '../../desk-context';
import { whenOf } from '../../format';
import { nameOfStaff } from '../../state/name-of-staff';

/** Tries to reach the customer after the answer. */
export function Contacts({ complaint: { contacts = [] } }: { complaint: Pick<Complaint, 'contacts'> }) {
  const { state, wording, language } = useDesk();
  const words = wording.complaints;
  if (contacts.length === 0) return null;
  return (
    <Section title={words.contacts}>
      <ul class="lines">
        {contacts.map(({ at, by, way, outcome }, index) => (
          <li key={index}>
            {label(words.way, way)} · {label(words.contactOutcome, outcome)}
            <small>
              {whenOf(at, serverNow(state), language)} · {nameOfStaff(state, by)}
            </small>
          </li>
        ))}
      </ul>
    </Section>
  );
}
