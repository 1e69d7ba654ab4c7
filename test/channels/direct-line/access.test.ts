import type { Route } from '../../../src/platform/http';
import { type RunningLine, secret, startLine } from './running-line';

/** Who may call what (S1, S5): a new route without a line here fails. */
const rules: Record<string, { anonymous: number; expired: number; ofAnother: number; secret: number }> = {
  'POST /v3/directline/tokens/generate': { anonymous: 401, expired: 403, ofAnother: 403, secret: 200 },
  'POST /v3/directline/tokens/refresh': { anonymous: 401, expired: 403, ofAnother: 200, secret: 400 },
  'POST /v3/directline/conversations': { anonymous: 401, expired: 403, ofAnother: 201, secret: 201 },
  'GET /v3/directline/conversations/:conversationId': { anonymous: 401, expired: 403, ofAnother: 404, secret: 200 },
  'POST /v3/directline/conversations/:conversationId/activities': {
    anonymous: 401,
    expired: 403,
    ofAnother: 404,
    secret: 400,
  },
  'GET /v3/directline/conversations/:conversationId/activities': {
    anonymous: 401,
    expired: 403,
    ofAnother: 404,
    secret: 200,
  },
  'POST /v3/directline/conversations/:conversationId/upload': {
    anonymous: 401,
    expired: 403,
    ofAnother: 404,
    secret: 415,
  },
  'GET /v3/directline/attachments/:attachmentId': { anonymous: 401, expired: 403, ofAnother: 404, secret: 401 },
  'POST /api/chat/session': { anonymous: 200, expired: 200, ofAnother: 200, secret: 200 },
  'POST /api/chat/feedback': { anonymous: 401, expired: 403, ofAnother: 400, secret: 403 },
};

let line: RunningLine;
beforeEach(async () => {
  line = await startLine();
});
afterEach(() => line.stop());

const nameOf = ({ method, path }: Route) => `${method} ${path}`;

it('has a rule for every address', () => {
  expect(line.line.routes.map(nameOf).sort()).toEqual(Object.keys(rules).sort());
});

it.each(Object.entries(rules))('%s', async (name, expected) => {
  const [method = '', pattern = ''] = name.split(' ');
  const chat = await line.start();
  const file = { conversationId: chat.conversationId, name: 'a', contentType: 'image/gif', bytes: Buffer.from('x') };
  const { id } = await line.attachments.put(file);
  const path = pattern.replace(':conversationId', chat.conversationId).replace(':attachmentId', id);
  const expired = (await line.start()).token;
  line.clock.at += 31 * 60_000;
  const another = (await line.start()).token;
  const status = async (token?: string) => (await line.call(method, path, token)).status;
  const found = {
    anonymous: await status(),
    expired: await status(expired),
    ofAnother: await status(another),
    secret: await status(secret),
  };
  expect(found).toEqual(expected);
});
