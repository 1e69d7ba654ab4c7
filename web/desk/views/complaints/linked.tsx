import type { Complaint } from '../../../../src/complaints/complaint';
import { Section } from '../../../components/section';
import { filled } from '../../../wording/wording';
import { useDesk } from '../../desk-context';
import { hashOf } from '../../state/route';

/** Others of the same customer, and the one it went into. */
export function Linked({ complaint: { linked, mergedInto } }: { complaint: Pick<Complaint, 'linked' | 'mergedInto'> }) {
  const { wording } = useDesk();
  const words = wording.complaints;
  if (linked.length === 0 && !mergedInto) return null;
  const address = (number: string) => hashOf({ view: 'complaints', number });
  return (
    <Section title={words.linked}>
      <ul class="lines">
        {mergedInto ? (
          <li>
            <a class="number words" href={address(mergedInto.number)}>
              {filled(words.mergedInto, { number: mergedInto.number })}
            </a>
          </li>
        ) : null}
        {linked.map(({ number, relation }) => (
          <li key={number}>
            <a class="number words" href={address(number)}>
              {number}
            </a>
            <small>{words.relation[relation]}</small>
          </li>
        ))}
      </ul>
    </Section>
  );
}
