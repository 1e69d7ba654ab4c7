import { useState } from 'preact/hooks';
import { Choices } from '../../../../components/choices';
import { Field } from '../../../../components/field';
import { filled } from '../../../../wording/wording';
import { useDesk } from '../../../desk-context';
import { yuan } from '../../../format';
import { DialogForm } from '../../dialogs/dialog-form';
import type { ActDialogProps } from './act-dialog';

/** One of the remedies the rules allow; money with an amount. Above the limit a supervisor decides. */
export function RemedyDialog({ detail, onClose }: ActDialogProps) {
  const { complaints, wording, language } = useDesk();
  const words = wording.complaints;
  const [code, setCode] = useState<string | undefined>();
  const [amount, setAmount] = useState('');
  const limit = detail.proposed.find((one) => one.code === code)?.limitFen;
  const fen = Math.round(Number(amount) * 100);
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
            ...(limit === undefined ? {} : { amountFen: fen }),
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
        choices={detail.proposed.map(({ code: value, names, limitFen }) => ({
          value,
          label: names[language],
          ...(limitFen === undefined ? {} : { hint: filled(words.dialog.limit, { amount: short(limitFen) }) }),
        }))}
      />
      {limit === undefined ? null : (
        <>
          <Field label={words.dialog.amount}>
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
