import { createKannelSms } from '../../../src/channels/sms/kannel/kannel-sms';
import { createTwilioSms } from '../../../src/channels/sms/twilio/twilio-sms';
import { silentLog } from '../../../src/ports/log';
import { attack } from '../../hostile/attack';
import { ManualClock } from '../../support/manual-clock';
import { noting, serve } from './running-routes';

/** R9, S4: whoever is not the gateway sends what he likes; nothing is stored, and nothing is a fault. */
jest.setTimeout(60_000);

test('hostile requests to every address of text messages', async () => {
  const secret = 'a-secret-of-sixteen';
  const over = [
    createTwilioSms({ accountSid: 'AC1', authToken: secret, sender: '1', publicUrl: 'http://x', log: silentLog }),
    createKannelSms({
      sendUrl: 'http://127.0.0.1:1/',
      sender: '1',
      callbackUrl: 'http://x',
      secret,
      clock: new ManualClock(),
      log: silentLog,
    }),
  ];
  const desk = noting();
  for (const { transport } of over) await transport.start(desk.listener);
  const routes = over.flatMap((one) => one.routes);
  const server = await serve(routes);
  const targets = routes.map(({ method, path }) => ({ method, path }));
  const { faults, answered } = await attack(
    Number(new URL(server.url).port),
    targets,
    { authorization: `Bearer ${secret}` },
    2_000,
  );
  expect(faults).toEqual([]);
  expect(answered).toBeGreaterThan(1_000);
  expect([desk.received, desk.receipts]).toEqual([[], []]);
  for (const { transport } of over) await transport.stop(10);
  await server.stop();
});
