import { createHealth } from '../../src/platform/health';
import type { HttpRequest } from '../../src/platform/http';
import { createMetrics } from '../../src/platform/metrics';

const from = (ip: string) => ({ ip }) as HttpRequest;

describe('metrics', () => {
  it('show what was counted, with the process beside it', async () => {
    const { metrics, http, gauge, text } = createMetrics();
    metrics.count('turns_total', { channel: 'web', outcome: 'ok' });
    metrics.observe('turn_seconds', 0.02, { channel: 'web' });
    http.request('GET /x', 200, 0.003);
    gauge('handoffs_waiting', 'Customers waiting for a person', () => 3);
    const page = await text();
    expect(page).toContain('turns_total{channel="web",outcome="ok"} 1');
    expect(page).toContain('turn_seconds_count{channel="web"} 1');
    expect(page).toContain('http_request_seconds_count{route="GET /x",status="200"} 1');
    expect(page).toContain('handoffs_waiting 3');
    expect(page).toContain('process_resident_memory_bytes');
  });

  it('are answered to addresses inside only', async () => {
    const { route } = createMetrics();
    for (const ip of ['127.0.0.1', '10.3.2.1', '::1']) expect((await route.handle(from(ip))).status).toBe(200);
    await expect(route.handle(from('203.0.113.7'))).rejects.toMatchObject({ status: 404 });
  });
});

describe('readiness', () => {
  const ask = async (health: ReturnType<typeof createHealth>, path: string) =>
    health.routes.find((route) => route.path === path)?.handle(from('127.0.0.1'));

  it('is never given before the start is done, and is taken back when stopping', async () => {
    const health = createHealth();
    expect(await ask(health, '/healthz')).toMatchObject({ status: 200 });
    expect(await ask(health, '/readyz')).toEqual({ status: 503, body: { ready: false, missing: ['started'] } });
    health.setReady(true);
    expect(await ask(health, '/readyz')).toMatchObject({ status: 200 });
    health.setReady(false);
    expect(await ask(health, '/readyz')).toMatchObject({ status: 503 });
  });

  it('names what is missing, whether it says so, throws or hangs (R7)', async () => {
    const health = createHealth([
      { name: 'fine', check: async () => true },
      { name: 'says no', check: async () => false },
      { name: 'throws', check: () => Promise.reject(new Error('down')) },
      { name: 'hangs', check: () => new Promise(() => {}) },
    ]);
    health.setReady(true);
    const startedAt = performance.now();
    expect(await ask(health, '/readyz')).toEqual({
      status: 503,
      body: { ready: false, missing: ['says no', 'throws', 'hangs'] },
    });
    // 2 s are given to each; 5 s are promised.
    expect(performance.now() - startedAt).toBeLessThan(5_000);
  });
});
