/** One server-sent event. */
export type Heard = { id: number; event: string; data: { id?: string; text?: string; card?: { title: string } } };

/**
 * Listens to a console's stream as a browser does. `until` resolves when what was heard satisfies a condition; it never
 * waits for a time to pass.
 */
export async function listen(origin: string, cookie: string, resume: { after?: number; lastEventId?: number } = {}) {
  const controller = new AbortController();
  const query = resume.after === undefined ? '' : `?after=${resume.after}`;
  const headers: Record<string, string> = { cookie };
  if (resume.lastEventId !== undefined) headers['last-event-id'] = String(resume.lastEventId);
  const response = await fetch(`${origin}/console/api/stream${query}`, { headers, signal: controller.signal });
  const heard: Heard[] = [];
  const waiting = new Set<() => void>();
  let ended = false;

  function take(frame: string): void {
    const field = (name: string) => new RegExp(`^${name}: (.*)$`, 'm').exec(frame)?.[1];
    if (field('event'))
      heard.push({ id: Number(field('id')), event: field('event')!, data: JSON.parse(field('data')!) });
  }

  async function read(): Promise<void> {
    const decoder = new TextDecoder();
    let rest = '';
    try {
      for await (const bytes of response.body!) {
        const frames = (rest + decoder.decode(bytes, { stream: true })).split('\n\n');
        rest = frames.pop()!;
        for (const frame of frames) take(frame);
        for (const check of waiting) check();
      }
    } catch {
      // closed by `close`
    }
    ended = true;
    for (const check of waiting) check();
  }
  const reading = response.ok ? read() : Promise.resolve();

  const when = (condition: () => boolean) =>
    new Promise<void>((resolve, reject) => {
      const check = () => {
        if (!condition() && !ended) return;
        waiting.delete(check);
        if (condition()) resolve();
        else reject(new Error(`the stream ended after ${JSON.stringify(heard)}`));
      };
      waiting.add(check);
      check();
    });

  return {
    status: response.status,
    heard,
    messages: () => heard.filter((one) => one.event === 'message'),
    until: (condition: (heard: readonly Heard[]) => boolean) => when(() => condition(heard)),
    ended: () => reading,
    async close() {
      controller.abort();
      await reading;
    },
  };
}
