import { useState } from 'preact/hooks';
import type { DraftActBodies } from '../../../../src/desk/board-api';
import { longest, most } from '../../../../src/desk/longest';
import type { KnowledgeDraft } from '../../../../src/learning/learning';
import { DialogForm } from '../../../components/dialog-form';
import { Field } from '../../../components/field';
import { useBoard } from '../../board-context';
import { useAct } from '../../use-act';
import { linesOf } from '../parts/lines-of';

export interface DraftDialogProps {
  readonly draft: KnowledgeDraft;
  readonly act: keyof DraftActBodies;
  readonly onClose: () => void;
}

/** Correct it, let it speak, or not. */
export function DraftDialog({ draft, act, onClose }: DraftDialogProps) {
  const { wording } = useBoard();
  const words = wording.gaps;
  const [question, setQuestion] = useState(draft.question);
  const [others, setOthers] = useState(draft.alternatives.join('\n'));
  const [answer, setAnswer] = useState(draft.answer);
  const [why, setWhy] = useState('');
  const send = useAct();
  const bodies: { readonly [Act in keyof DraftActBodies]: () => DraftActBodies[Act] } = {
    edit: () => ({ question: question.trim(), alternatives: linesOf(others), answer: answer.trim() }),
    publish: () => ({}),
    reject: () => ({ why: why.trim() }),
  };
  const lang = draft.language;
  return (
    <DialogForm
      words={wording}
      title={{ edit: words.editTitle, publish: words.publishTitle, reject: words.rejectTitle }[act]}
      hint={act === 'publish' ? words.publishHint : undefined}
      submit={act === 'edit' ? wording.save : words[act]}
      wide
      onClose={onClose}
      onSubmit={() => send(`learning/drafts/${encodeURIComponent(draft.id)}/${act}`, bodies[act](), words.done[act])}
    >
      {act === 'edit' ? (
        <>
          <Field label={words.editQuestion} hint={words.editQuestionHint}>
            <textarea
              rows={2}
              lang={lang}
              required
              maxLength={longest.question}
              value={question}
              onInput={(event) => setQuestion(event.currentTarget.value)}
            />
          </Field>
          <Field label={words.editAlternatives} hint={words.editAlternativesHint}>
            <textarea
              rows={3}
              lang={lang}
              maxLength={most.alternatives * (longest.question + 1)}
              value={others}
              onInput={(event) => setOthers(event.currentTarget.value)}
            />
          </Field>
          <Field label={words.editAnswer} hint={words.editAnswerHint}>
            <textarea
              rows={5}
              lang={lang}
              required
              maxLength={longest.answer}
              value={answer}
              onInput={(event) => setAnswer(event.currentTarget.value)}
            />
          </Field>
        </>
      ) : (
        <div class="quoted" lang={lang}>
          <h4 class="words">{draft.question}</h4>
          <p class="words">{draft.answer}</p>
        </div>
      )}
      {act === 'reject' ? (
        <Field label={words.why}>
          <textarea
            rows={2}
            required
            maxLength={longest.why}
            value={why}
            onInput={(event) => setWhy(event.currentTarget.value)}
          />
        </Field>
      ) : null}
    </DialogForm>
  );
}
