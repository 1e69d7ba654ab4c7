import type { Answer, Complaint } from '../../../../src/complaints/complaint';
import { Chip } from '../../../components/chip';
import { Section } from '../../../components/section';
import { label } from '../../../wording/desk/desk-wording';
import { filled } from '../../../wording/wording';
import { serverNow, useDesk } from '../../desk-context';
import { nameOf, whenOf } from '../../format';
import { nameOfStaff } from '../../state/name-of-staff';

/** Each answer with its cause, the proof that the customer has it, and what the customer says to it. */
export function Decisions({
  complaint,
}: {
  complaint: Pick<Complaint, 'answers' | 'rechecks' | 'surveys' | 'language'>;
}) {
  const { wording } = useDesk();
  const { answers = [], rechecks = [], surveys = [] } = complaint;
  if (answers.length === 0) return null;
  const within = <One extends { readonly at: number }>(list: readonly One[], index: number) =>
    list.filter(({ at }) => at >= (answers[index]?.at ?? 0) && at < (answers[index + 1]?.at ?? Infinity));
  return (
    <Section title={wording.complaints.answers}>
      <ol class="decisions">
        {answers.map((answer, index) => (
          <li key={index}>
            <Decision answer={answer} language={complaint.language} />
            {within(
              rechecks.map((one) => ({ ...one, at: one.askedAt })),
              index,
            ).map((recheck, line) => (
              <RecheckLine key={line} recheck={recheck} />
            ))}
            {within(surveys, index).map(({ score, words }, line) => (
              <p key={line} class="line">
                <Chip tone={score === 'satisfied' ? 'good' : score === 'unsatisfied' ? 'bad' : 'plain'}>
                  {filled(wording.complaints.survey, { score: label(wording.complaints.scores, score) })}
                </Chip>
                {words ? <span class="words">{words}</span> : null}
              </p>
            ))}
          </li>
        ))}
      </ol>
    </Section>
  );
}

function Decision({ answer, language: written }: { answer: Answer; language: Complaint['language'] }) {
  const { state, wording, language } = useDesk();
  const words = wording.complaints;
  const timeOf = (at: number) => whenOf(at, serverNow(state), language);
  const group = state.words?.causes.find(({ causes }) => causes.some(({ code }) => code === answer.cause));
  const cause = [group?.names[language], nameOf(group?.causes, answer.cause, language) ?? answer.cause];
  const { told } = answer;
  return (
    <>
      <p class="quiet-text">
        {filled(words.answeredBy, { time: timeOf(answer.at), who: nameOfStaff(state, answer.by) })}
      </p>
      <p class="bubble words" lang={answer.english === undefined ? written : 'zh-Hans'}>
        {answer.text}
      </p>
      {answer.english === undefined ? null : (
        <p class="bubble words" lang="en">
          {answer.english}
        </p>
      )}
      <p class="facts">
        {filled(words.cause, { cause: cause.filter(Boolean).join(' · ') })}
        {' · '}
        {filled(words.causeOwner, { owner: nameOf(state.words?.owners, answer.owner, language) ?? answer.owner })}
      </p>
      {told ? (
        <p class="facts">
          {filled(words.told, { time: timeOf(told.at), way: label(words.way, told.way) })}
          {' · '}
          <span class="words">{filled(words.toldReference, { reference: told.reference })}</span>
        </p>
      ) : (
        <p class="soon">{words.notTold}</p>
      )}
    </>
  );
}

function RecheckLine({ recheck }: { recheck: NonNullable<Complaint['rechecks']>[number] }) {
  const { state, wording, language } = useDesk();
  const words = wording.complaints;
  const { askedAt, solved } = recheck;
  return (
    <p class="line">
      <Chip tone={solved === undefined ? 'plain' : solved ? 'good' : 'bad'}>
        {solved === undefined ? words.recheckNone : solved ? words.recheckSolved : words.recheckNot}
      </Chip>
      {recheck.words ? <span class="words">{recheck.words}</span> : null}
      <small>{filled(words.recheckAsked, { time: whenOf(askedAt, serverNow(state), language) })}</small>
    </p>
  );
}
