// An event as Feishu sends it: encrypted and signed.
import { createCipheriv, createHash, randomBytes } from 'node:crypto';

/** What everybody in the benchmark agrees on. */
export const tenant = {
  appId: 'cli_bench00000000000',
  appSecret: 'the secret of the benchmark',
  encryptKey: 'the encrypt key of the benchmark',
  verificationToken: 'the token of the benchmark',
  key: 'tenant-bench',
  bot: 'ou_bot',
};

function encrypted(text) {
  const iv = randomBytes(16);
  const cipher = createCipheriv('aes-256-cbc', createHash('sha256').update(tenant.encryptKey).digest(), iv);
  return Buffer.concat([iv, cipher.update(text, 'utf8'), cipher.final()]).toString('base64');
}

/** `/order show` in the direct conversation of a person. */
export function showOrder({ id, user, number }) {
  const header = {
    event_id: `event-${id}`,
    event_type: 'im.message.receive_v1',
    create_time: String(Date.now()),
    token: tenant.verificationToken,
    app_id: tenant.appId,
    tenant_key: tenant.key,
  };
  const message = {
    message_id: `om_${id}`,
    create_time: String(Date.now()),
    chat_id: `oc_${user.slice(3)}`,
    chat_type: 'p2p',
    message_type: 'text',
    content: JSON.stringify({ text: `/order show ${number}` }),
  };
  const sender = { sender_id: { open_id: user }, sender_type: 'user', tenant_key: tenant.key };
  return JSON.stringify({ encrypt: encrypted(JSON.stringify({ schema: '2.0', header, event: { sender, message } })) });
}

/** The headers that make a body Feishu's. */
export function headersOf(body) {
  const time = String(Math.floor(Date.now() / 1000));
  const nonce = randomBytes(8).toString('hex');
  const signature = createHash('sha256')
    .update(time + nonce + tenant.encryptKey)
    .update(body)
    .digest('hex');
  return {
    'content-type': 'application/json',
    'content-length': Buffer.byteLength(body),
    'x-lark-request-timestamp': time,
    'x-lark-request-nonce': nonce,
    'x-lark-signature': signature,
  };
}
