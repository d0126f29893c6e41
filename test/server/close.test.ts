import { once } from 'node:events';
import { connect } from 'node:net';
import { expect, test } from '@jest/globals';
import { openTestDesk } from '../support/desk.ts';

test('a desk that ends waits for nobody who has connected and asked nothing', async () => {
  const desk = await openTestDesk();
  const { port } = new URL(desk.url);
  const silent = connect(Number(port), '127.0.0.1');
  await once(silent, 'connect');
  expect((await fetch(`${desk.url}/healthz`)).status).toBe(200);
  const ended = once(silent, 'close');
  await desk.close();
  await ended;
});
