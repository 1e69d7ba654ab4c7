import { useEffect, useRef, useState } from 'preact/hooks';
import type { ClimbedNotice, ClimbedToMe } from '../../src/desk/desk-events';
import { newlyClimbed } from '../shared/newly-climbed';
import { browserConnection } from '../shared/stream/browser-connection';
import { EventStream } from '../shared/stream/event-stream';
import type { BoardClient } from './client';

/**
 * What has climbed to whoever looks, over the desk's stream.
 * @param wanted supervisors only
 * @param told hears of each that climbs while the page is open
 */
export function useClimbed(
  wanted: boolean,
  client: BoardClient,
  told: (climbed: readonly ClimbedNotice[]) => void,
): ClimbedToMe | undefined {
  const [climbed, set] = useState<ClimbedToMe | undefined>();
  const tell = useRef(told);
  tell.current = told;
  useEffect(() => {
    if (!wanted) return undefined;
    let before: ClimbedToMe | undefined;
    const stream = new EventStream({
      connect: (handlers) => browserConnection(handlers, '?page=board'),
      position: () => 0,
      received: (event) => {
        if (event.type !== 'climbed') return;
        const news = newlyClimbed(event, before);
        before = event;
        set(event);
        if (news.length > 0) tell.current(news);
      },
      changed: () => undefined,
      ended: () => client.sessionEnded(),
      random: Math.random,
    });
    stream.start();
    return () => stream.stop();
  }, [wanted, client]);
  return climbed;
}
