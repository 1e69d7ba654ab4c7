import { type DestinationStream, pino } from 'pino';
import { type Clock, systemClock } from '../ports/clock';
import type { Log } from '../ports/log';
import { cleanFields, cleanText } from './log-fields';

export interface LoggerOptions {
  readonly level: 'debug' | 'info' | 'warn' | 'error' | 'silent';
  readonly clock?: Clock;
  /** Where lines go; standard output unless told. */
  readonly destination?: DestinationStream;
}

const levels = ['debug', 'info', 'warn', 'error'] as const;

/** One JSON line an event, with ISO time, masked before it is written: there is no way around it (S15). */
export function createLogger({ level, clock = systemClock, destination }: LoggerOptions): Log {
  const options = {
    level,
    base: { pid: process.pid },
    // Errors arrive here cleaned already; pino's own serializer would call them all "Object".
    serializers: { err: (error: unknown) => error },
    timestamp: () => `,"time":"${new Date(clock.now()).toISOString()}"`,
    formatters: { level: (label: string) => ({ level: label }) },
  };
  const writer = destination === undefined ? pino(options) : pino(options, destination);
  const log = {} as Record<(typeof levels)[number], (fields: object, message: string) => void>;
  for (const name of levels) {
    log[name] = (fields, message) => {
      // Masking costs more than writing: not for lines nobody sees.
      if (writer.isLevelEnabled(name)) writer[name](cleanFields(fields), cleanText(message));
    };
  }
  return log;
}
