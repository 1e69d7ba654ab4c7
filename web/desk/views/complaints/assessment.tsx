import type { Complaint } from '../../../../src/complaints/complaint';
import { Section } from '../../../components/section';
import { label } from '../../../wording/desk/desk-wording';
import { filled } from '../../../wording/wording';
import { serverNow, useDesk } from '../../desk-context';
import { whenOf } from '../../format';
import { nameOfStaff } from '../../state/name-of-staff';

/** How grave it is (ISO 10002, 8.4). */
export function Assessment({ complaint: { assessment } }: { complaint: Pick<Complaint, 'assessment'> }) {
  const { state, wording, language } = useDesk();
  const words = wording.complaints;
  if (!assessment) {
    return (
      <Section title={words.assessment}>
        <p class="empty">{words.notAssessed}</p>
      </Section>
    );
  }
  const { at, by, severity, complexity, impact, actAtOnce } = assessment;
  const facts: readonly (readonly [string, string])[] = [
    [words.severity, label(words.severities, severity)],
    [words.complexity, label(words.complexities, complexity)],
    [words.impact, label(words.impacts, impact)],
  ];
  return (
    <Section title={words.assessment}>
      <dl>
        {facts.map(([name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
      {actAtOnce ? <p class="late">{words.actAtOnce}</p> : null}
      <p class="quiet-text">
        {filled(words.answeredBy, { time: whenOf(at, serverNow(state), language), who: nameOfStaff(state, by) })}
      </p>
    </Section>
  );
}
