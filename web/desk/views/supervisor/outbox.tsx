import { useEffect, useState } from 'preact/hooks';
import type { DeadLetters } from '../../../../src/desk/supervisor-api';
import { TableFrame } from '../../../components/table-frame';
import { dateAndTime } from '../../../shared/times';
import { label } from '../../../wording/desk/desk-wording';
import { api } from '../../api';
import { useDesk } from '../../desk-context';

/** What could not be sent, and the button to try again. */
export function Outbox() {
  const { desk, wording, language } = useDesk();
  const words = wording.outbox;
  const [letters, setLetters] = useState<DeadLetters['entries'] | undefined>();
  const load = async () => setLetters((await desk.lookUp(api.deadLetters()))?.entries ?? []);
  useEffect(() => void load(), []);
  return (
    <main class="page">
      <h2>{words.label}</h2>
      <p class="quiet-text">{words.hint}</p>
      {letters === undefined || letters.length === 0 ? (
        <p class="empty">{letters === undefined ? wording.loading : words.empty}</p>
      ) : (
        <div class="panel">
          <TableFrame label={words.label}>
            <table>
              <thead>
                <tr>
                  <th scope="col">{words.at}</th>
                  <th scope="col">{words.kind}</th>
                  <th scope="col" class="amount">
                    {words.attempts}
                  </th>
                  <th scope="col">{words.error}</th>
                  <th scope="col">
                    <span class="only-heard">{words.resend}</span>
                  </th>
                </tr>
              </thead>
              <tbody>
                {letters.map(({ key, kind, createdAt, attempts, error }) => (
                  <tr key={key}>
                    <td class="number">{dateAndTime(createdAt, language)}</td>
                    <td>{label(words.kinds, kind)}</td>
                    <td class="amount">{attempts}</td>
                    <td class="words">{error}</td>
                    <td>
                      <button
                        type="button"
                        class="quiet small"
                        onClick={() => void desk.resend(key).then((done) => (done ? load() : undefined))}
                      >
                        {words.resend}
                      </button>
                    </td>
                  </tr>
                ))}
              </tbody>
            </table>
          </TableFrame>
        </div>
      )}
    </main>
  );
}
