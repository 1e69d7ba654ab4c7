import type { Connection, ConnectionHandlers } from './event-stream';

/** `/desk/events` over the browser's own WebSocket. */
export function browserConnection(handlers: ConnectionHandlers): Connection {
  const socket = new WebSocket(`${location.protocol === 'https:' ? 'wss' : 'ws'}://${location.host}/desk/events`);
  socket.addEventListener('open', () => handlers.opened());
  socket.addEventListener('message', ({ data }) => {
    if (typeof data === 'string') handlers.received(data);
  });
  socket.addEventListener('close', ({ code }) => handlers.closed(code));
  return {
    send: (text) => {
      if (socket.readyState === WebSocket.OPEN) socket.send(text);
    },
    close: () => socket.close(),
  };
}
