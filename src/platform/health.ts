import type { Route } from './http';

/** One thing the desk cannot work without; rejects or answers `false` when it is missing. */
export interface HealthCheck {
  readonly name: string;
  check(): Promise<boolean>;
}

export interface Health {
  /**
   * `GET /healthz`: the process answers. `GET /readyz`: it can serve customers, else 503 with what is missing; `degraded`
   * names what is away but does not keep it from serving.
   */
  readonly routes: Route[];
  /** Never ready before understanding is warm (R11); not ready again once stopping begins (R10). */
  setReady(ready: boolean): void;
}

const checkMs = 2_000;

export function createHealth(checks: readonly HealthCheck[] = [], lesser: readonly HealthCheck[] = []): Health {
  let ready = false;
  return {
    routes: [
      { method: 'GET', path: '/healthz', access: 'public', handle: async () => ({ status: 200, body: { ok: true } }) },
      {
        method: 'GET',
        path: '/readyz',
        access: 'public',
        handle: async () => {
          const [missing, degraded] = await Promise.all([ready ? failing(checks) : ['started'], failing(lesser)]);
          const body = { ready: missing.length === 0, missing, ...(degraded.length > 0 && { degraded }) };
          return { status: missing.length === 0 ? 200 : 503, body };
        },
      },
    ],
    setReady(value) {
      ready = value;
    },
  };
}

async function failing(checks: readonly HealthCheck[]): Promise<string[]> {
  const results = await Promise.all(checks.map(async (check) => ((await passes(check)) ? [] : [check.name])));
  return results.flat();
}

/** A check that hangs has failed (R7). */
async function passes(check: HealthCheck): Promise<boolean> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<boolean>((resolve) => {
    timer = setTimeout(() => resolve(false), checkMs);
  });
  try {
    return await Promise.race([check.check(), late]);
  } catch {
    return false;
  } finally {
    clearTimeout(timer);
  }
}
