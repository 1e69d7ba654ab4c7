import { createDemoInbox } from '../../src/desk/demo-inbox';
import type { HttpRequest } from '../../src/platform/http';

test('newest first, at most 100, and only what the page shows', async () => {
  const sent = Array.from({ length: 130 }, (_, at) => ({ to: '13800000001', text: `第 ${at} 条`, at, key: 'secret' }));
  const [route] = createDemoInbox(() => sent);
  expect(route).toMatchObject({ method: 'GET', path: '/demo/api/inbox', access: 'demo' });
  if (!route) throw new Error('The inbox has one route.');
  const answer = await route.handle({} as HttpRequest);
  const { messages } = answer.body as { messages: object[] };
  expect(messages).toHaveLength(100);
  expect(messages[0]).toEqual({ to: '13800000001', text: '第 129 条', at: 129 });
  expect(messages[99]).toMatchObject({ at: 30 });
});
