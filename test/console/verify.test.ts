import { expect, test } from '@jest/globals';
import type { FastifyRequest } from 'fastify';
import {
  checkHost,
  checkOrigin,
  isLocal,
  isLoopbackHost,
  readCookie,
  sessionCookie,
} from '../../adapters/console/verify.ts';

const request = (headers: Record<string, string>, remoteAddress = '127.0.0.1') =>
  ({ headers, raw: { socket: { remoteAddress } } }) as unknown as FastifyRequest;

const desk = { publicUrl: 'https://desk.example.com', personas: false };
const sample = { publicUrl: 'http://localhost:3000', personas: true };

test('a name that only looks like this machine is not this machine', () => {
  const local = ['localhost', 'localhost:3000', '127.0.0.1:80', '[::1]:3000'];
  const not = [
    'localhost.evil.com',
    'evil.com',
    '127.0.0.1.evil.com',
    '127.0.0.1:3000@evil.com',
    'localhost:',
    '',
    undefined,
  ];
  expect(local.filter(isLoopbackHost)).toEqual(local);
  expect(not.filter(isLoopbackHost)).toEqual([]);
});

test('no header makes a request from elsewhere a local one', () => {
  const host = 'localhost:3000';
  expect(isLocal(request({ host }))).toBe(true);
  expect(isLocal(request({ host }, '::ffff:127.0.0.1'))).toBe(true);
  expect(isLocal(request({ host, 'x-forwarded-for': '127.0.0.1' }, '203.0.113.9'))).toBe(false);
  expect(isLocal(request({ host, 'x-real-ip': '127.0.0.1' }, '203.0.113.9'))).toBe(false);
});

test('a request that was passed on by a proxy on the same machine is not local', () => {
  for (const header of ['forwarded', 'via', 'x-forwarded-for', 'x-forwarded-host', 'x-forwarded-proto', 'x-real-ip'])
    expect(isLocal(request({ host: 'localhost:3000', [header]: 'x' }))).toBe(false);
});

test('with the persona switch nothing is answered under another name', () => {
  expect(() => checkHost(request({ host: 'localhost:3000' }), sample)).not.toThrow();
  expect(() => checkHost(request({ host: 'rebound.example:3000' }), sample)).toThrow(/name/);
  expect(() => checkHost(request({ host: 'localhost:3000' }, '10.0.0.8'), sample)).toThrow(/name/);
});

test('without it the desk answers under its public name and on this machine', () => {
  for (const host of ['desk.example.com', 'localhost:3000'])
    expect(() => checkHost(request({ host }, '10.0.0.8'), desk)).not.toThrow();
  for (const host of ['desk.example.com:8443', 'evil.com', 'xdesk.example.com'])
    expect(() => checkHost(request({ host }, '10.0.0.8'), desk)).toThrow(/name/);
});

test('only the desk’s own page may change something', () => {
  const from =
    (origin?: string, host = 'desk.example.com') =>
    () =>
      checkOrigin(request({ host, ...(origin ? { origin } : {}) }), desk);
  expect(from('https://desk.example.com')).not.toThrow();
  expect(from('http://localhost:3000', 'localhost:3000')).not.toThrow();
  for (const origin of [
    undefined,
    'null',
    'https://evil.com',
    'http://desk.example.com',
    'https://desk.example.com.evil.com',
  ])
    expect(from(origin)).toThrow(/own page/);
  expect(from('http://localhost:8080', 'localhost:3000')).toThrow(/own page/);
});

test('a cookie is read only when it can be one of ours, and cannot be read by a script', () => {
  expect(readCookie('a=1; orderdesk_session=abcdefghijklmnop; b=2', 'orderdesk_session')).toBe('abcdefghijklmnop');
  for (const header of [
    undefined,
    '',
    'orderdesk_session=',
    'orderdesk_session=short',
    'orderdesk_session=$where:1=1,aaaaaaaaa',
    'xorderdesk_session=abcdefghijklmnop',
  ])
    expect(readCookie(header, 'orderdesk_session')).toBeUndefined();
  const cookie = sessionCookie('orderdesk_session', 'abc', { secure: true, seconds: 60 });
  expect(cookie).toBe('orderdesk_session=abc; Path=/console; HttpOnly; SameSite=Strict; Max-Age=60; Secure');
});
