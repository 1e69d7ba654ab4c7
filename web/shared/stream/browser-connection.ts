import type { Connection, ConnectionHandlers } from './event-stream';

/**
 * `/desk/events` over the browser's own WebSocket.
 * @param query `?page=board`: whoever has this page open is not there for customers
 */
export function browserConnection(handlers: ConnectionHandlers, query = ''): Connection {
  const scheme = location.protocol === 'https:' ? 'wss' : 'ws';
  const socket = new WebSocket(`${scheme}://${location.host}/desk/events${query}`);
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
