import type { ComplaintCard } from '../../../../src/desk/desk-api';
import { Section } from '../../../components/section';
import { dateAndTime } from '../../../shared/times';
import { label } from '../../../wording/desk/desk-wording';
import { useDesk } from '../../desk-context';
import { hashOf } from '../../state/route';

/** What the same customer complained about before. */
export function EarlierComplaints({ complaints }: { complaints: readonly ComplaintCard[] }) {
  const { wording, language } = useDesk();
  if (complaints.length === 0) return null;
  return (
    <Section title={wording.brief.earlier}>
      <ul class="lines">
        {complaints.map(({ number, type, status, createdAt }) => (
          <li key={number}>
            <a class="number words" href={hashOf({ view: 'complaints', number })}>
              {number}
            </a>
            <small>
              {label(wording.complaintType, type)} · {label(wording.complaintStatus, status)} ·{' '}
              {dateAndTime(createdAt, language)}
            </small>
          </li>
        ))}
      </ul>
    </Section>
  );
}
