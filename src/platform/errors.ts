/**
 * Faults an operator can meet, as data: what it means and what to do. The customer hears an apology, never these
 * words; the code stands in the log line.
 */
export const faults = {
  PORT_IN_USE: {
    meaning: 'Another program listens on the port.',
    fix: 'Stop it, or set PORT to a free one.',
  },
  PORT_FORBIDDEN: {
    meaning: 'This user may not listen on the port.',
    fix: 'Set PORT to 1024 or above, and let a reverse proxy listen on 443.',
  },
  WEB_NOT_BUILT: {
    meaning: 'The web pages have not been built.',
    fix: 'Run npm run build, or start with npm start, which does it.',
  },
  ACCOUNT_UNAVAILABLE: {
    meaning: 'The business system did not answer; the customer was told, the question kept.',
    fix: "Check ACCOUNT_API_URL and the system's own health page.",
  },
} as const satisfies Record<string, { readonly meaning: string; readonly fix: string }>;

export type FaultCode = keyof typeof faults;

/** A fault with its code, whose message tells the operator what to do. */
export class DeskFault extends Error {
  constructor(
    readonly code: FaultCode,
    options?: { cause?: unknown },
  ) {
    super(`${faults[code].meaning} ${faults[code].fix} (${code})`, options);
    this.name = 'DeskFault';
  }
}

const bySystemCode: ReadonlyMap<string, FaultCode> = new Map([
  ['EADDRINUSE', 'PORT_IN_USE'],
  ['EACCES', 'PORT_FORBIDDEN'],
]);

/** @returns the fault a failed `listen` stands for, or the error itself when it is another */
export function asListenFault(error: unknown): unknown {
  const isCoded = typeof error === 'object' && error !== null && 'code' in error;
  const code = isCoded ? bySystemCode.get(String(error.code)) : undefined;
  return code === undefined ? error : new DeskFault(code, { cause: error });
}
