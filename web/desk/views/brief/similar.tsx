import { useEffect, useState } from 'preact/hooks';
import type { SimilarCases } from '../../../../src/desk/desk-api';
import { Section } from '../../../components/section';
import { dateAndTime } from '../../../shared/times';
import { label } from '../../../wording/desk/desk-wording';
import { filled } from '../../../wording/wording';
import { api } from '../../api';
import { useDesk } from '../../desk-context';
import { nameOf } from '../../format';

/** How complaints like this one were solved; looked up when it is opened. */
export function Similar({ id }: { id: string }) {
  const { state, desk, wording, language } = useDesk();
  const words = wording.brief;
  const [cases, setCases] = useState<SimilarCases['cases'] | undefined>();
  useEffect(() => setCases(undefined), [id]);
  const load = async () => {
    if (cases === undefined) setCases((await desk.lookUp(api.similar(id)))?.cases);
  };
  const causes = state.words?.causes.flatMap((group) => group.causes);
  return (
    <Section key={id} title={words.similar} open={false} onOpen={() => void load()}>
      {cases === undefined ? <p class="empty">{wording.loading}</p> : null}
      {cases?.length === 0 ? <p class="empty">{wording.none}</p> : null}
      {cases?.map(({ number, type, closedAt, story, cause, remedy, agreed }) => (
        <div key={number} class="hit">
          <p class="quiet-text">
            <span class="number words">{number}</span> · {label(wording.complaintType, type)} ·{' '}
            {dateAndTime(closedAt, language)}
          </p>
          <p class="words">{story}</p>
          {cause === undefined ? null : (
            <p class="words">{filled(words.cause, { cause: nameOf(causes, cause, language) ?? cause })}</p>
          )}
          {remedy === undefined ? null : (
            <p class="words">
              {filled(words.remedy, { remedy: nameOf(state.words?.remedies, remedy, language) ?? remedy })}
            </p>
          )}
          {agreed === undefined ? null : <p class="words">{filled(words.agreed, { agreed })}</p>}
        </div>
      ))}
    </Section>
  );
}
