import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from '@jest/globals';
import { createVault, deskSecret } from '../src/secret.ts';

const folder = mkdtempSync(join(tmpdir(), 'orderdesk-secret-'));
afterAll(() => rmSync(folder, { recursive: true }));

test('the secret of the settings counts; else one is made once, for this user alone', () => {
  expect(deskSecret({ secret: 'given', dataDir: folder })).toBe('given');
  const made = deskSecret({ dataDir: folder });
  expect(made.length).toBeGreaterThan(40);
  expect(deskSecret({ dataDir: folder })).toBe(made);
  expect(statSync(join(folder, 'secret')).mode & 0o777).toBe(0o600);
  expect(readFileSync(join(folder, 'secret'), 'utf8').trim()).toBe(made);
});

test('what is locked opens again with the same secret and purpose, and with no other', () => {
  const vault = createVault('one secret', 'slack');
  const locked = vault.lock('xoxb-1-订单');
  expect(locked).not.toContain('xoxb');
  expect(vault.lock('xoxb-1-订单')).not.toBe(locked);
  expect(vault.open(locked)).toBe('xoxb-1-订单');
  for (const other of [createVault('another', 'slack'), createVault('one secret', 'feishu')])
    expect(() => other.open(locked)).toThrow();
  const last = locked.at(-1) === 'A' ? 'Q' : 'A';
  expect(() => vault.open(locked.slice(0, -1) + last)).toThrow();
});
