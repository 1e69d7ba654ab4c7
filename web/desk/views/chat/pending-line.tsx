import type { HandoffDetail } from '../../../../src/desk/desk-api';
import { Icon } from '../../../components/icon';
import { useDesk } from '../../desk-context';
import type { PendingMessage } from '../../state/conversation';

/** My message on its way. */
export function PendingLine({ message, detail }: { message: PendingMessage; detail: HandoffDetail | undefined }) {
  const { desk, wording } = useDesk();
  const words = wording.chat;
  return (
    <article class="message agent pending">
      <p class="bubble words">{message.text}</p>
      {message.state === 'failed' ? (
        <p class="mark failed">
          <Icon name="alert" />
          <span>{words.failed}</span>
          {detail ? (
            <>
              <button type="button" class="link" onClick={() => void desk.sendAgain(detail, message)}>
                {words.again}
              </button>
              <button type="button" class="link" onClick={() => desk.dropMessage(detail, message)}>
                {words.drop}
              </button>
            </>
          ) : null}
        </p>
      ) : (
        <p class="mark">
          <Icon name="clock" />
          <span>{words.sending}</span>
        </p>
      )}
    </article>
  );
}
