import { useState } from 'preact/hooks';
import { Choices } from '../../../../components/choices';
import { Field } from '../../../../components/field';
import { filled } from '../../../../wording/wording';
import { useDesk } from '../../../desk-context';
import { yuan } from '../../../format';
import { DialogForm } from '../../dialogs/dialog-form';
import type { ActDialogProps } from './act-dialog';

/** One of the remedies the rules allow; money with an amount, a gift with its worth. Above the limit a supervisor decides. */
export function RemedyDialog({ detail, onClose }: ActDialogProps) {
  const { complaints, wording, language } = useDesk();
  const words = wording.complaints;
  const [code, setCode] = useState<string | undefined>();
  const [amount, setAmount] = useState('');
  const chosen = detail.proposed.find((one) => one.code === code);
  const limit = chosen?.limitFen;
  const isAsked = limit !== undefined && chosen?.worthFen === undefined;
  const fen = chosen?.worthFen ?? Math.round(Number(amount) * 100);
  const short = (limitFen: number) => yuan(limitFen).replace('.00', '');
  return (
    <DialogForm
      title={words.act.remedy}
      submit={words.dialog.save}
      onClose={onClose}
      onSubmit={(id) =>
        complaints.act(
          detail.number,
          'remedy',
          {
            id,
            code: code ?? '',
            ...(isAsked ? { amountFen: fen } : {}),
          },
          id,
        )
      }
    >
      {detail.proposed.length === 0 ? <p class="empty">{words.dialog.noRemedies}</p> : null}
      <Choices
        legend={words.dialog.remedy}
        required
        value={code}
        onChange={setCode}
        choices={detail.proposed.map(({ code: value, names, limitFen, worthFen }) => {
          const hints = [
            ...(worthFen === undefined ? [] : [filled(words.dialog.worthIs, { amount: short(worthFen) })]),
            ...(limitFen === undefined ? [] : [filled(words.dialog.limit, { amount: short(limitFen) })]),
          ];
          return { value, label: names[language], ...(hints.length === 0 ? {} : { hint: hints.join(' · ') }) };
        })}
      />
      {limit === undefined ? null : (
        <>
          {isAsked ? (
            <Field label={chosen?.gift ? words.dialog.worth : words.dialog.amount}>
              <input
                type="number"
                required
                min="0.01"
                max="100000"
                step="0.01"
                value={amount}
                onInput={(event) => setAmount(event.currentTarget.value)}
              />
            </Field>
          ) : null}
          {fen > limit ? (
            <p class="soon" role="status">
              {filled(words.dialog.aboveLimit, { amount: short(limit) })}
            </p>
          ) : null}
        </>
      )}
    </DialogForm>
  );
}
