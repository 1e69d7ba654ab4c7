import type { LoggedActivity } from '../../src/ports/conversation-store';
import type { Customer, Heard } from './customer';
import type { TestDesk } from './desk';

/** Writes on the chat page, sees buttons. */
export async function webCustomer(desk: TestDesk, { locale }: { readonly locale: string }): Promise<Customer> {
  const conversationId = await desk.open(locale);
  return {
    channel: 'web',
    conversationId,
    begin: async () => heard(await desk.wait(conversationId, 0)),
    say: async (text, options) => heard(await desk.say(conversationId, text, options)),
    wait: async (ms) => heard(await desk.wait(conversationId, ms)),
  };
}

function heard(said: readonly LoggedActivity[]): Heard {
  const text = said.map(({ activity }) => activity.text ?? '').join('\n');
  const choices = said.flatMap(({ activity }) => activity.suggestedActions?.actions ?? []).map(({ title }) => title);
  return { text, choices, shown: [text, choices.map((title) => `[${title}]`).join(' ')].filter(Boolean).join('\n') };
}
