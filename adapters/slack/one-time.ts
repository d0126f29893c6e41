import { DeliveryError } from '../../src/chat/adapter.ts';

/** Ms that one answer may take. */
const timeoutMs = 8_000;

/**
 * Answers by a one-time address of Slack's: docs.slack.dev/interactivity/handling-user-interaction; false when it is used
 * up. Throws `DeliveryError` when Slack does not answer, or asks to wait.
 */
export async function answerAt(url: string, message: Record<string, unknown>, send = fetch): Promise<boolean> {
  const headers = { 'content-type': 'application/json' };
  const signal = AbortSignal.timeout(timeoutMs);
  const response = await send(url, { method: 'POST', headers, body: JSON.stringify(message), signal }).catch(
    (error) => {
      throw new DeliveryError('Slack does not answer', true, { cause: error });
    },
  );
  if (response.status === 429) {
    const afterMs = Number(response.headers.get('retry-after') ?? 1) * 1000;
    throw new DeliveryError('answer: ratelimited', true, { busy: true, afterMs });
  }
  if (response.status >= 500) throw new DeliveryError(`answer: ${response.status}`, true);
  return response.ok;
}
