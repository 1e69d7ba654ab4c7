import type { Customer } from './load';

/** As many turns as a conversation with the desk has. */
const turnsAConversation = 6;

/** Posts a message and takes the reply out of the answer: the shortest way the framework has. */
export function frameworkCustomer(): (index: number) => Customer {
  let conversations = 0;
  return () => async (connection, note, over) => {
    conversations += 1;
    const id = `bench-${conversations}`;
    for (let turn = 0; turn < turnsAConversation && !over(); turn += 1) {
      const started = performance.now();
      const { status, body } = await connection.request('POST', '/api/messages', undefined, {
        type: 'message',
        text: '流量用完了怎么收费',
        channelId: 'bench',
        conversation: { id },
        from: { id: 'customer' },
        recipient: { id: 'bot' },
      });
      if (status !== 200 || !body.includes('text')) throw new Error(`The framework answered ${status}: ${body}`);
      note('message', performance.now() - started);
    }
  };
}
