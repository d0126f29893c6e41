import { Refusal } from '../refusal.ts';
import type { Json } from '../types.ts';
import { type Method, needScope } from './method.ts';

/*
 * open.feishu.cn/document/server-docs/im-v1/{image,file}/create.
 */

const invalid = () => new Refusal(234001, 'Invalid request param.');

function bytesOf(args: Json, name: string): Buffer {
  const value = args[name];
  if (!Buffer.isBuffer(value)) throw invalid();
  return value;
}

const image: Method = ({ core, args }) => {
  needScope(core, 'im:resource', 'im:resource:upload');
  if (args.image_type !== 'message' && args.image_type !== 'avatar') throw invalid();
  const bytes = bytesOf(args, 'image');
  const { key } = core.assets.add({ kind: 'image', name: 'image', type: 'image', bytes, byBot: true });
  return { data: { image_key: key } };
};

const types = ['opus', 'mp4', 'pdf', 'doc', 'xls', 'ppt', 'stream'];

const file: Method = ({ core, args }) => {
  needScope(core, 'im:resource', 'im:resource:upload');
  const { file_type: type, file_name: name } = args;
  if (typeof type !== 'string' || !types.includes(type) || typeof name !== 'string' || name === '') throw invalid();
  const { key } = core.assets.add({ kind: 'file', name, type, bytes: bytesOf(args, 'file'), byBot: true });
  return { data: { file_key: key } };
};

export const uploadMethods = { image, file };
