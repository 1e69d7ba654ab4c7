import type { HandoffDetail } from '../../../../src/desk/desk-api';
import { Section } from '../../../components/section';
import { filled } from '../../../wording/wording';
import { serverNow, useDesk } from '../../desk-context';
import { nameOf, whenOf } from '../../format';
import { nameOfStaff } from '../../state/name-of-staff';

/** What colleagues wrote about it, newest last, and how it was closed. */
export function Notes({ detail }: { detail: HandoffDetail }) {
  const { state, wording, language, ask } = useDesk();
  const words = wording.brief;
  const now = serverNow(state);
  const { notes, wrapUp } = detail;
  return (
    <>
      {wrapUp ? (
        <Section title={words.wrapUp}>
          <p>
            <b>{nameOf(state.words?.results, wrapUp.result, language) ?? wrapUp.result}</b>
            {' · '}
            {nameOf(
              state.words?.causes.flatMap(({ causes }) => causes),
              wrapUp.cause,
              language,
            ) ?? wrapUp.cause}
            {wrapUp.remedy === undefined
              ? ''
              : ` · ${nameOf(state.words?.remedies, wrapUp.remedy, language) ?? wrapUp.remedy}`}
          </p>
          {wrapUp.agreed ? <p class="words">{filled(words.agreed, { agreed: wrapUp.agreed })}</p> : null}
          {wrapUp.followUpOn ? <p>{filled(words.followUpOn, { date: wrapUp.followUpOn })}</p> : null}
          {wrapUp.note ? <p class="words">{wrapUp.note}</p> : null}
        </Section>
      ) : null}
      {notes.length > 0 ? (
        <Section title={words.notes}>
          <ul class="notes">
            {notes.map(({ id, at, author, kind, text }) => (
              <li key={id} class={kind}>
                <p class="quiet-text">
                  {words.noteKind[kind]} · {nameOfStaff(state, author)} · {whenOf(at, now, language)}
                </p>
                <p class="words">{text}</p>
              </li>
            ))}
          </ul>
          {detail.may.includes('note') ? (
            <button type="button" class="link" onClick={() => ask('note')}>
              {wording.act.note}
            </button>
          ) : null}
        </Section>
      ) : null}
    </>
  );
}
