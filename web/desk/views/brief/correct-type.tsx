import { useState } from 'preact/hooks';
import { type ComplaintType, complaintTypes } from '../../../../src/complaints/complaint';
import type { ComplaintCard } from '../../../../src/desk/desk-api';
import { Choices } from '../../../components/choices';
import { Field } from '../../../components/field';
import { Menu } from '../../../components/menu';
import { useDesk } from '../../desk-context';

/** One click to the likeliest other type, or any type with its sub-type; what the classifier missed is learnt from it. */
export function CorrectType({ complaint, id }: { complaint: ComplaintCard; id: string }) {
  const { state, desk, wording, language } = useDesk();
  const words = wording.brief;
  const [type, setType] = useState<ComplaintType>(complaint.type);
  const [subType, setSubType] = useState(complaint.subType ?? '');
  const score = (wanted: ComplaintType) =>
    wanted === complaint.type ? complaint.score : complaint.alternatives.find((one) => one.type === wanted)?.score;
  const subTypes = state.words?.subTypes.filter((one) => one.type === type) ?? [];
  return (
    <Menu
      label={words.correct}
      class="link"
      button={words.correct}
      onOpen={() => {
        setType(complaint.type);
        setSubType(complaint.subType ?? '');
      }}
    >
      {(close) => (
        <form
          onSubmit={(event) => {
            event.preventDefault();
            close();
            void desk.correctType(id, {
              number: complaint.number,
              type,
              ...(subType === '' ? {} : { subType }),
            });
          }}
        >
          <Choices
            legend={words.type}
            value={type}
            choices={complaintTypes.map((value) => {
              const sure = score(value);
              return {
                value,
                label: wording.complaintType[value],
                ...(sure === undefined ? {} : { hint: `${Math.round(sure * 100)}%` }),
              };
            })}
            onChange={(next) => {
              setType(next);
              setSubType('');
            }}
          />
          {subTypes.length > 0 ? (
            <Field label={words.subType}>
              <select value={subType} onChange={(event) => setSubType(event.currentTarget.value)}>
                <option value="">{words.anySubType}</option>
                {subTypes.map(({ code, names }) => (
                  <option key={code} value={code}>
                    {names[language]}
                  </option>
                ))}
              </select>
            </Field>
          ) : null}
          <button type="submit" class="strong wide">
            {words.saveType}
          </button>
        </form>
      )}
    </Menu>
  );
}
