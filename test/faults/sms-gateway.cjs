// Loaded into a process before its own code (node --require): its text messages go by HTTP to SMS_GATEWAY_TEST_ADDRESS
// instead of into the demo inbox, so that a gateway can be away. Everything else is the built product.
const Module = require('node:module');

const load = Module._load;
Module._load = function loadWithGateway(request, ...rest) {
  const loaded = load.call(this, request, ...rest);
  if (!request.endsWith('/demo-sms')) return loaded;
  return {
    ...loaded,
    createDemoSms: (options) => ({
      ...loaded.createDemoSms(options),
      async send(message) {
        const body = JSON.stringify(message);
        const answer = await fetch(process.env.SMS_GATEWAY_TEST_ADDRESS, { method: 'POST', body });
        return answer.ok ? { ok: true } : { ok: false, reason: 'unavailable' };
      },
    }),
  };
};
